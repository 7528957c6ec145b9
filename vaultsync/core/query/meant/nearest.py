"""What somebody may have meant by a line that is no instruction.

A line is proposed only if it can be read, says all that was typed, and does not say the opposite.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from difflib import SequenceMatcher, get_close_matches
from typing import Final, NamedTuple

from vaultsync.core.query.filter_reading import DATE_FIELDS
from vaultsync.core.query.instructions import OURS, PLUGINS
from vaultsync.core.query.layout import HIDE_SHOW
from vaultsync.core.query.meant.date_words import with_days_ahead, with_known_words, with_weekend
from vaultsync.core.query.meant.rewording import completed, reworded
from vaultsync.core.query.passed_over import keys_apart

_NEGATIONS: Final = re.compile(
    r"(?<![^\W_])(?:not?|n['’]t|\w+n['’]?t|without|never|none|exclud\w+|lack\w*|missing|un(?:assigned|\w+ed))(?![^\W_])"
    r"|!|≠|<>",
    re.IGNORECASE,
)
_NEGATED: Final = re.compile(r"(?:not\b|isn['’]?t\b|is not\b|!) *(?P<rest>.+)", re.IGNORECASE | re.DOTALL)
_SMALL_OPERATOR = re.compile(r"[)\]}\"] *(?i:and|or|xor|not)(?<!AND|NOT|XOR)(?<!OR)\b")
_OPEN: Final = re.compile(r"#…|NAME|/…/|…|(?<= )\d+$|(?<= (?:above|below) )medium$")
"""Stands in an instruction for what somebody has to say there."""

ITEM: Final = re.compile(r"(?:(?:> ?)*(?:[-*+•–—]|\d+[.)])\s+)+(?:\[.\]\s+)?")
"""What stands before a line of a Markdown list."""

_PLAIN: Final = re.compile(r"[^\W\d_][\w'’-]*(?: [\w'’-]+){0,2}")
OF_WORDS: Final = "Tasks with these words are found by"
"""Begins what is said of a line that may be nothing but words to look for."""

_KEYS: Final = {
    **dict.fromkeys(("date", "deadline"), "due"),
    **dict.fromkeys(("name", "title", "text"), "description"),
    **dict.fromkeys(("file", "note"), "filename"),
}
"""What keys of an order are called that has none of that name."""

_ALIKE: Final = 0.75
_SHORT_ALIKE: Final = 0.6
"""Of a word of three letters that begins alike: `dew` is `due`."""


class Reader(NamedTuple):
    """Tells what a line is."""

    reads: Callable[[str], bool]
    """Whether it is an instruction, and each of its words counts."""

    filters: Callable[[str], bool]
    """Whether it is a filter, too."""

    wrong: Callable[[str], str]
    """Returns the part that cannot be understood, or of which words are passed over; empty if there is none."""

    today: date
    """The day of reference."""

    strict: bool = False
    """Whether only the plugin's instructions may be named."""


def nearest_instruction(line: str, reader: Reader, *, part: bool = False) -> str:
    """Return the one instruction that a line looks most like, with all that it says; empty if there is none.

    Args:
        line: As it stands in the query.
        reader: Tells what is an instruction.
        part: Whether it stands in another one: then it is not completed by an example, such as `due` by a day.
    """
    plain = with_weekend(" ".join(line.split()), reader.today)
    return next((each for each in _near(plain, reader, part=part) if each not in ("", line) and reader.reads(each)), "")


def _near(line: str, reader: Reader, *, part: bool) -> Iterator[str]:
    yield line
    yield line.rstrip(" .,;:")
    yield line.strip("'`")
    yield with_days_ahead(line, reader.today)
    yield from reworded(line, strict=reader.strict)
    yield from () if part else completed(line, strict=reader.strict)
    yield from _negated(line, reader)
    words, known = line.lower().split(), _known(strict=reader.strict)
    if words[:2] in (["sort", "by"], ["group", "by"]):
        yield _nearest_key(words, known)
    elif words[:1] in (["hide"], ["show"]) and words[1:]:
        yield _nearest_element(words[0], " ".join(words[1:]))
    elif words:
        if words[0] in ("starts", *DATE_FIELDS):
            yield with_known_words(line)
        yield from _spelled(line, known, part=part)


