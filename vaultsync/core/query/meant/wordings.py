"""Other words for instructions: how people write them, and how the language does.

Each row takes a whole line, so that nothing of it is lost. Rows that negate stand before those that do not: a row for
`description is x` must not take `description is not x`.
"""

import re
from typing import Final

from vaultsync.core.query.filter_reading import STATUS_TYPES, TEXT_FIELDS
from vaultsync.core.values import PRIORITIES

_NOT: Final = r"(?:(?:is|are|does|do|has|have) ?(?:not|no|n['’]?t|['’]nt)|not|never|without|!(?![=~:]))"
_HAS: Final = r"(?:includes?|including|contains?|containing|has|have|like|is|are|equals?|match(?:es)?)"
_EXCLUDES: Final = r"(?:excludes?|excluding|lacks?)"
_UNEQUAL: Final = r"(?:!=*|<>|≠|!~)"
_EQUAL: Final = r"[:=~]+"
_TEXT: Final = (
    r"(?!(?:not|no|n['’]?t|includes?|contains?|excludes?|does|do|has|is|are|regex|match(?:es)?"
    r"|(?:starts?|begins?|ends?) with)\b|[!=<>~:≠])(?P<rest>\S.*)"
)
_ONE_WORD: Final = _TEXT.replace(r"\S.*", r"\S+")
_REST: Final = r"(?P<rest>\S.*)"
_WITHOUT: Final = (
    r"(?:(?:has|have|is|are|does|do|with) ?(?:not|no|n['’]?t)(?: have| has)?|no|without|missing|lacks?|lacking)"
    r"(?: an?| any| the)?"
)
_WITH: Final = r"(?:has|have|having|with)(?: an?| any| the)?"
_NOTHING: Final = r"(?:none|null|empty|missing|unset|not set|absent|never|nothing|no)"
_DAY: Final = (
    r"(?P<day>due|deadline|date|scheduled?|created|creation|happens?|done|completed|finished|closed|cancell?ed"
    r"|start(?:s|ed)?)"
)
_DATED: Final = rf"(?:{_DAY} dates?|(?P<day2>due|deadline|date|scheduled?|created|start))"
_WHEN: Final = rf"(?:(?:is|are|was) )?{_DAY}(?: date)?"
_WHO: Final = r"(?:owner|owned by|assigned(?: to)?|assignees?)\b"
_LEVEL: Final = rf"(?P<level>{'|'.join(PRIORITIES)}|normal|default|unset|empty|\w+)"
_SURE_LEVEL: Final = rf"(?P<level>{'|'.join(PRIORITIES)}|normal|no)"
_PRIORITY: Final = r"prio(?:rity)?(?: is)? ?"
_STATE: Final = (
    r"(?P<state>open|to ?do|undone|pending|incomplete|unfinished|done|closed|completed?|finished|cancell?ed"
    r"|in[ _-]progress|on[ _-]hold|proposed|decided|waiting)"
)


def _begun(field: str, includes: str, excludes: str) -> list[tuple[str, str]]:
    """Return the rows of a text of which it is not said what it includes."""
    return [
        (rf"{field} (?:{_NOT} ?{_HAS}?|{_EXCLUDES})", f"{excludes} …"),
        (rf"{field}(?: ?(?:{_HAS}|{_EQUAL}))?", f"{includes} …"),
    ]


def _of_text(field: str, includes: str, excludes: str, regex: str = "") -> list[tuple[str, str]]:
    """Return the rows of a field that is a text, as it is named by a pattern."""
    rows = [
        (rf"{field} (?:{_NOT} ?{_HAS}?|{_EXCLUDES}) {_TEXT}", f"{excludes} {{rest}}"),
        (rf"{field} ?{_UNEQUAL} ?(?:{_HAS} )?{_TEXT}", f"{excludes} {{rest}}"),
        (rf"{field} {_HAS} {_TEXT}", f"{includes} {{rest}}"),
        (rf"{field} ?{_EQUAL} ?(?:{_HAS} )?{_TEXT}", f"{includes} {{rest}}"),
    ]
    if not regex:
        return rows
    return [
        (
            rf"{field} (?:(?:regex )?{_NOT} ?(?:regex ?)?(?:match(?:es)?)?(?: regex)?|!=?~) ?(?P<rest>/.+)",
            f"{regex} regex does not match {{rest}}",
        ),
        (
            rf"{field} (?:regex ?(?:match(?:es)?|is|includes?)?|match(?:es)?(?: regex)?|=?~) ?:? ?(?P<rest>/.+)",
            f"{regex} regex matches {{rest}}",
        ),
        (rf"{field} (?:starts?|begins?) with (?P<rest>[\w ]+)", f"{regex} regex matches /^{{rest}}/i"),
        (rf"{field} ends? with (?P<rest>[\w ]+)", f"{regex} regex matches /{{rest}}$/i"),
        *rows,
    ]


