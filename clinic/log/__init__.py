"""The log of one clinic: chosen events with figures, and faults by kind and place. Nobody's words ever stand in it."""
