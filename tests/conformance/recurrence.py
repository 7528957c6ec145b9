"""Rules: whether a text is one, its canonical text, and three successive occurrences."""

from typing import Any

from tests.conformance.asking import Answer, Question
from tests.conformance.terms import INVALID, day, settings_of, when
from vaultsync.core.notation.dates import read_date
from vaultsync.core.notation.recurrence_next import Dates, next_dates, rule_for
from vaultsync.core.notation.recurrence_text import rule_text

_NAMES = ("start", "scheduled", "due")


def answer(kind: str, question: Question) -> Answer:
    drop = settings_of(question).remove_scheduled_on_recurrence
    dates = Dates(*(read_date(question[name]) if question.get(name) else None for name in _NAMES))
    rule = rule_for(question["text"], dates, drop_scheduled=drop)
    ours: dict[str, Any] = {"valid": rule is not None}
    if rule is not None:
        ours |= {"text": rule_text(rule), "whenDone": rule.when_done, "next": []}
        following: Dates | None = dates
        while rule is not None and following is not None and len(ours["next"]) < 3:
            following = next_dates(rule, following, today=day(question["today"]), drop_scheduled=drop)
            if following is not None:
                ours["next"].append({name: when(getattr(following, name)) for name in _NAMES})
                rule = rule_for(rule_text(rule), following, drop_scheduled=drop)
    theirs = question["expected"]
    return Answer(question, ours, theirs, "No further occurrence" if INVALID in str(theirs) else "")
