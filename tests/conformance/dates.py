"""English dates: the range that a filter compares with, and the single day."""

from datetime import date

from tests.conformance.asking import Answer, Question
from tests.conformance.terms import day
from vaultsync.core.query.dates import day_phrase, phrase_of


def answer(kind: str, question: Question) -> Answer:
    today = day(question["today"])
    found, single = phrase_of(question["text"], today), day_phrase(question["text"], today)
    ours = {
        "range": [iso(found.days.first), iso(found.days.last)] if found else None,
        "single": iso(single.days.first) if single else None,
    }
    return Answer(question, ours, question["expected"])


def iso(day: date) -> str:
    return day.isoformat()
