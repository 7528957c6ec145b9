"""What somebody may have meant by a line that is no instruction."""

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from typing import Final

from vaultsync.core.query.filter_reading import TEXT_FIELDS
from vaultsync.core.query.instructions import OURS, PLUGINS
from vaultsync.core.query.layout import HIDE_SHOW
from vaultsync.core.query.passed_over import keys_apart

_LOOKED_AT: Final = 60
"""Characters of a line that are looked at: what stands behind them is taken as it is."""

_MEANT = tuple(
    (re.compile(pattern, re.IGNORECASE), instruction)
    for pattern, instruction in (
        (r"(?:is )?(?:overdue|late)\b", "due before today"),
        (r"(?:is )?(?:open|to ?do|undone|pending|incomplete|unfinished)$", "not done"),
        (r"(?:is )?(?:closed|complete|completed|finished)$", "done"),
        (r"(today|tomorrow|yesterday)$", r"due \1"),
        (r"status(?:\.type)? ?(?:is|=|:)? ?(?:open|to ?do)$", "not done"),
        (r"status(?:\.type)? ?(?:is|=|:)? ?(?:done|closed|completed?)$", "done"),
        (r"status(?:\.type)? ?(?:is|=|:)? ?proposed$", "proposed"),
        (r"status\b(?!\.)", "status.type is TODO"),
        (r"limit groups\b", "limit groups 10"),
        (r"limit\b", "limit 10"),
        (r"tags? ?(?:[:=]|(?:is|has|contains?)\b|(?=#))", "tags include #…"),
        (rf"({'|'.join(map(re.escape, TEXT_FIELDS))}) ?(?:is|has|contains?|like|=|:)(?: |$)", r"\1 includes"),
        (r"(due|scheduled|created|happens) ?<", r"\1 before"),
        (r"(due|scheduled|created|happens) ?>", r"\1 after"),
        (r"(due|scheduled|created|happens) ?[:=]", r"\1 on"),
        (r"starts? ?<", "starts before"),
        (r"starts? ?>", "starts after"),
        (r"starts? ?[:=]", "starts on"),
        (r"older than (.+)", r"created before \1 ago"),
        (r"(?:newer|younger) than (.+)", r"created after \1 ago"),
        (r"(due|scheduled|created|happens|done|cancelled)$", r"\1 before today"),
        (r"starts?$", "starts before today"),
        (r"priority ?(?:>|over|higher than)=? ?(\w+)", r"priority is above \1"),
        (r"priority ?(?:<|under|lower than)=? ?(\w+)", r"priority is below \1"),
        (r"priority ?[:=]+ ?(\w+)", r"priority is \1"),
        (r"(?:text|words?|title|task) (?:includes?|is|has|contains?|like|=|:)", "description includes"),
        (r"(no|has) (due|start|scheduled)$", r"\1 \2 date"),
        (r"(filter|sort|group) by function(?: reverse)?$", r"\1 by function EXPRESSION"),
    )
)
_MEANT_BY_OURS = tuple(
    (re.compile(pattern, re.IGNORECASE), instruction)
    for pattern, instruction in (
        (r"(?:owner|owned by|assigned(?: to)?|assignee|assignees) ?(?:is|=|:)? ?(?:me|myself)$", "assignee is me"),
        (r"(?:owner|owned by|assigned(?: to)?|assignees?)\b(?: ?(?:is\b|=|:))?", "assignee is NAME"),
        (r"mine$|my tasks$", "assignee is me"),
        (r"unassigned$|no (?:assignee|owner)$", "assignee is unassigned"),
        (r"group by (?:owner|person|people|who|assigned)", "group by assignee"),
        (r"waiting\b", "waiting"),
        (r"source (?:is|=|:)", "source includes"),
        (r"participants? (?:is|are|has|=|:)", "participants include"),
        (r"type (?:is|=|:)", "note type is"),
    )
)
_SMALL_OPERATOR = re.compile(r"[)\]}\"] *(?i:and|or|xor|not)(?<!AND|NOT|XOR)(?<!OR)\b")
_OPEN: Final = re.compile(r"#…|NAME|/…/|…|\d+")
"""Stands in an instruction for what somebody has to say there."""

Reads = Callable[[str], bool]
"""Tells whether a line is an instruction, and each of its words counts."""


def nearest_instruction(line: str, reads: Reads, *, strict: bool = False) -> str:
    """Return the instruction that a line looks most like, with what it says; empty if there is none.

    Where what it says does not fit, it is the form of the instruction alone.

    Args:
        line: As it stands in the query.
        reads: Tells what is an instruction.
        strict: Whether only the plugin's instructions may be named.
    """
    forms = []
    for form, rest in _near(line[:_LOOKED_AT].strip(), strict=strict):
        whole = f"{_OPEN.sub('', form).strip()} {rest}{line[_LOOKED_AT:]}".lstrip()
        if rest and reads(whole):
            return whole
        forms.append(form)
    return next((form for form in forms if form), "")


