"""What keeps things and decides nothing: the notes, the index, the journal."""
