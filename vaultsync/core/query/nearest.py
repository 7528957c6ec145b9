"""What somebody may have meant by a line that is no instruction."""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from vaultsync.core.query.filter_reading import TEXT_FIELDS
from vaultsync.core.query.instructions import OURS, PLUGINS
from vaultsync.core.query.layout import HIDE_SHOW
from vaultsync.core.query.passed_over import keys_apart

_MEANT = tuple(
    (re.compile(pattern), instruction)
    for pattern, instruction in (
        (r"(?:is )?(?:overdue|late)\b", "due before today"),
        (r"(?:is )?(?:open|to ?do|undone|pending|incomplete|unfinished)$", "not done"),
        (r"(?:is )?(?:closed|complete|completed|finished)$", "done"),
        (r"today$|tomorrow$", "due today"),
        (r"status(?:\.type)? ?(?:is|=|:)? ?(?:open|to ?do)$", "not done"),
        (r"status(?:\.type)? ?(?:is|=|:)? ?(?:done|closed|completed?)$", "done"),
        (r"status(?:\.type)? ?(?:is|=|:)? ?proposed$", "proposed"),
        (r"status\b(?!\.)", "status.type is TODO"),
        (r"limit groups\b", "limit groups 10"),
        (r"limit\b", "limit 10"),
        (r"tags? ?[:=]", "tags include #…"),
        (r"tags? (?:is|has|contains?)\b", "tags include #…"),
        (rf"({'|'.join(map(re.escape, TEXT_FIELDS))}) ?(?:is|has|contains?|like|=|:)(?: |$)", r"\1 includes"),
        (r"(due|scheduled|created|happens) ?[:=<>]", r"\1 before"),
        (r"starts? ?[:=<>]", "starts before"),
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
    (re.compile(pattern), instruction)
    for pattern, instruction in (
        (r"(?:owner|owned by|assigned(?: to)?|assignee|assignees) ?(?:is|=|:)? ?(?:me|myself)$", "assignee is me"),
        (r"(?:owner|owned by|assigned|assignee|assignees)\b", "assignee is NAME"),
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


def nearest_instruction(line: str, *, strict: bool = False) -> str:
    """Return the instruction that a line looks most like; empty if there is none.

    Args:
        line: As it stands in the query.
        strict: Whether only the plugin's instructions may be named.
    """
    lower = line.lower()[:60].strip()
    for pattern, instruction in _MEANT if strict else (*_MEANT_BY_OURS, *_MEANT):
        if match := pattern.match(lower):
            return match.expand(instruction)
    known = _known(strict=strict)
    words = lower.split()
    if words[:1] == ["not"] and " ".join(words) not in known and " ".join(words[1:]).startswith(tuple(known)):
        return f"NOT ({' '.join(line.split()[1:])})"
    if words[:2] in (["sort", "by"], ["group", "by"]):
        return _nearest_key(words, known)
    if words[:1] in (["hide"], ["show"]) and words[1:]:
        return _nearest_element(words[0], " ".join(words[1:]))
    beginnings = dict.fromkeys([lower, " ".join(words[:4]), " ".join(words[:3]), " ".join(words[:2])])
    for beginning in beginnings:
        near = get_close_matches(beginning, known, 1, 0.75)
        if near:
            return f"{near[0]} …" if near[0] == lower else near[0]  # it was right, and only begun
    return _respelled(line, known)


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


def _respelled(line: str, known: Sequence[str]) -> str:
    """Return the line with a slip in its first word corrected; empty if it has none, or that is all there is."""
    first, _, rest = line[:60].strip().partition(" ")
    near = get_close_matches(first.lower(), sorted({each.split()[0] for each in known}), 1, 0.8)
    return f"{near[0]} {rest}" if rest and near and near[0] != first.lower() else ""


def remedy_for(line: str, *, strict: bool = False) -> str:
    """Return what is wrong with the form of a line, whatever it says; empty if that is not the trouble.

    Args:
        line: As it stands in the query.
        strict: Whether only the plugin's instructions may be named.
    """
    return next(_remedies(line, strict=strict), "")


def _remedies(line: str, *, strict: bool) -> Iterator[str]:
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
    if possible and not nearest_instruction(line, strict=strict):
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