def _near(line: str, *, strict: bool) -> Iterator[tuple[str, str]]:
    """Return what a line looks like, from the most likely: each time a form, and the rest of what the line says.

    Of a rest that must fit the form is empty.
    """
    for pattern, instruction in _MEANT if strict else (*_MEANT_BY_OURS, *_MEANT):
        if match := pattern.match(line):
            yield match.expand(instruction), line[match.end() :].strip()
            return
    known = _known(strict=strict)
    words = line.split()
    lower = line.lower().split()
    if lower[:1] == ["not"] and " ".join(lower) not in known and " ".join(lower[1:]).startswith(tuple(known)):
        yield f"NOT ({' '.join(words[1:])})", ""
    elif lower[:2] in (["sort", "by"], ["group", "by"]):
        yield _nearest_key(lower, known), ""
    elif lower[:1] in (["hide"], ["show"]) and words[1:]:
        yield _nearest_element(lower[0], " ".join(lower[1:])), ""
    elif words:
        yield from _spelled(line, known)


def _spelled(line: str, known: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Return what a line looks like that begins with a slip, or ends too early."""
    words = line.split()
    sizes = dict.fromkeys(min(size, len(words)) for size in (len(words), 4, 3, 2))
    near = {size: get_close_matches(" ".join(words[:size]).lower(), known, 1, 0.75) for size in sizes}
    for size, found in near.items():
        if found and size < len(words) and size == len(_OPEN.sub("", found[0]).split()):
            yield found[0], " ".join(words[size:])
    for found in near.values():
        if found:
            yield (f"{found[0]} …" if found[0] == line.lower() else found[0]), ""  # it was right, and only begun
    first = get_close_matches(words[0].lower(), sorted({each.split()[0] for each in known}), 1, 0.8)
    if first and first[0] != words[0].lower():
        yield "", f"{first[0]} {' '.join(words[1:])}"


def _nearest_key(words: Sequence[str], known: Sequence[str]) -> str:
    """Return the `sort by KEY` or `group by KEY` whose key looks most like the one that stands there."""
    verb, keys = f"{words[0]} by ", _keys(words[0], known)
    for key in (" ".join(words[2:]), *words[2:3]):
        near = get_close_matches(key, keys, 1, 0.6)
        if near:
            return f"{verb}{near[0]}"
    return ""


def _nearest_element(verb: str, wanted: str) -> str:
    begun = [each for each in HIDE_SHOW if each.startswith(wanted)]
    near = begun or get_close_matches(wanted, HIDE_SHOW, 1, 0.6)
    return f"{verb} {near[0]}" if near else ""


def _keys(verb: str, known: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(each.removeprefix(f"{verb} by ") for each in known if each.startswith(f"{verb} by ")))


def paired(line: str) -> str:
    """Return a line with the brackets closed that are open in it; empty if none is."""
    missing: list[str] = []
    for sign in line:
        if sign in "([{":
            missing.append(")]}"["([{".index(sign)])
        elif sign in missing:
            missing.remove(sign)
    return line + "".join(reversed(missing)) if missing else ""


def remedy_for(line: str, nearest: str, *, strict: bool = False) -> str:
    """Return what is wrong with the form of a line, whatever it says; empty if that is not the trouble.

    Args:
        line: As it stands in the query.
        nearest: The instruction that it looks most like, if there is one.
        strict: Whether only the plugin's instructions may be named.
    """
    return next(_remedies(line, nearest, strict=strict), "")


def _remedies(line: str, nearest: str, *, strict: bool) -> Iterator[str]:
    lower = line.lower()
    if line.startswith(("```", "~~~")):
        yield "Leave out the lines that fence the block."
    if "\\n" in line and "regex" not in line:
        parts = ", ".join(f"`{part.strip()}`" for part in line.split("\\n"))
        yield f"Each instruction is a line of its own, and an argument of its own: {parts}."
    if "," in line and lower.startswith(("sort by ", "group by ")):
        yield keys_apart(line)
    if _SMALL_OPERATOR.search(line):
        yield "Operators are written in capitals: (not done) AND (is blocked)."
    if line[:1] in "([{" and any(line.count(one) != line.count(other) for one, other in ("()", "[]", "{}")):
        yield "The brackets of the line do not pair: (not done) AND (is blocked)."
    if " #" in line and not re.search(r"\b(?:tags?|description)\b|/", lower):
        yield "A comment needs a line of its own."
    possible = _possible(lower, strict=strict)
    if possible and not nearest:
        yield f"It can be any of: {', '.join(possible)}."


def _possible(lower: str, *, strict: bool) -> Sequence[str]:
    """Return all that may follow the first words of a line."""
    if lower.startswith(("hide", "show")):
        return HIDE_SHOW
    if lower.startswith(("sort by ", "group by ")):
        return _keys(lower.split(maxsplit=1)[0], _known(strict=strict))
    return ()


def _known(*, strict: bool) -> Sequence[str]:
    return PLUGINS if strict else (*PLUGINS, *OURS)