def _negated(line: str, reader: Reader) -> Iterator[str]:
    """Yield the negation of a filter, if a line is one with `not` before it."""
    match = _NEGATED.fullmatch(line)
    if match is None:
        return
    inner = match["rest"]
    if (again := _NEGATED.fullmatch(inner)) and _NEGATED.match(again["rest"]):
        return  # nobody means three, and of a thousand each would be a call within the one before it
    meant = inner if reader.filters(inner) else nearest_instruction(inner, reader, part=True)
    if meant and not meant.startswith("NOT") and reader.filters(meant):
        yield f"NOT ({meant})"


def _spelled(line: str, known: Sequence[str], *, part: bool) -> Iterator[str]:
    """Yield the instructions of which each word that a line begins with is right or a slip, the likest first."""
    words = line.split()
    vocabulary = frozenset(word.lower() for each in known for word in each.split())
    found = []
    for form in known:
        wanted = _OPEN.sub("", form).lower().split()
        likeness = _likeness([word.lower() for word in words[: len(wanted)]], wanted, vocabulary)
        rest = " ".join(words[len(wanted) :])
        if likeness and _negations(line) == _negations(f"{' '.join(wanted)} {rest}"):
            stem = _OPEN.sub("", form).strip()
            begun = [] if part and stem != form else [form, f"{stem} …"]
            found.append((-likeness, [f"{stem} {rest}"] if rest else begun))
        elif line.lower().replace(" ", "") == form.replace(" ", ""):
            found.append((-1.0, [form]))
    for _, forms in sorted(found):
        yield from forms
    firsts = sorted({each.split()[0] for each in known})
    for first in get_close_matches(words[0].lower(), firsts, 1, 0.8):
        yield f"{first} {' '.join(words[1:])}"


def _likeness(typed: Sequence[str], wanted: Sequence[str], vocabulary: frozenset[str]) -> float:
    """Return how like some words are to those of an instruction, from 0 to 1; 0 if one of them is not."""
    if len(typed) != len(wanted):
        return 0.0
    each = [_like(*pair, vocabulary) for pair in zip(typed, wanted, strict=True)]
    return sum(each) / len(each) if all(each) else 0.0


def _like(typed: str, wanted: str, vocabulary: frozenset[str]) -> float:
    if typed == wanted:
        return 1.0
    # A word that the language has is no slip of another one: `no` is not `now`, and `due` is not `done`.
    if typed in vocabulary and wanted not in (f"{typed}s", typed.removesuffix("s")):
        return 0.0
    ratio = _ALIKE if sorted(typed) == sorted(wanted) else SequenceMatcher(None, typed, wanted).ratio()
    short = len(wanted) <= 3 and typed[:1] == wanted[:1]
    return ratio if ratio >= (_SHORT_ALIKE if short else _ALIKE) else 0.0


def _negations(text: str) -> int:
    """Return 1 if a text negates, else 0; two negations are none. A slip of `not` is one, too."""
    slips = sum(word not in ("not", "now") and _like(word, "not", frozenset()) > 0 for word in text.lower().split())
    return (len(_NEGATIONS.findall(text)) + slips) % 2


def _nearest_key(words: Sequence[str], known: Sequence[str]) -> str:
    """Return the `sort by KEY` or `group by KEY` whose key looks most like the one that stands there."""
    verb, keys = f"{words[0]} by ", _keys(words[0], known)
    reverse = " reverse" if words[-1] in ("reverse", "reversed", "desc", "descending") else ""
    wanted = " ".join(words[2 : -1 if reverse else None]).removesuffix(" date").removesuffix(" dates")
    near = get_close_matches(_KEYS.get(wanted, wanted), keys, 1, 0.6)
    return f"{verb}{near[0]}{reverse}" if near else ""


