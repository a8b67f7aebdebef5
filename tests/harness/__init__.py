"""Programs that try to break the records: small among the tests, large by `python -m tests.harness.NAME --full`."""
