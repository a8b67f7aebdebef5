"""What happens to a patient, one module per act: joins reading, reasoning and writing."""
