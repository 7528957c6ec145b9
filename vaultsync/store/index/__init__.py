"""The index in SQLite: what was read in the notes, and what lists, queries and grouping ask of it."""
