"""Every instruction of the query language, in the form in which it is named to people."""

from vaultsync.core.query import ours
from vaultsync.core.query.filter_reading import DATE_FIELDS, FIXED_INSTRUCTIONS, TEXT_FIELDS
from vaultsync.core.query.groupers import GROUP_KEYS
from vaultsync.core.query.layout import HIDE_SHOW
from vaultsync.core.query.sorting import SORT_KEYS

OURS = (
    *ours.INSTRUCTIONS,
    "sort by echoes",
    "group by assignee",
    "group by source",
    "group by note",
)
PLUGINS = (
    *FIXED_INSTRUCTIONS,
    *(f"{field} {operator}" for field in TEXT_FIELDS for operator in ("includes", "does not include")),
    "tags include #…",
    "tags do not include #…",
    *(f"{field} regex matches /…/" for field in TEXT_FIELDS),
    *(f"{'starts' if field == 'start' else field} before" for field in DATE_FIELDS),
    *(each for key in SORT_KEYS if (each := f"sort by {key}") not in OURS),
    *(each for key in GROUP_KEYS if (each := f"group by {key}") not in OURS),
    *(f"{verb} {what}" for what in HIDE_SHOW for verb in ("hide", "show")),
    "priority is high",
    "status.type is TODO",
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
