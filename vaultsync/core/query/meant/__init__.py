"""What was perhaps meant by a line that cannot be understood, or by words that are passed over."""