_NO_TYPE: Final = rf"(?!type.*\b(?:{'|'.join(STATUS_TYPES)})$)"
_OTHERS: Final = r"(?:others|(?:some(?:body|one) )else|other people)"
_PEOPLE: Final = [
    (r"@(?:me|myself)", "assignee is me"),
    (rf"(?:{_WHO} ?(?:{_NOT}|{_UNEQUAL}) ?|not {_WHO} |not )(?:me|myself|mine)", "assignee is not me"),
    (rf"(?:{_WHO} ?(?:is|{_EQUAL})? ?(?:me|myself|mine)|mine|my tasks)", "assignee is me"),
    (rf"{_WHO} ?(?:is|{_EQUAL})? ?{_OTHERS}", "NOT (assignee is me)"),
    (rf"{_WHO} ?(?:{_NOT}|{_UNEQUAL}) ?(?:{_NOTHING}|unassigned|nobody)", "assignee is not unassigned"),
    (rf"{_WHO} ?(?:is|{_EQUAL}) ?(?:{_NOTHING}|unassigned|nobody)", "assignee is unassigned"),
    (rf"(?:not assigned|unassigned|is unassigned|isn['’]?t assigned|is not assigned|{_WITHOUT} {_WHO})",
     "assignee is unassigned"),
    (rf"(?:is assigned|assigned|{_WITH} {_WHO})", "assignee is not unassigned"),
    (rf"(?:{_WHO} ?(?:(?:{_NOT} ?{_HAS}?|{_EXCLUDES}) |{_UNEQUAL} ?)|(?:is )?not (?:owned by|assigned to) )"
     r"(?P<name>)", "assignee is not {name}"),
    (rf"(?:is )?{_WHO} ?(?:{_EQUAL} ?)?(?:{_HAS} )?(?P<name>)", "assignee is {name}"),
    (r"group by (?:owner|person|people|who|assigned)", "group by assignee"),
    *_of_text("source", "source includes", "source does not include"),
    *_of_text("participants?", "participants include", "participants do not include"),
    (rf"{_NO_TYPE}(?:note )?type ?(?:{_NOT}|{_UNEQUAL}) ?{_TEXT}", "note type is not {rest}"),
    (rf"{_NO_TYPE}(?:note )?type ?(?:is|{_EQUAL}) ?{_TEXT}", "note type is {rest}"),
]  # fmt: skip
_NAME: Final = (
    r"(?P<name>[\"“]?(?!(?:not|no|is|isn|are|includes?|contains?|excludes?|has|have|does|do|regex|match(?:es)?|like|before"
    r"|after|on|in|by|to|today|tomorrow|yesterday|this|next|last)\b)@?[^\W\d_].*)"
)
_PRESENCE: Final = [
    (rf"{_WITHOUT} {_DATED}|(?:not|never|empty) {_DAY.replace('day', 'day3')} dates?", "no {field} date"),
    (r"(?:not (?P<day>scheduled)|un(?P<day2>scheduled))", "no {field} date"),
    (rf"{_WITH} {_DATED}", "has {field} date"),
    (rf"{_DAY}(?: date)? ?(?:{_NOT}|{_UNEQUAL}) ?{_NOTHING}", "has {field} date"),
    (rf"{_DAY}(?: date)? (?:exists|is (?:set|present|there))", "has {field} date"),
    (rf"{_DAY}(?: date)? ?(?:is|{_EQUAL})? ?{_NOTHING}", "no {field} date"),
    (rf"{_WITHOUT} (?:ids?)", "no id"),
    (rf"{_WITH} (?:ids?)", "has id"),
    (rf"{_WITHOUT} (?:tags?|labels?)|untagged|not tagged", "no tags"),
    (rf"(?:{_WITH}|any) (?:tags?|labels?)|(?:is )?tagged", "has tags"),
    (rf"{_WITHOUT} depend\w*(?: on)?", "no depends on"),
    (rf"{_WITH} depend\w*(?: on)?", "has depends on"),
    (rf"{_WITHOUT} (?:recurrence|repetition)(?: rule)?", "is not recurring"),
    (rf"{_WITH} (?:recurrence|repetition)(?: rule)?|recurs|repeats|(?:is )?repeating", "is recurring"),
    (r"(?:is ?|are ?)?(?:not|n['’]?t|un|non-?) ?(?P<rest>blocked|blocking|recurring)", "is not {rest}"),
    (r"(?P<rest>blocked|blocking|recurring)", "is {rest}"),
]
_AT_MOST: Final = r"(?:<=|=<|≤|(?:on or before|no(?:t)? later than|not after|until|till?|through|by|at most|up to)\b)"
_AT_LEAST: Final = r"(?:>=|=>|≥|(?:on or after|no(?:t)? earlier than|not before|since|from|starting|at least)\b)"
_BEFORE: Final = r"(?:<|(?:before|earlier than|prior to)\b)"
_AFTER: Final = r"(?:>|(?:after|later than)\b)"
_LENGTH: Final = r"(?P<rest>(?:\d+|an?|one|two|three|four|six|ten) (?:day|week|month|year)s?)"
_LESS: Final = r"(?:in |within )?(?:<|(?:less|fewer|under|younger|newer)(?: than)?)"
_MORE: Final = r"(?:in )?(?:>|(?:more|over|older)(?: than)?)"
_OF_PAST: Final = r"(?=(?:creat|done|complet|finish|closed|cancel))"
_LENGTHS: Final = [
    (rf"{_OF_PAST}{_WHEN} ?(?:: ?)?(?:<=|=<|≤) ?{_LENGTH}", "{day} on or after {rest} ago"),
    (rf"{_OF_PAST}{_WHEN} ?(?:: ?)?(?:>=|=>|≥) ?{_LENGTH}", "{day} on or before {rest} ago"),
    (rf"{_OF_PAST}{_WHEN} ?(?:: ?)?{_LESS} ?{_LENGTH}(?: ago| old)?", "{day} after {rest} ago"),
    (rf"{_OF_PAST}{_WHEN} ?(?:: ?)?{_MORE} ?{_LENGTH}(?: ago| old)?", "{day} before {rest} ago"),
    (rf"{_OF_PAST}{_WHEN} (?P<relation>(?:on or )?(?:before|after) )?{_LENGTH}", "{day} {relation}{rest} ago"),
    (rf"{_WHEN} ?(?:: ?|is )?older(?: than)? {_LENGTH}(?: ago| old)?", "{day} before {rest} ago"),
    (rf"{_WHEN} ?(?:: ?|is )?(?:newer|younger)(?: than)? {_LENGTH}(?: ago| old)?", "{day} after {rest} ago"),
    (rf"{_WHEN} ?(?:: ?|is )?(?:more|over)(?: than)? {_LENGTH} (?:ago|old)", "{day} before {rest} ago"),
    (rf"{_WHEN} ?(?:: ?|is )?(?:less|under)(?: than)? {_LENGTH} (?:ago|old)", "{day} after {rest} ago"),
    (rf"{_WHEN} ?(?:: ?)?{_AT_MOST} ?{_LENGTH}", "{day} on or before in {rest}"),
    (rf"{_WHEN} ?(?:: ?)?{_AT_LEAST} ?{_LENGTH}", "{day} on or after in {rest}"),
    (rf"{_WHEN} ?(?:: ?)?(?:{_LESS}|{_BEFORE}) ?{_LENGTH}", "{day} before in {rest}"),
    (rf"{_WHEN} ?(?:: ?)?(?:{_MORE}|{_AFTER}) ?{_LENGTH}", "{day} after in {rest}"),
    (rf"{_WHEN} {_LENGTH}", "{day} in {rest}"),
]
"""How long from today, or ago: of what is done or created a length is an age, and so is what is older, or newer."""

