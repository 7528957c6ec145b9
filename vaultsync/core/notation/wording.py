"""The words of a task without fields, in whichever notation these were written."""

import re

from vaultsync.core.notation import dataview
from vaultsync.core.notation.emoji import DATE_SIGNS
from vaultsync.core.notation.line import read_line
from vaultsync.core.notation.recurrence_words import WordReader

_DATED = re.compile(rf"[{''.join(sorted(DATE_SIGNS))}]\ufe0f? *[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}")
_KEYS = "|".join(dataview.KEYS.values())
_FIELD = re.compile(
    rf"(?:\[ *(?:{_KEYS})::[^\[\]]*\]|\( *(?:{_KEYS})::[^()]*\))(?: *,(?=\s*(?:[\[(]|\Z)))?"  # a comma between fields
)


def without_fields(words: str) -> str:
    """Return words without the fields of the Tasks plugin's two notations; words that are only fields as they are.

    A vault reads one of the two: what stands in the other is part of its tasks' words. Inside of a sentence, dates
    with their sign and fields in brackets are left out; signs alone, and a 🔁 before words that are no rule, are not,
    since they may be meant as words.
    """
    bare = _FIELD.sub(" ", _DATED.sub(" ", words))
    before = ""
    while bare != before:
        before = bare
        for dialect in ("emoji", "dataview"):
            said = read_line(f"- [ ] {bare}", dialect)
            if said and all(_is_all_rule(field.value) for field in said.fields if field.name == "recurrence"):
                bare = said.description
    return " ".join(bare.split()) or words


def _is_all_rule(recurrence: str) -> bool:
    """Whether all words behind a 🔁 are those of rules: the plugin takes any, but others are what the task says."""
    reader = WordReader(recurrence.removesuffix("when done"))
    while reader.kind:
        reader.advance()
    return not reader.rest.strip()
