"""Every instruction of the query language, in the form in which it is named to people.

`…` and `NAME` stand for what somebody has to say there.
"""

from vaultsync.core.query import ours
from vaultsync.core.query.filter_reading import DATE_FIELDS, FIXED_INSTRUCTIONS, STATUS_TYPES, TEXT_FIELDS
from vaultsync.core.query.groupers import GROUP_KEYS
from vaultsync.core.query.layout import HIDE_SHOW
from vaultsync.core.query.sorting import SORT_KEYS
from vaultsync.core.values import PRIORITIES

_RELATIONS = ("", " on", " before", " after", " on or before", " on or after")

OURS = (
    *ours.INSTRUCTIONS,
    "sort by echoes",
    "group by assignee",
    "group by source",
    "group by note",
)
PLUGINS = (
    *FIXED_INSTRUCTIONS,
    *(f"{field} {operator} …" for field in TEXT_FIELDS for operator in ("includes", "does not include")),
    *(f"tags {operator} #…" for operator in ("include", "do not include")),
    *(f"tag {operator} #…" for operator in ("includes", "does not include")),
    *(
        f"{field} regex {operator} /…/"
        for field in (*TEXT_FIELDS, "tags")
        for operator in ("matches", "does not match")
    ),
    *(f"{'starts' if field == 'start' else field}{relation} …" for field in DATE_FIELDS for relation in _RELATIONS),
    *(f"priority is {level}" for level in PRIORITIES),
    *(f"priority is {relation} medium" for relation in ("above", "below", "not")),
    *(f"status.type is {each}" for each in STATUS_TYPES),
    "status.type is not TODO",
    *(each for key in SORT_KEYS if (each := f"sort by {key}") not in OURS),
    "sort by due reverse",
    "sort by tag 2",
    *(each for key in GROUP_KEYS if (each := f"group by {key}") not in OURS),
    "group by due reverse",
    *(f"{verb} {what}" for what in HIDE_SHOW for verb in ("hide", "show")),
    "limit 10",
    "limit groups 10",
    "short mode",
    "full mode",
    "explain",
    "ignore global query",
    "view list",
    "view columns by priority",
    "preset this_file",
)
COMBINATIONS = (
    "(not done) AND (due before today)",
    "(due today) OR (scheduled today)",
    "(is blocked) XOR (is blocking)",
    "(not done) AND NOT (is blocked)",
    "NOT ((done) OR (is blocked))",
    "[not done] AND [description includes (later)]",
)
FUNCTIONS = (
    "filter by function task.tags.length > 1",
    "sort by function task.description.length",
    "sort by function reverse task.lineNumber",
    "group by function task.due.format('YYYY-MM')",
    "group by function reverse task.file.folder",
)
PLACEHOLDERS = (
    "path includes {{query.file.path}}",
    "folder includes {{query.file.folder}}",
    "description includes {{query.file.property('project')}}",
    "{{preset.this_file}}",
)
