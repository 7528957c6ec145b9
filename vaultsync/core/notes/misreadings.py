"""Text whose UTF-8 was once read as Mac Roman, CP1252 or Latin-1.

A text that was misread as a whole is read again as a whole, if that gives words, quotes
or signs, and nothing that no person writes. In any other text only the signs of the task
notation are put right, from a table of how each looks when misread. A general repair
(ftfy) leaves most of Mac Roman alone and alters curly quotes, accents and line ends of
healthy notes.
"""

import re
from collections.abc import Callable

from vaultsync.core.notation.emoji import SIGNS

_SHOWN = [*SIGNS, *(sign + "\ufe0f" for sign in SIGNS)]


def _cp1252(byte: int) -> str:
    """Bytes that CP1252 leaves undefined are read as C1 controls, as browsers do."""
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_MISREADINGS: tuple[Callable[[bytes], str], ...] = (
    lambda data: data.decode("mac_roman"),
    lambda data: "".join(map(_cp1252, data)),
    lambda data: data.decode("latin-1"),
)
_REPAIRS = {misread(sign.encode()): sign for sign in _SHOWN for misread in _MISREADINGS}
_PATTERN = re.compile("|".join(re.escape(looks) for looks in sorted(_REPAIRS, key=len, reverse=True)))
_AS_BYTES = str.maketrans({_cp1252(byte): chr(byte) for byte in range(0x80, 0xA0)})
_PLAIN = (
    "\t\n\r -~\u00a0-\u024f\u0300-\u036f\u1e00-\u1eff\u2000-\u2064\u20ac\u2122\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
)
_SCRIPTS = (
    "\u0386-\u03ce",
    "\u0401-\u045f",
    "\u05d0-\u05ea",
    "\u0621-\u064a",
    "\u3000-\u30ff\u4e00-\u9fff",
    "\uac00-\ud7af",
)
_LATIN_TEXT = re.compile(f"[{_PLAIN}]*+")
_ANY_TEXT = re.compile(f"[{_PLAIN}{''.join(_SCRIPTS)}]*+")
_RUN = re.compile("|".join(f"[{script}]{{3}}" for script in _SCRIPTS))
"""Three letters of one script side by side: single ones come of clean text, as Cyrillic does of a dash before `É`."""

_CONTROL = re.compile("[\x80-\x9f]")
"""C1 controls stand in no clean text; Latin-1 makes them of the second byte of most signs."""

_ALWAYS = (
    "[\u2010-\u2026\u2030\u2039\u203a\u20ac\u2122\u2190-\u21ff\u2300-\u23ff"
    "\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
)
_EVIDENCE_OF_MAC = re.compile(
    rf"{_ALWAYS}|[a-z][\u0300-\u036f]|[\u00a0\u00ab\u00bb]|(?<=[0-9])\u00b0"
    # Inside a word only, and not what `√π`, `√∞` and their like would become: formulas have these.
    r"|(?:[A-Za-z][a-z](?![0-9\u00d7\u00f7])|[A-Za-z](?=.[a-z])|(?<![A-Za-z])(?=.[a-z]{2}))"
    r"[\u00c0-\u00d6\u00d8-\u00ef\u00f1-\u00f6\u00f8\u00fa\u00fc\u00fe-\u017f](?![0-9])"
)
_EVIDENCE_OF_WINDOWS = re.compile(
    rf"{_ALWAYS}|[a-z][\u0300-\u036f]|(?<![A-Z])[\u00a0-\u00bf]"
    # `AMANHÃ…` and `CAFÉ\u00a0!` are clean: capitals before closing signs.
    r"|(?<=[a-z])[\u00c0-\u017f]|[A-Z][\u00df-\u00ff](?=[a-z])|(?<![A-Za-z])[\u00c0-\u00ff](?=[a-z])"
)


def put_right(text: str) -> str:
    """Return a text that may have been misread with what was misread put right; clean text unchanged."""
    whole = _reread(text)
    return _PATTERN.sub(lambda match: _REPAIRS[match[0]], text) if whole is None else whole


def _reread(text: str) -> str | None:
    """Return a text that was misread from end to end as it was written, or None if it was not."""
    # Windows first: `Ã©` is its `é`, and would be a combining mark of Mac Roman.
    for as_bytes, evidence in ((_windows_bytes, _EVIDENCE_OF_WINDOWS), (_mac_bytes, _EVIDENCE_OF_MAC)):
        try:
            right = as_bytes(text).decode("utf-8")
        except UnicodeError:
            continue
        run = _RUN.search(right)
        found = run or _CONTROL.search(text) or evidence.search(right)
        if found and (_ANY_TEXT if run else _LATIN_TEXT).fullmatch(right):
            return right
    return None


def _mac_bytes(text: str) -> bytes:
    return text.encode("mac_roman")


def _windows_bytes(text: str) -> bytes:
    """CP1252 and Latin-1 at once: they differ where the one has signs and the other controls."""
    return text.translate(_AS_BYTES).encode("latin-1")
