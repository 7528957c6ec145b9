"""What people ask of their tasks every day."""
