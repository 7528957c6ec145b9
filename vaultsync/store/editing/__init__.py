"""Notes are edited: whole or not at all, never over somebody's save, and written down so that it can be undone."""
