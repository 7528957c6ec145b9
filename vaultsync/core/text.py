"""Lines as Markdown sees them, and white space as JavaScript sees it."""

import re

_ROW = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")

JS_SPACE = "\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
"""What `\\s` matches in JavaScript, for use inside a character class.

Python's `\\s` adds U+001C to U+001F and U+0085, and lacks U+FEFF.
"""

WHITE = "\t\n\v\f\r \u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000\ufeff"
"""The same characters one by one, for `str.strip`."""


def rows(text: str) -> list[tuple[str, str]]:
    """Return the lines of a note, each as its content and its line ending.

    Not `str.splitlines`: that also splits at form feeds and U+2028, which
    Markdown does not, and every line number below one would be wrong. A text
    that ends in a line ending has no empty line after it.
    """
    return [(row, end) for row, end in _ROW.findall(text) if row or end]


def js_trim(text: str) -> str:
    """Strip what JavaScript's `trim()` strips."""
    return text.strip(WHITE)


def js_trim_end(text: str) -> str:
    """Strip at the end what JavaScript's `trimEnd()` strips."""
    return text.rstrip(WHITE)


def decode(data: bytes) -> str:
    """Read bytes as UTF-8; what is none is kept as surrogate escapes, so that `encode` gives it back."""
    return data.decode("utf-8", "surrogateescape")


def encode(text: str) -> bytes:
    """The bytes that `decode` read."""
    return text.encode("utf-8", "surrogateescape")
