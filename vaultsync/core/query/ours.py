"""Instructions of our own, in the plugin's style; they are not understood where a query is read strictly."""

import re
from collections.abc import Callable
from operator import attrgetter

from vaultsync.core.late import Late
from vaultsync.core.query.errors import Unreadable
from vaultsync.core.query.filters import Filter, Fixed, Predicate
from vaultsync.core.query.narrowing import Among, Condition, Echoed, Noted, Stated, Text, both
from vaultsync.core.query.passed_over import looked_for
from vaultsync.core.query.row import QueryRow
from vaultsync.core.query.terms import Terms
from vaultsync.core.query.worded import Worded
from vaultsync.core.values import ME, Status
from vaultsync.core.views.wanted import Whose, whose

_ASSIGNEE = Late(r"assignee (is not|is)(?: (.+))?", re.IGNORECASE | re.DOTALL)
_NOTE_TYPE = Late(r"note type (is not|is) (.+)", re.IGNORECASE | re.DOTALL)
_ECHOED = Late(r"echoed (?:more than|fewer than) ([0-9]{1,9})(?: times?)?", re.IGNORECASE)
_DECIDED = frozenset(status for status in Status if status.decided)
_STAGES = {"proposed": frozenset({Status.PROPOSED}), "decided": _DECIDED}
_MOST_LINES = 2**40
INSTRUCTIONS = (
    *_STAGES,
    "waiting",
    "assignee is me",
    "assignee is not me",
    "assignee is unassigned",
    "assignee is not unassigned",
    "assignee is NAME",
    "assignee is not NAME",
    "source includes …",
    "source does not include …",
    "note type is …",
    "note type is not …",
    "participants include …",
    "participants do not include …",
    "echoed more than 1",
    "echoed fewer than 3",
    "any path includes …",
    "any line includes …",
)


def stage_of(row: QueryRow) -> Status:
    """Return the status of the task; of a row that is a line without its task, what the symbol of the line means."""
    return row.setting.meaning if row.stage is None else row.stage


def read_filter(line: str, terms: Terms) -> Filter | None:
    """Read one of our filters; None if the line is none.

    Raises:
        Unreadable: One begins like this, but goes on wrongly.
    """
    lower = line.lower()
    if lower in _STAGES:
        return _fixed(lower, *_staged(_STAGES[lower]))
    if lower == "waiting":
        (open_, stage), (others, whose_) = _staged(_DECIDED, negated=True), _asking(Whose.OTHERS, terms)
        return _fixed(lower, lambda row: open_(row) and others(row), both((stage, whose_)))
    return (
        _read_assignee(line, terms)
        or _read_note_type(line)
        or _read_includes(line)
        or _read_any(line)
        or _read_echoed(line)
    )


def _fixed(words: str, judge: Predicate, implies: Condition) -> Fixed:
    return Fixed(words, lambda _: judge, implies)


def _staged(stages: frozenset[Status], *, negated: bool = False) -> tuple[Predicate, Condition]:
    return lambda row: (stage_of(row) in stages) != negated, Among("status", stages, negated)


def _asking(kind: Whose, terms: Terms, *, negated: bool = False) -> tuple[Predicate, Condition]:
    me = terms.me
    return lambda row: (whose(row.owners, me) is kind) != negated, Among("whose", frozenset({kind}), negated)


def _read_assignee(line: str, terms: Terms) -> Filter | None:
    match = _ASSIGNEE().fullmatch(line)
    if match is None:
        return None
    if match[2] is None:
        remedy = f"Write `{line} me`, `{line} NAME` or `{line} unassigned`."
        raise Unreadable(f"`{line}` names nobody", word=line, remedy=remedy)
    over = looked_for(line, match[2])
    if over is not None:
        raise Unreadable(f"nobody is called `{match[2]}`", word=over.words[0], remedy=over.hint())
    negated, name = match[1].lower() == "is not", match[2].casefold().lstrip("@")
    if name in ME or name in ("unassigned", "nobody"):
        return _fixed(line, *_asking(Whose.MINE if name in ME else Whose.UNASSIGNED, terms, negated=negated))
    person = match[2].lstrip("@")
    fits = goes_by(person, terms)
    some = Text("owners", lambda text: any(fits(owner) for owner in text.split("\n") if owner) != negated)
    return _fixed(line, lambda row: any(map(fits, row.owners)) != negated, some)._replace(person=person)


