"""English dates: the range that a filter compares with, and the single day."""

from datetime import date

from tests.conformance.asking import Answer, Question
from tests.conformance.terms import day
from vaultsync.core.query.dates import range_of, single_day


def answer(kind: str, question: Question) -> Answer:
    today = day(question["today"])
    found = range_of(question["text"], today)
    single = single_day(question["text"], today)
    ours = {
        "range": [iso(found.first), iso(found.last)] if found else None,
        "single": iso(single) if single else None,
    }
    return Answer(question, ours, question["expected"])


def iso(day: date) -> str:
    return day.isoformat()
