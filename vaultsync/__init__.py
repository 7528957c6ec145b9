"""One task index out of an Obsidian vault full of machine-proposed action items."""

__version__ = "0.1.0"
