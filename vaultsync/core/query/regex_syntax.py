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
from vaultsync.core.query.regex_case import alike, alike_beyond, by_points, ignores_case, in_units
from vaultsync.core.query.regex_repeats import NO_REPEATS, Repeats
from vaultsync.core.text import JS_SPACE

LONGEST: Final = 500
"""Characters of a pattern, as in the plugin."""

_ENDS = "\\n\\r\\u2028\\u2029"
_WORD = "A-Za-z0-9_"
_CLASSES = {"d": "0-9", "w": _WORD, "s": "".join(f"\\u{ord(space):04x}" if space != "-" else "-" for space in JS_SPACE)}
_EDGE = f"(?-i:(?<=[{_WORD}])(?![{_WORD}])|(?<![{_WORD}])(?=[{_WORD}]))"
_NO_EDGE = f"(?-i:(?<=[{_WORD}])(?=[{_WORD}])|(?<![{_WORD}])(?![{_WORD}]))"
_CONTROLS = {"t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r"}
_QUANTIFIER = re.compile(r"(?:[*+?]|\{([0-9]+)(,([0-9]*))?\})\??")
_GROUP_NAME = re.compile(r"\?<([A-Za-z_$][A-Za-z0-9_$]*)>")
_HEX = {"x": re.compile("[0-9a-fA-F]{2}"), "u": re.compile("[0-9a-fA-F]{4}")}
_CODE_POINT = re.compile(r"\{([0-9a-fA-F]+)\}")
_OCTAL = re.compile("[0-3]?[0-7]{1,2}")
_LETTER = re.compile("[A-Za-z]")
_DECIMAL = re.compile("[1-9][0-9]*")
_DOTTED = {"i": "iI", "I": "iI", "\u0130": "\u0130", "\u0131": "\u0131"}
"""The letters that `regex` takes for alike, and JavaScript does not, with those that are."""

_PROPERTY = re.compile(r"\{[A-Za-z_=]+\}")
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


