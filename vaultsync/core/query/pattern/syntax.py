r"""The syntax of JavaScript's regular expressions, read and written as Python's `regex` means it.

The two differ in what `.`, `$`, `\d`, `\w`, `\s` and `\b` match, in what an unknown escape
is, in braces that repeat nothing, in references to groups that have not matched, and in
much that only Python has. Read without the flags `u` and `v` as Annex B of ECMA-262
allows it: in units of UTF-16, so that what is searched must be in units, too. What the
plugin's safe-regex2 cannot read (lookbehind) is refused as there, and what it does not
look at, the inside of a lazy repetition, is not counted.
"""

import re
from typing import Final

from vaultsync.core.query.errors import Unreadable
from vaultsync.core.query.pattern.characters import CLASSES, WORD, CharacterReader
from vaultsync.core.query.pattern.repeats import NO_REPEATS, Repeats

LONGEST: Final = 500
"""Characters of a pattern, as in the plugin."""

_ENDS = "\\n\\r\\u2028\\u2029"
_EDGE = f"(?-i:(?<=[{WORD}])(?![{WORD}])|(?<![{WORD}])(?=[{WORD}]))"
_NO_EDGE = f"(?-i:(?<=[{WORD}])(?=[{WORD}])|(?<![{WORD}])(?![{WORD}]))"
_QUANTIFIER = re.compile(r"(?:[*+?]|\{([0-9]+)(,([0-9]*))?\})\??")
_GROUP_NAME = re.compile(r"\?<([A-Za-z_$][A-Za-z0-9_$]*)>")
_DECIMAL = re.compile("[1-9][0-9]*")
_MOST = 0xFFFF
"""A repetition beyond this is cut: no text is so long."""


def translated(source: str, flags: str) -> str:
    """Return a pattern of JavaScript as a pattern for `regex`, for texts in units of UTF-16 (by points: as they are).

    Raises:
        Unreadable: It is none, or it repeats within a repetition, or too often.
    """
    if len(source) > LONGEST:
        raise Unreadable(
            f"the regular expression has {len(source)} characters; at most {LONGEST} are read", word=source
        )
    return _Reader(source, flags).whole()


_NO_BRACKETS = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]", re.DOTALL)
_GROUP = re.compile(r"\((?!\?)|\(\?<(?![=!])")


def _groups_in(source: str) -> int:
    """Return how many groups a pattern opens that can be referred to."""
    return len(_GROUP.findall(_NO_BRACKETS.sub("", source)))


