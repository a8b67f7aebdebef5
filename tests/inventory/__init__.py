"""Known faults of what Plumbline is made of, by hand: `python -m tests.inventory`, which needs the network."""