class _Reader:
    """Reads one pattern from left to right; every method takes what it reads and returns its translation."""

    def __init__(self, source: str, flags: str) -> None:
        self._unicode = by_points(flags)
        self._source = source if self._unicode else in_units(source)
        self._at = 0
        self._both_cases = "i" in flags and not self._unicode
        self._ignores_case = ignores_case(flags)
        self._multiline = "m" in flags
        self._any = "(?s:.)" if "s" in flags else f"[^{_ENDS}]"
        self._sticky = "y" in flags
        self._groups = _groups_in(source)
        self._names = _GROUP_NAME.findall(source)
        self._opened = 0

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

    def _wrong(self, why: str) -> Unreadable:
        return Unreadable(f"the regular expression /{self._source}/ cannot be read: {why}", word=self._source)

    def _take(self, text: str) -> bool:
        if self._source.startswith(text, self._at):
            self._at += len(text)
            return True
        return False

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.match(self._source, self._at)
        if match:
            self._at = match.end()
        return match

    def _choices(self) -> tuple[str, Repeats]:
        """Return the translation up to the closing bracket, and the repetitions in it."""
        written, repeats = "", NO_REPEATS
        while self._at < len(self._source) and self._source[self._at] != ")":
            if self._take("|"):
                written += "|"
                continue
            atom, inner, repeatable = self._atom()
            quantifier = self._quantifier(repeatable=repeatable)
            written += atom + quantifier
            own = inner.repeated(lazily=quantifier[1:].endswith("?")) if quantifier else inner
            repeats = repeats.beside(own)
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

    def _literal(self, character: str) -> str:
        """Return what a character that stands for itself matches."""
        if self._both_cases and len(characters := alike(character)) > 1:
            return f"[{''.join(map(re.escape, characters))}]"
        if self._ignores_case and character in _DOTTED:
            return f"(?-i:[{_DOTTED[character]}])"
        return re.escape(character)

    def _group(self) -> tuple[str, Repeats, bool]:
        opening = next((form for form in ("?:", "?=", "?!") if self._take(form)), None)
        repeatable = opening is None or opening == "?:" or not self._unicode
        if opening is None:
            self._opened += 1
            name = self._match(_GROUP_NAME)
            if name is None and self._source.startswith("?", self._at):
                raise self._wrong("of groups there are (…), (?:…), (?<name>…), (?=…) and (?!…)")
            opening = ""
        inner, repeats = self._choices()
        if not self._take(")"):
            raise self._wrong("a bracket is not closed")
        return f"({opening}{inner})", repeats, repeatable

    def _escape(self) -> tuple[str, Repeats, bool]:
        if self._at == len(self._source):
            raise self._wrong("a backslash stands at its end")
        sign = self._source[self._at]
        if sign in "bB":
            self._at += 1
            return _EDGE if sign == "b" else _NO_EDGE, NO_REPEATS, False
        return self._escaped(sign), NO_REPEATS, True

    def _escaped(self, sign: str) -> str:
        if sign.lower() in _CLASSES:
            self._at += 1
            return f"(?-i:[{'^' if sign.isupper() else ''}{_CLASSES[sign.lower()]}])"
        reference = self._reference()
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

    def _property(self) -> str:
        sign = self._source[self._at]
        self._at += 1
        match = self._match(_PROPERTY)
        if match is None:
            raise self._wrong("a property is written \\p{…}")
        return f"\\{sign}{match[0]}"

    def _character(self, *, in_class: bool = False) -> str:
        """Take what follows a backslash and return the character that it stands for."""
        sign = self._source[self._at]
        self._at += 1
        if sign in _CONTROLS:
            return _CONTROLS[sign]
        if sign in "01234567" and not (self._unicode and sign != "0"):
            self._at -= 1
            octal = self._match(_OCTAL)
            if self._unicode and octal and octal[0] != "0":
                raise self._wrong("\\0 stands before a digit")
            return chr(int(octal[0], 8)) if octal else ""
        coded = self._coded(sign)
        if coded:
            return coded
        if self._unicode and sign not in ("^$\\.*+?()[]{}|/-" if in_class else "^$\\.*+?()[]{}|/"):
            raise self._wrong(f"\\{sign} stands for nothing")
        if sign == "c":
            self._at -= 1
            return "\\"
        return sign

    def _coded(self, sign: str) -> str:
        """Take the rest of `\\x41`, `\\u0041`, `\\u{41}` or `\\cA` and return its character; empty if it is none."""
        if sign in _HEX and (match := self._match(_HEX[sign])):
            return chr(int(match[0], 16))
        if sign == "u" and self._unicode and (match := self._match(_CODE_POINT)) and int(match[1], 16) <= 0x10FFFF:
            return chr(int(match[1], 16))
        if sign == "c" and (match := self._match(_LETTER)):
            return chr(ord(match[0]) % 32)
        return ""

    def _class(self) -> str:
        negated = self._take("^")
        items: list[str] = []
        while not self._take("]"):
            if self._at >= len(self._source):
                raise self._wrong("a class [ is not closed")
            first = self._class_item()
            if self._source.startswith("-", self._at) and not self._source.startswith("-]", self._at):
                self._at += 1
                if self._at >= len(self._source):
                    raise self._wrong("a class [ is not closed")
                items.append(self._range(first, self._class_item()))
            else:
                items.append(first if len(first) > 1 else self._members(first))
        if not items:
            return "(?s:.)" if negated else "(?!)"
        return f"[{'^' if negated else ''}{''.join(items)}]"

    def _range(self, first: str, last: str) -> str:
        if len(first) > 1 or len(last) > 1:
            if self._unicode:
                raise self._wrong("a class is no end of a range")
            return "".join(part if len(part) > 1 else self._members(part) for part in (first, "-", last))
        if first > last:
            raise self._wrong(f"the range {first}-{last} is backwards")
        others = alike_beyond(first, last) if self._both_cases else ""
        return f"{re.escape(first)}-{re.escape(last)}{''.join(map(re.escape, others))}"

    def _members(self, character: str) -> str:
        """Return what one character of a class stands for."""
        return "".join(map(re.escape, alike(character))) if self._both_cases else re.escape(character)

    def _class_item(self) -> str:
        """Take one character, or one class such as `\\d`, which has more than one character."""
        sign = self._source[self._at]
        self._at += 1
        if sign != "\\" or self._at == len(self._source):
            return sign
        sign = self._source[self._at]
        if sign.lower() in _CLASSES:
            self._at += 1
            if sign.islower():
                return _CLASSES[sign]
            return {"D": r"\x00-/:-\U0010ffff", "W": r"\x00-/:-@\[-\^`\{-\U0010ffff"}.get(sign, r"\S")
        if sign == "b":
            self._at += 1
            return "\b"
        if self._unicode and sign in "pP":
            return self._property()
        return self._character(in_class=True)