_DATES: Final = [
    *_LENGTHS,
    (r"(?:is )?(?:overdue|late)", "due before today"),
    (r"(?P<rest>today|tomorrow|yesterday|(?:this|next|last) (?:week|month|quarter|year))", "due {rest}"),
    (r"older than (?P<rest>.+)", "created before {rest} ago"),
    (r"(?:newer|younger) than (?P<rest>.+)", "created after {rest} ago"),
    (r"cancell?ed", "status.type is CANCELLED"),
    (rf"{_WHEN} ?:? ?(?:is )?(?:in )?(?:the )?(?:past|overdue|late)", "{day} before today"),
    (rf"{_WHEN} ?:? ?(?:is )?(?:in )?(?:the )?future", "{day} after today"),
    *(
        (rf"{_WHEN} ?(?:: ?)?(?:is )?{relation} ?:? ?{_REST}", f"{{day}} {words} {{rest}}")
        for relation, words in (
            (_AT_MOST, "on or before"),
            (_AT_LEAST, "on or after"),
            (_BEFORE, "before"),
            (_AFTER, "after"),
        )
    ),
    (rf"{_WHEN} ?(?:{_NOT}|{_UNEQUAL}) ?(?:on |in )?{_REST}", "NOT ({day} on {rest})"),
    (rf"{_NOT} {_DAY}(?: date)? {_REST}", "NOT ({day} {rest})"),
    (rf"{_WHEN} ?(?:{_EQUAL}|(?:is|on|in|at)\b) ?{_REST}", "{day} on {rest}"),
    (rf"{_WHEN} {_REST}", "{day} {rest}"),
]
_STATUSES: Final = [
    (rf"(?:status\.)?type ?(?:{_NOT}|{_UNEQUAL}) ?(?P<rest>{'|'.join(STATUS_TYPES)})", "status.type is not {rest}"),
    (rf"(?:status\.)?type ?(?:is|{_EQUAL})? ?(?P<rest>{'|'.join(STATUS_TYPES)})", "status.type is {rest}"),
    (rf"(?:status ?(?:{_NOT}|{_UNEQUAL})|{_NOT}) ?{_STATE}", "{otherwise}"),
    (rf"(?:status ?(?:is|{_EQUAL})? ?|(?:is|are) )?{_STATE}", "{state}"),
    (rf"status ?(?:{_NOT}|{_UNEQUAL}) ?(?P<rest>{'|'.join(STATUS_TYPES)})", "status.type is not {rest}"),
    (rf"status ?(?:is|{_EQUAL})? ?(?P<rest>{'|'.join(STATUS_TYPES)})", "status.type is {rest}"),
    *_of_text("status", "status.name includes", "status.name does not include"),
]
_PRIORITIES: Final = [
    *(
        (rf"(?:p|{_PRIORITY}(?:{_EQUAL})? ?){number}", f"priority is {level}")
        for number, level in enumerate(("highest", "high", "medium", "none"), 1)
    ),
    (
        rf"{_PRIORITY}(?:(?:>=|=>|≥|at least|not (?:below|under|lower than)) ?{_LEVEL})",
        "NOT (priority is below {level})",
    ),
    (
        rf"{_PRIORITY}(?:(?:<=|=<|≤|at most|not (?:above|over|higher than)) ?{_LEVEL})",
        "NOT (priority is above {level})",
    ),
    (rf"{_PRIORITY}{_SURE_LEVEL} (?:or|and) (?:higher|above|more|up)", "NOT (priority is below {level})"),
    (rf"{_PRIORITY}{_SURE_LEVEL} (?:or|and) (?:lower|below|less|down)", "NOT (priority is above {level})"),
    (rf"{_PRIORITY}(?:>|(?:above|over|higher than|more than)\b) ?{_LEVEL}", "priority is above {level}"),
    (rf"{_PRIORITY}(?:<|(?:below|under|lower than|less than)\b) ?{_LEVEL}", "priority is below {level}"),
    (rf"prio(?:rity)? ?(?:{_NOT}|{_UNEQUAL}) ?{_LEVEL}", "priority is not {level}"),
    (rf"{_PRIORITY}{_EQUAL} ?(?:is )?{_LEVEL}", "priority is {level}"),
    (rf"prio(?:rity)? (?:is )?{_LEVEL}", "priority is {level}"),
    (rf"{_WITHOUT} priority", "priority is none"),
    (r"has (?:an? |any )?priority", "priority is not none"),
    (rf"{_NOT} {_SURE_LEVEL} priority", "priority is not {level}"),
    (rf"(?:is |has )?{_SURE_LEVEL} priority", "priority is {level}"),
]
_TAGS: Final = [
    (
        rf"(?:{_WITHOUT}|{_NOT})(?: an?| any| the)? ?tag(?:s|ged)?(?: with| as)? ?(?P<rest>#\S+)",
        "tags do not include {rest}",
    ),
    (rf"(?:{_NOT}|no|exclude) ?(?P<rest>#\S+)", "tags do not include {rest}"),
    (rf"tags? ?(?:{_NOT}|{_UNEQUAL}|{_EXCLUDES}) ?(?P<rest>#\S+)", "tags do not include {rest}"),
    (rf"(?:(?:{_WITH}|is) )?tag(?:s|ged)?(?: with| as)? ?(?P<rest>#\S+)", "tags include {rest}"),
    *(
        (pattern.replace(_TEXT, _ONE_WORD), form)
        for pattern, form in _of_text("tags?", "tags include", "tags do not include", "tags")
    ),
]
_ORDER: Final = [
    (r"hide (?:done|completed|finished|closed)(?: tasks)?", "not done"),
    (r"(?P<verb>sort|group) by (?:reversed?|desc(?:ending)?) (?P<rest>\S+)", "{verb} by {rest} reverse"),
    (
        r"(?P<verb>sort|group) by (?P<rest>\S+) (?:desc\.?|descending|reversed|backwards|z-a)",
        "{verb} by {rest} reverse",
    ),
    (r"(?P<verb>sort|group) by (?P<rest>\S+) (?:asc\.?|ascending|a-z)", "{verb} by {rest}"),
    (r"(?P<verb>filter|sort|group) by (?:functions |(?=task\.))(?P<rest>.+)", "{verb} by function {rest}"),
    (r"(?:sort(?:ed|ing)?|order(?:ed)?)(?: by)? ?:? (?P<rest>\S.*)", "sort by {rest}"),
    *(
        (
            rf"group(?:ed)? by (?:due )?(?:date )?(?:by )?(?:the )?{unit}",
            f"group by function task.due.format('{form}', 'no date')",
        )
        for unit, form in (("week", "GGGG-[W]WW"), ("month", "YYYY-MM"), ("quarter", "YYYY-[Q]Q"), ("year", "YYYY"))
    ),
    (r"group(?:ed|ing)?(?: by)? ?:? (?P<rest>\S.*)", "group by {rest}"),
    (r"(?:limit|top|first|at most)(?: to)? ?[:=]* ?(?P<rest>\d+)(?: tasks?)?", "limit {rest}"),
    (r"limit groups(?: to)? ?[:=]* ?(?P<rest>\d+)", "limit groups {rest}"),
    (r"urgency ?(?:is )?(?:>=|at least) ?(?P<rest>[\d.]+)", "filter by function task.urgency >= {rest}"),
    (r"urgency ?(?:is )?(?:<=|at most) ?(?P<rest>[\d.]+)", "filter by function task.urgency <= {rest}"),
    (r"urgency ?(?:is )?(?:>|above|over|more than) ?(?P<rest>[\d.]+)", "filter by function task.urgency > {rest}"),
    (r"urgency ?(?:is )?(?:<|below|under|less than) ?(?P<rest>[\d.]+)", "filter by function task.urgency < {rest}"),
]
_NAMED: Final = (
    *((re.escape(each), each) for each in TEXT_FIELDS),
    ("(?:text|words?|title|name|task|search)", "description"),
    (r"(?:file|note)(?:[ .]?(?:name|title))?", "filename"),
)
"""How texts are called, and what the language calls them."""

