"""Benchmarks: `python -m tests.bench pages`, or `start`. They compare and print; no test asserts a time."""