class _Reader(CharacterReader):
    """Reads a whole pattern: characters, groups of them, how often each is repeated, and choices between all that."""

    def __init__(self, source: str, flags: str) -> None:
        super().__init__(source, flags)
        self._multiline = "m" in flags
        self._any = "(?s:.)" if "s" in flags else f"[^{_ENDS}]"
        self._sticky = "y" in flags
        self._groups = _groups_in(source)
        self._names = _GROUP_NAME.findall(source)
        self._named = set[str]()
        self._opened: list[int] = []
        self._counted = 0

    def whole(self) -> str:
        pattern, repeats = self._choices()
        if self._at < len(self._source):
            raise self._wrong("a bracket is closed that was never opened")
        if repeats.costly:
            raise Unreadable(
                f"the regular expression /{self._source}/ may take too long: it repeats in a repetition, or too often",
                word=self._source,
                remedy="What is repeated in a repetition can be repeated once: a+ for (a+)+.",
            )
        return f"\\A(?:{pattern})" if self._sticky else pattern

    def _choices(self) -> tuple[str, Repeats]:
        """Return the translation up to the closing bracket, and the repetitions in it."""
        written, repeats = "", NO_REPEATS
        before, named = set(self._named), set[str]()
        while self._at < len(self._source) and self._source[self._at] != ")":
            if self._take("|"):
                written += "|"
                # A name may be given again in another choice.
                named |= self._named
                self._named = set(before)
                continue
            atom, inner, repeatable = self._atom()
            quantifier = self._quantifier(repeatable=repeatable)
            written += atom + quantifier
            own = inner.repeated(lazily=quantifier[1:].endswith("?")) if quantifier else inner
            repeats = repeats.beside(own)
        self._named |= named
        return written, repeats

    def _quantifier(self, *, repeatable: bool) -> str:
        match = self._match(_QUANTIFIER)
        if match is None:
            return ""
        if not repeatable or (match[1] and match[3] and int(match[1]) > int(match[3])):
            raise self._wrong("nothing can be repeated here")
        if match[1] is None:
            return match[0]
        lazy = "?" if match[0].endswith("?") else ""
        least = min(int(match[1]), _MOST)
        most = "" if match[2] is None else "," + (str(min(int(match[3]), _MOST)) if match[3] else "")
        return f"{{{least}{most}}}{lazy}"

    def _atom(self) -> tuple[str, Repeats, bool]:
        """Return one atom, the repetitions in it, and whether it can be repeated."""
        sign = self._source[self._at]
        if self._match(_QUANTIFIER) or (self._unicode and sign in "{}]"):
            raise self._wrong("nothing is repeated")
        self._at += 1
        if sign == "(":
            return self._group()
        if sign == "[":
            return self._class(), NO_REPEATS, True
        if sign == "\\":
            return self._escape()
        if sign == "^":
            return (f"(?:\\A|(?<=[{_ENDS}]))" if self._multiline else "\\A"), NO_REPEATS, False
        if sign == "$":
            return (f"(?=[{_ENDS}]|\\Z)" if self._multiline else "\\Z"), NO_REPEATS, False
        return (self._any if sign == "." else self._literal(sign)), NO_REPEATS, True

    def _group(self) -> tuple[str, Repeats, bool]:
        opening = next((form for form in ("?:", "?=", "?!") if self._take(form)), None)
        repeatable = opening is None or opening == "?:" or not self._unicode
        if opening is None:
            name = self._match(_GROUP_NAME)
            if name is None and self._source.startswith("?", self._at):
                raise self._wrong("of groups there are (…), (?:…), (?<name>…), (?=…) and (?!…)")
            if name and name[1] in self._named:
                raise self._wrong(f"two groups have the name {name[1]}")
            self._named |= {name[1]} if name else set()
            return self._captured()
        inner, repeats = self._choices()
        if not self._take(")"):
            raise self._wrong("a bracket is not closed")
        return f"({opening}{inner})", repeats, repeatable

    def _captured(self) -> tuple[str, Repeats, bool]:
        self._counted += 1
        self._opened.append(self._counted)
        inner, repeats = self._choices()
        self._opened.pop()
        if not self._take(")"):
            raise self._wrong("a bracket is not closed")
        return f"({inner})", repeats, True

    def _escape(self) -> tuple[str, Repeats, bool]:
        if self._at == len(self._source):
            raise self._wrong("a backslash stands at its end")
        sign = self._source[self._at]
        if sign in "bB":
            self._at += 1
            return _EDGE if sign == "b" else _NO_EDGE, NO_REPEATS, False
        return self._escaped(sign), NO_REPEATS, True

    def _escaped(self, sign: str) -> str:
        if sign.lower() in CLASSES:
            self._at += 1
            return f"(?-i:[{'^' if sign.isupper() else ''}{CLASSES[sign.lower()]}])"
        reference = self._reference()
        if reference in self._opened:
            return "(?:)"  # what a group has not matched yet is an empty text
        if reference:
            # A group that has not matched is an empty text in JavaScript.
            again = f"(?i:\\{reference})" if self._both_cases else f"\\{reference}"
            return f"(?({reference}){again}|)"
        if self._unicode and sign in "pP":
            return self._property()
        return self._literal(self._character())

    def _reference(self) -> int:
        """Take `\\1` or `\\k<name>` and return the number of its group; 0 if it refers to none."""
        start = self._at
        if match := self._match(_DECIMAL):
            if int(match[0]) <= self._groups:
                return int(match[0])
        elif self._names and self._take("k"):
            match = re.compile(r"<([^>]*)>").match(self._source, self._at)
            if match is None or match[1] not in self._names:
                raise self._wrong("no group has this name")
            self._at = match.end()
            return self._number_of(match[1])
        self._at = start
        return 0

    def _number_of(self, name: str) -> int:
        return 1 + _groups_in(self._source.partition(f"(?<{name}>")[0])
