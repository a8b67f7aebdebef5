"""Benchmarks: `python -m tests.bench pages`. They compare within one run and print; no test asserts a time."""
