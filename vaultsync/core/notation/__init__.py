"""One line of a note and its fields, both ways."""
