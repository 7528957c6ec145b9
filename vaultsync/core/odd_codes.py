"""What may be odd in notes: the code of each kind, and what it means in a few words."""

ODD_CODES = {
    "bad-date": "a date that no calendar has",
    "no-date": "a date sign that no date follows",
    "unread-date": "a date where the Tasks plugin reads none",
    "bad-recurrence": "a rule that the Tasks plugin does not know",
    "bad-on-completion": "🏁 with something else than delete or keep",
    "other-format": "a field of the format that the Tasks plugin is not set to",
    "bad-note-date": "the date of a note is no day",
    "frontmatter": "it cannot be read, or is no set of keys",
    "frontmatter-type": "a value of the wrong type",
    "doubled-key": "a key that is given twice",
    "not-utf-8": "frontmatter with bytes that are no UTF-8",
    "encoding": "a note that is not read: it is UTF-16",
    "too-large": "a note or a line that is too large to be read",
    "too-deep": "a place that is nested too deeply to be read",
    "unreadable": "a note or a folder that the system does not let read",
    "evicted": "a note that iCloud keeps elsewhere",
    "not-a-file": "a link or a folder with the name of a note",
    "forgotten": "a decision that the notes do not hold any more",
}
"""What `check` tells of, by code; `--kind` asks for one."""
