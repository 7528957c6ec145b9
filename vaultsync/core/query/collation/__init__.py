"""The order of texts where no language is set, by a table of what notes are written in."""
