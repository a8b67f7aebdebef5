"""What enters and leaves in other forms: case files in, screenings and programmes out as JSON."""
