"""Many lines, one task."""
