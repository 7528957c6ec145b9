"""A wish becomes edits, and edits become bytes."""
