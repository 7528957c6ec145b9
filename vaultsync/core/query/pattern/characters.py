"""Single characters and classes (`[a-z]`) of JavaScript's regular expressions, as Python's `regex` writes them."""

import re

from vaultsync.core.query.errors import Unreadable
from vaultsync.core.query.pattern.case import alike, alike_beyond, by_points, ignores_case, in_units
from vaultsync.core.text import JS_SPACE

WORD = "A-Za-z0-9_"
"""What `\\w` means, inside a class."""

CLASSES = {"d": "0-9", "w": WORD, "s": "".join(f"\\u{ord(space):04x}" if space != "-" else "-" for space in JS_SPACE)}
"""What `\\d`, `\\w` and `\\s` mean, inside a class."""

_CONTROLS = {"t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r"}
_HEX = {"x": re.compile("[0-9a-fA-F]{2}"), "u": re.compile("[0-9a-fA-F]{4}")}
_CODE_POINT = re.compile(r"\{([0-9a-fA-F]+)\}")
_OCTAL = re.compile("[0-3]?[0-7]{1,2}")
_LETTER = re.compile("[A-Za-z]")
_LETTER_IN_CLASS = re.compile("[A-Za-z0-9_]")
_DOTTED = {"i": "iI", "I": "iI", "\u0130": "\u0130", "\u0131": "\u0131"}
"""The letters that `regex` takes for alike, and JavaScript does not, with those that are."""

_SYNTAX = "^$\\.*+?()[]{}|/"
"""The signs that a backslash makes plain where others may not have one."""

_IN_SETS = "&-!#%,:;<=>@`~"
"""These, too, in classes of patterns with the flag `v`."""

_NO_PLAIN_SET = re.compile(r"[()\[{}/|-]|([&!#$%*+,.:;<=>?@^`~])\1")
_PROPERTY = re.compile(r"\{[A-Za-z_=]+\}")


class CharacterReader:
    """Reads characters and classes of one pattern from left to right.

    Every method takes what it reads from the pattern, and returns its translation.
    """

    def __init__(self, source: str, flags: str) -> None:
        """Stand before the first character of `/source/flags`."""
        self._unicode = by_points(flags)
        self._source = source if self._unicode else in_units(source)
        self._at = 0
        self._both_cases = "i" in flags and not self._unicode
        self._ignores_case = ignores_case(flags)
        self._sets = "v" in flags

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

    def _literal(self, character: str) -> str:
        """Return what a character that stands for itself matches."""
        if self._both_cases and len(characters := alike(character)) > 1:
            return f"[{''.join(map(re.escape, characters))}]"
        if self._ignores_case and character in _DOTTED:
            return f"(?-i:[{_DOTTED[character]}])"
        return re.escape(character)

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
        coded = self._coded(sign, _LETTER_IN_CLASS if in_class and not self._unicode else _LETTER)
        if coded:
            return coded
        escapable = _SYNTAX + ((_IN_SETS if self._sets else "-") if in_class else "")
        if self._unicode and sign not in escapable:
            raise self._wrong(f"\\{sign} stands for nothing")
        if sign == "c":
            self._at -= 1
            return "\\"
        return sign

    def _coded(self, sign: str, letter: re.Pattern[str]) -> str:
        """Take the rest of `\\x41`, `\\u0041`, `\\u{41}` or `\\cA` and return its character; empty if it is none.

        In classes `\\c1` and `\\c_` are characters, too.
        """
        if sign in _HEX and (match := self._match(_HEX[sign])):
            return chr(int(match[0], 16))
        if sign == "u" and self._unicode and (match := self._match(_CODE_POINT)) and int(match[1], 16) <= 0x10FFFF:
            return chr(int(match[1], 16))
        if sign == "c" and (match := self._match(letter)):
            return chr(ord(match[0]) % 32)
        return ""

    def _class(self) -> str:
        negated = self._take("^")
        items: list[str] = []
        while not self._take("]"):
            if self._at >= len(self._source):
                raise self._wrong("a class [ is not closed")
            if self._sets and _NO_PLAIN_SET.match(self._source, self._at):
                raise self._wrong("sets within sets, and signs of sets such as &&, are not understood")
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
        if sign.lower() in CLASSES:
            self._at += 1
            if sign.islower():
                return CLASSES[sign]
            return {"D": r"\x00-/:-\U0010ffff", "W": r"\x00-/:-@\[-\^`\{-\U0010ffff"}.get(sign, r"\S")
        if sign == "b":
            self._at += 1
            return "\b"
        if self._unicode and sign in "pP":
            return self._property()
        return self._character(in_class=True)
