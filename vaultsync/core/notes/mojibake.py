"""Text whose UTF-8 was once read in another encoding: whether it may be such, before anything is done about it."""

from vaultsync.core.late import Late

_FIRST = "[\u00c2-\u00f4\u0152\u0153\u0192\u2013\u2014\u201a\u201e\u221a\u2248\u00ac\uf8ff]"
"""How the first byte of a sequence can look."""

_HINT = Late(rf"{_FIRST}(?:(?=[^\x00-\x7f])|(?<=[^\x00-\x7f].))")
"""No byte of a sequence stands alone: the letters of `Zoë` and `Søren` do."""


def repair(text: str) -> str:
    """Return the text with what was misread put right; clean text unchanged."""
    # Most signs that are not of ASCII stand alone: as `?`, no two of them are side by side.
    if text.isascii() or b"??" not in text.encode("ascii", "replace") or not _HINT().search(text):
        return text
    # The tables of misreadings take longer to make than most notes take to read.
    from vaultsync.core.notes.misreadings import put_right

    return put_right(text)
