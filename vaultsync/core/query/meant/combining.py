"""What somebody may have meant by a combination of filters that cannot be read: signs, brackets, parts.

`meant_by` is asked by whoever has a wrong line, whether it is a combination or not.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from vaultsync.core.query.meant.dialects import from_dataview
from vaultsync.core.query.meant.nearest import ITEM, Reader, nearest_instruction
from vaultsync.core.query.meant.parting import PAIRS, adjoining, bare, joined, operator, parts_of
from vaultsync.core.query.meant.shared import goes_for_words, of_tags, with_each_field, with_verb

_DOUBLED: Final = (
    re.compile(r"\(\s*\(([^()]*)\)\s*\)"),
    re.compile(r"\[\s*\[([^\[\]]*)\]\s*\]"),
    re.compile(r"\{\s*\{([^{}]*)\}\s*\}"),
)
_LONGEST: Final = 1_000
_DEEPEST: Final = 4

Meaning = Callable[[str], str]
"""Returns what a line asks for, in words that are the same for lines that ask for the same; empty if it is no query."""


def meant_by(line: str, reader: Reader, meaning: Meaning, depth: int = 0) -> str:
    """Return the line that was perhaps meant by a wrong one; empty if that cannot be told, or the line is very long.

    It reads as an instruction, and says all that the wrong one says.

    Args:
        line: As it stands in the query.
        reader: Tells what is an instruction.
        meaning: Tells lines apart that ask for other tasks.
        depth: How many corrections led to it.
    """
    if depth > _DEEPEST:
        return ""
    if (mark := ITEM.match(line)) and not depth:
        line = line[mark.end() :]
        if reader.reads(line):
            return line
    if len(line) > _LONGEST:
        return ""
    if not depth and (said := from_dataview(line)) != line:
        found = said if reader.reads(said) else meant_by(said, reader, meaning, depth + 1)
        if found:
            return found
    signed = _signed(line)
    if signed != line and reader.reads(signed):
        return signed
    mend = partial(meant_by, reader=reader, meaning=meaning, depth=depth + 1)
    return (
        with_each_field(line, reader, mend)
        or _paired(signed, meaning)
        or _with_part_mended(signed, reader, meaning, depth)
        or (goes_for_words(signed, reader) and with_verb(signed, reader, mend))
        or _apart(signed, reader, meaning, depth)
        or with_verb(signed, reader, mend)
        or nearest_instruction(line, reader, part=depth > 0)
    )


def meant_by_text(line: str, reader: Reader, meaning: Meaning) -> tuple[str, ...]:
    """Return what was perhaps meant by a filter that looks for an operator, or for several tags as one text.

    It is both, where a part may be either.
    In `tags include waiting OR proposed` the last word may be a tag or a filter; in `path includes a AND not done` it
    is a filter.
    """
    if len(line) > _LONGEST:
        return ()
    apart = _apart(line, reader, meaning, _DEEPEST)
    if apart and any(" " in part for part in parts_of(line)[2::2]):
        return (apart,)
    carried = with_verb(line, reader, lambda _: "")
    return tuple(dict.fromkeys(filter(None, (*of_tags(line, reader), carried, apart))))


def _signed(line: str) -> str:
    """Return a combination with its operators and quotation marks as the language has them."""
    if line.lstrip()[:1] in ("“", "„"):
        line = re.sub("[“”„]", '"', line)
    for sign, written in (("AND", r"&&?|and|,|;"), ("OR", r"\|\|?|or"), ("XOR", "xor")):
        line = re.sub(rf"([)\]}}\"])\s*(?i:{written})\s*((?i:NOT\s*)?[(\[{{\"])", rf"\1 {sign} \2", line)
    line = re.sub(r"([)\]}])\s*([(\[{])", r"\1 AND \2", line) if re.match(r"\s*[(\[{]", line) else line
    line = re.sub(r"(?i)(?<![^\s(\[{])not\s*(?=[(\[{])", "NOT ", line)
    return re.sub(r"!\s*(?=[(\[{])", "NOT ", line)


def _paired(line: str, meaning: Meaning) -> str:
    """Return a line with the one bracket that it lacks, or has too much; empty if it can be said in several ways."""
    opens = next((sign for sign in line if sign in PAIRS), "") or "("
    closes = PAIRS[opens]
    missing = line.count(opens) - line.count(closes)
    if not missing or abs(missing) > _DEEPEST or line.count(opens) + line.count(closes) > 40:
        return ""
    sign = closes if missing > 0 else opens
    for change in (_with_one_more, _with_one_less):
        lines = {line}
        for _ in range(abs(missing)):
            lines = {each for one in lines for each in change(one, sign, opens, closes)}
            if len(lines) > 500:
                return ""
        doubled = _doubled(line)
        meanings = {each: said for each in sorted(lines) if _doubled(each) <= doubled and (said := meaning(each))}
        if meanings:
            return next(iter(meanings)) if len(set(meanings.values())) == 1 else ""
    return ""


def _with_one_more(line: str, sign: str, opens: str, closes: str) -> Iterator[str]:
    """Yield a line with a sign at each place where a filter may begin or end."""
    if sign == closes:
        places = {len(line), *(match.end() for match in re.finditer(re.escape(closes), line))}
        places |= {match.start() for match in re.finditer(r"\s+(?:AND|OR|XOR)\b", line)}
    else:
        places = {0, *(match.start() for match in re.finditer(re.escape(opens), line))}
        places |= {match.end() for match in re.finditer(r"\b(?:AND|OR|XOR|NOT)\s+", line)}
    for place in sorted(places):
        yield line[:place] + sign + line[place:]


def _with_one_less(line: str, sign: str, opens: str, closes: str) -> Iterator[str]:
    """Yield a line without each of the signs of which it has too many."""
    extra = opens if sign == closes else closes
    for match in re.finditer(re.escape(extra), line):
        yield line[: match.start()] + line[match.end() :]


def _doubled(line: str) -> int:
    """Return how many filters of a line stand in two brackets: nobody writes that, unless the line has it already."""
    return sum(len(pattern.findall(line)) for pattern in _DOUBLED)


def _with_part_mended(line: str, reader: Reader, meaning: Meaning, depth: int) -> str:
    """Return a combination with the filter in it mended that cannot be read; empty if that cannot be told."""
    word = reader.wrong(line)
    pattern = re.compile(rf"(?<=[(\[{{\"])(\s*){re.escape(word)}(\s*)(?=[)\]}}\"])")
    if not word or word == line or not pattern.search(line):
        return ""
    meant = meant_by(word, reader, meaning, depth + 1)
    if not meant or not reader.filters(meant):
        return ""
    mended = pattern.sub(lambda match: f"{match[1]}{meant}{match[2]}", line)
    if reader.reads(mended):
        return mended
    return "" if depth == _DEEPEST else _with_part_mended(mended, reader, meaning, depth + 1)


def _apart(line: str, reader: Reader, meaning: Meaning, depth: int) -> str:
    """Return the combination that is meant by filters without brackets on one line; empty if one of them is none."""
    parts = parts_of(line) or adjoining(line, reader)
    if len(parts) < 2:
        return ""
    filters = []
    for part in parts[::2]:
        found = next(filter(reader.filters, (bare(part), part)), "") or meant_by(bare(part), reader, meaning, depth + 1)
        if not found or not reader.filters(found):
            return ""
        filters.append(found)
    return joined(filters, [*map(operator, parts[1::2])], reader)
