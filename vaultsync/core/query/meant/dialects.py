"""What lines in the words of Dataview's query language say in those of the Tasks plugin.

Source: Dataview's reference: `FROM`, `WHERE`, `SORT`, fields of tasks and files, `date(…)`, `dur(…)`, `contains(…)`.
"""

import re
from typing import Final

_KIND: Final = re.compile(r"(?:TASK|LIST|TABLE)(?: WITHOUT ID)?\s+(?=(?:FROM|WHERE|SORT|GROUP)\b)", re.IGNORECASE)
_FROM: Final = re.compile(r"FROM\s+(?P<sources>.*?)(?:\s+WHERE\s+(?P<where>.+))?", re.IGNORECASE)
_WHERE: Final = re.compile(r"(?:WHERE|FILTER(?! by\b))\s+(?P<where>.+)", re.IGNORECASE)
_SORT: Final = re.compile(
    r"(?P<verb>SORT|GROUP)(?: BY)?\s+(?P<key>\S+)(?:\s+(?P<way>ASC|DESC)(?:ENDING)?)?", re.IGNORECASE
)
_SOURCE: Final = re.compile(r"(?P<no>[-!]\s*)?(?:(?P<tag>#[^\s()]+)|\"(?P<path>[^\"]*)\")")
_CONTAINS: Final = re.compile(
    r"(?P<no>!\s*)?i?contains\(\s*(?P<field>[\w.]+)\s*,\s*[\"'](?P<text>[^\"']*)[\"']\s*\)", re.IGNORECASE
)
_DAY: Final = re.compile(r"date\(\s*(?P<day>today|now|tomorrow|yesterday|\d{4}-\d{2}-\d{2})\s*\)", re.IGNORECASE)
_AWAY: Final = re.compile(
    r"date\(\s*(?:today|now)\s*\)\s*(?P<sign>[-+])\s*"
    r"dur\(\s*[\"']?(?P<length>\d+ ?(?:d|day|w|wk|week|mo|month|yr|year)s?)[\"']?\s*\)",
    re.IGNORECASE,
)
_UNITS: Final = {"d": "day", "w": "week", "wk": "week", "mo": "month", "yr": "year"}
_FIELDS: Final = {
    "completion": "done",
    "file.ctime": "created",
    "file.cday": "created",
    "file.folder": "folder",
    "file.link": "filename",
    "file.name": "filename",
    "file.path": "path",
    "file.tags": "tags",
    "text": "description",
}
_FIELD: Final = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, _FIELDS))})(?![\w.(])", re.IGNORECASE)
_SET: Final = re.compile(r"(?P<no>!\s*)?(?P<field>due|scheduled|start|created)", re.IGNORECASE)
_PARTS: Final = re.compile(r"(\s+(?:AND|OR)\s+|\s*(?:&&?|\|\|?)\s*)", re.IGNORECASE)


def from_dataview(line: str) -> str:
    """Return a line of Dataview's in the plugin's words, as far as they are told; another line as it is.

    What comes of it need not be an instruction: `WHERE !completed` is `!completed`.
    """
    bare = _KIND.sub("", line, count=1)
    if match := _FROM.fullmatch(bare):
        sources = _bracketed(_SOURCE.sub(_of_source, match["sources"]))
        where = _of_filter(match["where"]) if match["where"] else ""
        return f"({sources}) AND ({where})" if where else sources
    if match := _WHERE.fullmatch(bare):
        return _of_filter(match["where"])
    if (match := _SORT.fullmatch(bare)) and (match["way"] or _FIELD.fullmatch(match["key"])):
        reverse = " reverse" if (match["way"] or "").lower() == "desc" else ""
        return f"{match['verb'].lower()} by {_FIELD.sub(_ours, match['key'])}{reverse}"
    said = _called(line)
    return line if said == line else _of_filter(line)


def _of_source(source: re.Match[str]) -> str:
    does = "do not include" if source["no"] else "include"
    if source["tag"]:
        return f"tags {does} {source['tag']}"
    return f"path {'does not include' if source['no'] else 'includes'} {source['path']}"


def _of_filter(text: str) -> str:
    """Return a condition in the plugin's words; a field alone asks whether there is one."""
    parts = _PARTS.split(_FIELD.sub(_ours, _called(text)))
    return _bracketed("".join(_of_field(part) for part in parts))


def _bracketed(text: str) -> str:
    """Return parts that are joined by operators, each in brackets; one part, and what has brackets, as it is."""
    parts = _PARTS.split(text)
    if len(parts) == 1 or "(" in text:
        return text
    parts[::2] = (f"({part.strip()})" for part in parts[::2])
    parts[1::2] = (" AND " if part.strip().upper() in ("AND", "&", "&&") else " OR " for part in parts[1::2])
    return "".join(parts)


def _called(text: str) -> str:
    """Return a text with what its calls stand for: `contains(…)`, `date(…)`, `dur(…)`."""
    said = _AWAY.sub(_of_length, _CONTAINS.sub(_of_contains, text))
    return _DAY.sub(lambda day: "today" if day["day"].lower() == "now" else day["day"].lower(), said)


def _of_contains(call: re.Match[str]) -> str:
    field = _FIELDS.get(call["field"].lower(), call["field"].lower())
    if field == "tags":
        return f"tags {'do not include' if call['no'] else 'include'} {call['text']}"
    return f"{field} {'does not include' if call['no'] else 'includes'} {call['text']}"


def _of_length(away: re.Match[str]) -> str:
    number, unit = re.findall(r"\d+|[a-z]+", away["length"].lower())
    unit = unit.removesuffix("s")
    length = f"{number} {_UNITS.get(unit, unit)}s"
    return f"in {length}" if away["sign"] == "+" else f"{length} ago"


def _of_field(part: str) -> str:
    field = _SET.fullmatch(part.strip())
    return f"{'no' if field['no'] else 'has'} {field['field'].lower()} date" if field else part


def _ours(field: re.Match[str]) -> str:
    return _FIELDS[field[0].lower()]
