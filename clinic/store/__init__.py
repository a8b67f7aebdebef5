"""What one clinic keeps: the only part that knows the database."""
