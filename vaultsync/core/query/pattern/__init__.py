"""Regular expressions as JavaScript writes them, bounded in what they may cost."""
