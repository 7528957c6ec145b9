"""Texts ↔ values that SQLite takes: a note may hold bytes that are no UTF-8."""


def storable(text: str) -> str | bytes:
    """Return a text as SQLite takes it: one with bytes that are no UTF-8 goes in as bytes."""
    if text.isascii():
        return text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogateescape")
    return text


def stored(value: str | bytes) -> str:
    """Return the text that `storable` took."""
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else value
