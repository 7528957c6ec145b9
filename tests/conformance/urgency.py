"""Urgency: the same double, bit for bit."""

from tests.conformance.asking import Answer, Question
from tests.conformance.terms import day
from vaultsync.core.notation.line import read_line
from vaultsync.core.urgency import urgency


def answer(kind: str, question: Question) -> Answer:
    said = read_line(question["line"])
    assert said is not None
    return Answer(question, urgency(said, day(question["today"])), question["expected"]["urgency"])
