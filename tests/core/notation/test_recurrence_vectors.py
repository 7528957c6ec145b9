"""The plugin's own answers about recurrences, where they are at hand."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vaultsync.core.model import BadDate, When
from vaultsync.core.notation.recurrence_next import Dates, next_dates, rule_for
from vaultsync.core.notation.recurrence_text import rule_text

VECTORS = Path(__file__).parents[4] / "shared" / "vectors" / "recurrence.jsonl"
INVALID = "Invalid date"


def vectors() -> list[dict[str, Any]]:
    rows = VECTORS.read_text("utf-8").split("\n") if VECTORS.exists() else []
    return [json.loads(row) for row in rows if row]


def when(text: str | None) -> When:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return BadDate(text)


def answer(vector: dict[str, Any]) -> dict[str, Any]:
    """The rule and three successive occurrences, each of the text that was written back."""
    text, today = vector["text"], date.fromisoformat(vector["today"])
    drop = vector.get("removeScheduledDateOnRecurrence", False)
    dates: Dates | None = Dates(*(when(vector.get(name)) for name in ("start", "scheduled", "due")))
    answered: dict[str, Any] = {"valid": False, "text": None, "whenDone": None, "next": []}
    while dates and len(answered["next"]) < 3:
        rule = rule_for(text, dates, drop_scheduled=drop)
        if rule is None:
            break
        text = rule_text(rule)
        if not answered["valid"]:
            answered |= {"valid": True, "text": text, "whenDone": rule.when_done}
        dates = next_dates(rule, dates, today=today, drop_scheduled=drop)
        answered["next"].append(dates and {k: v and str(v) for k, v in vars_of(dates).items()})
    return answered


def vars_of(dates: Dates) -> dict[str, When]:
    return {"start": dates.start, "scheduled": dates.scheduled, "due": dates.due}


def expected(vector: dict[str, Any]) -> dict[str, Any]:
    said = {"text": None, "whenDone": None, "next": []} | vector["expected"]
    return said | {"next": [None if INVALID in (n if n == INVALID else n.values()) else n for n in said["next"]]}


@pytest.mark.skipif(not VECTORS.exists(), reason="the vectors are not beside the repository")
def test_every_answer_of_the_plugin_is_ours():
    asked = vectors()

    different = [vector["id"] for vector in asked if answer(vector) != expected(vector)]

    assert len(asked) > 500
    assert different == []