_TEXTS: Final = [
    *(row for field, name in _NAMED for row in _of_text(field, f"{name} includes", f"{name} does not include", name)),
    (rf"(?:find|search(?: for)?|look for|contains?|containing|text|words?) {_TEXT}", "description includes {rest}"),
    # Of several words the first may be a verb that is misspelt.
    *((rf"{field} {_ONE_WORD}", f"{name} includes {{rest}}") for field, name in _NAMED[: len(TEXT_FIELDS)]),
]
_BEGUN: Final = [
    (rf"(?!done$|completed$|finished$|closed$|started$){_DAY}", "{day} before today"),
    (r"status(?: ?(?:is|[:=]+))?", "status.type is TODO"),
    (r"limit groups(?: to)?(?: [^\W\d]+)?", "limit groups 10"),
    (r"limit(?: to)?(?: [^\W\d]+)?", "limit 10"),
    (r"tags? ?(?:is|are|has|contains?|includes?|[:=]+)", "tags include #…"),
    *(row for field, name in _NAMED for row in _begun(field, f"{name} includes", f"{name} does not include")),
    *_begun("tags?", "tags include", "tags do not include"),
]
_BEGUN_OF_OURS: Final = [
    (rf"(?!assignee is$){_WHO}(?: ?(?:is|{_EQUAL}))?", "assignee is NAME"),
    *_begun("source", "source includes", "source does not include"),
    *_begun("participants?", "participants include", "participants do not include"),
]


def _compiled(rows: list[tuple[str, str]]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(pattern.replace("(?P<name>)", _NAME), re.IGNORECASE | re.DOTALL), form) for pattern, form in rows
    )


OF_PLUGIN: Final = _compiled([*_STATUSES, *_PRIORITIES, *_PRESENCE, *_DATES, *_TAGS, *_TEXTS, *_ORDER])
OF_OURS: Final = _compiled(_PEOPLE)
BEGUN: Final = _compiled(_BEGUN)
BEGUN_OF_OURS: Final = _compiled(_BEGUN_OF_OURS)
"""Each row a pattern of a whole line, and the form of what it says."""