def _nearest_element(verb: str, wanted: str) -> str:
    begun = [each for each in HIDE_SHOW if each.startswith(wanted)]
    near = begun or get_close_matches(wanted, HIDE_SHOW, 1, 0.8)
    return f"{verb} {near[0]}" if near else ""


def _keys(verb: str, known: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(each.removeprefix(f"{verb} by ") for each in known if each.startswith(f"{verb} by ")))


def remedy_for(line: str, nearest: str, *, strict: bool = False) -> str:
    """Return what is wrong with the form of a line, whatever it says; empty if that is not the trouble.

    Args:
        line: As it stands in the query.
        nearest: The instruction that it looks most like, if there is one.
        strict: Whether only the plugin's instructions may be named.
    """
    return next(_remedies(line, nearest, strict=strict), "")


def _other_than_one_line(line: str, nearest: str) -> Iterator[str]:
    if line.startswith(("```", "~~~")):
        yield "Leave out the lines that fence the block."
    if re.fullmatch(r"(?i:TASK|LIST|TABLE)(?: WITHOUT ID)?", line):
        yield "Leave the line out: every query lists tasks."
    if re.fullmatch(r"@[\w-]+", line) and not nearest:
        yield (
            f"`{line}` is a saved query of the settings, which a line of `vaultsync list` stands for; in a note write"
            f" `preset NAME`, for a preset of the Tasks plugin, `assignee is {line[1:]}`, for a person, or"
            f" `tags include {line[1:]}`, for a tag."
        )
    if "\\n" in line and "regex" not in line:
        parts = ", ".join(f"`{part.strip()}`" for part in line.split("\\n"))
        yield f"Each instruction is a line of its own, and an argument of its own: {parts}."
    if "," in line and line.lower().startswith(("sort by ", "group by ")):
        yield keys_apart(line)


def _remedies(line: str, nearest: str, *, strict: bool) -> Iterator[str]:
    lower = line.lower()
    if re.match(r"(filter|sort|group) by function (?!reverse$)\S", lower):
        return  # whoever reads the expression knows more of it
    yield from _other_than_one_line(line, nearest)
    if mark := ITEM.match(line):
        rest = remedy_for(line[mark.end() :], nearest, strict=strict)
        line_alone = f": `{nearest}`." if nearest else "."
        yield f"A line has no mark of a list before it{f'. {rest}' if rest else line_alone}"
    if nearest:
        return
    if re.fullmatch(r"(filter|sort|group) by function( reverse)?", lower):
        yield f"An expression follows, such as `{lower} task.{'isDone' if lower[0] == 'f' else 'file.folder'}`."
    if _SMALL_OPERATOR.search(line):
        yield "Operators are written in capitals: (not done) AND (is blocked)."
    if line[:1] in "([{" and any(line.count(one) != line.count(other) for one, other in ("()", "[]", "{}")):
        yield "The brackets of the line do not pair: (not done) AND (is blocked)."
    if " #" in line and not re.search(r"\b(?:tags?|description)\b|/", lower):
        yield "A comment needs a line of its own."
    if possible := _possible(lower, strict=strict):
        yield f"It can be any of: {', '.join(possible)}."
    if _PLAIN.fullmatch(line) and not any(map(_sounds_known, lower.split())):
        yield f"{OF_WORDS} `description includes {line}`."


def _sounds_known(word: str) -> bool:
    """Whether a word is one of the language, or of its dates, or nearly: then more may be meant than to find it."""
    vocabulary = {part for each in (*PLUGINS, *OURS) for part in re.findall(r"[a-z]+", each.lower())}
    return with_known_words(f"due {word}") != f"due {word}" or bool(get_close_matches(word, vocabulary, 1, _ALIKE))


def _possible(lower: str, *, strict: bool) -> Sequence[str]:
    """Return all that may follow the first words of a line."""
    if lower.startswith(("hide", "show")):
        return HIDE_SHOW
    if lower.startswith(("sort by ", "group by ")):
        return _keys(lower.split(maxsplit=1)[0], _known(strict=strict))
    return ()


def _known(*, strict: bool) -> Sequence[str]:
    return PLUGINS if strict else (*PLUGINS, *OURS)