def goes_by(name: str, terms: Terms) -> Callable[[str], bool]:
    """Return what tells whether an assignee, as tasks write it, is whom a query names.

    Where the name means one person, it is that person, under whatever name. Else it is everybody who is called so, in
    any case, or has the name's words in a row in theirs: `ana` is `Ana Ruiz`.
    """
    people, wanted = terms.meant(name), f" {name.casefold()} "
    if len(people) == 1:
        return lambda owner: terms.person(owner) == people[0]
    return lambda owner: any(wanted in f" {each.casefold()} " for each in (owner, terms.person(owner)))


def _read_note_type(line: str) -> Filter | None:
    match = _NOTE_TYPE().fullmatch(line)
    if match is None:
        return None
    wanted, negated = match[2].lower(), match[1].lower() == "is not"

    def fits(written: str) -> bool:
        return (written.lower() == wanted) != negated

    noted = Noted("type", lambda texts: fits("".join(texts)))
    return _fixed(line, lambda row: fits(row.note.type if row.note else ""), noted)


def _read_includes(line: str) -> Filter | None:
    match = re.fullmatch(
        "(?:(source) (includes|does not include)|(participants) (includes?|do not include)) (.+)",
        line,
        re.IGNORECASE | re.DOTALL,
    )
    if match is None:
        return None
    name = (match[1] or match[3]).lower()
    texts = attrgetter("sources") if name == "source" else _participants
    return Worded(name, texts, match[5].lower(), negated="not" in (match[2] or match[4]).lower())


def _participants(row: QueryRow) -> tuple[str, ...]:
    return row.note.participants if row.note else ()


def _read_any(line: str) -> Filter | None:
    """Read what holds if any line that states the task has it: all other filters ask the line that speaks for it."""
    match = re.fullmatch("any (path|line) (includes|does not include) (.+)", line, re.IGNORECASE | re.DOTALL)
    if match is None:
        return None
    if match[2].lower() != "includes":
        meant = f"NOT (any {match[1]} includes {match[3]})"
        raise Unreadable(f"of which line `{line}` is to hold is not clear", word=match[2], remedy=f"Write `{meant}`.")
    of_note, wanted = match[1].lower() == "path", match[3].lower()
    some = Stated("path" if of_note else "raw", lambda text: wanted in text.lower())
    return _fixed(line, lambda row: any(some.judge(path if of_note else text) for path, text in row.stated), some)


def _read_echoed(line: str) -> Filter | None:
    if not line.lower().startswith("echoed"):
        return None
    match = _ECHOED().fullmatch(line)
    if match is None:
        digits = re.search(r"[0-9]{1,9}", line)
        fewer = bool(re.search("less|fewer|<|at most|≤", line))
        # `at least 5` holds for 5, too, and `more than 5` does not.
        beside = bool(re.search("at (?:least|most)|[<>]=|or (?:more|less|fewer)|[≤≥]", line)) * (1 if fewer else -1)
        number = min(max(int(digits[0]) + beside, 0), 10**9 - 1) if digits else 2
        form = f"echoed {'fewer' if fewer else 'more'} than {number}"
        raise Unreadable(f"do not understand `{line}`", word=line, remedy=f"Write `{form}`.")
    number, more = int(match[1]), "more" in line.lower()
    some = Echoed(number + 1, _MOST_LINES) if more else Echoed(0, number - 1)
    return _fixed(line, lambda row: row.echoes > number if more else row.echoes < number, some)
