"""What is said: answers as words, tables and JSON."""
