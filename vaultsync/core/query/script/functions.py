"""`filter|sort|group by function`, as far as JavaScript is not needed; off unless switched on, as in the plugin.

What carries expressions out is imported only where one is asked for.
"""

import re
from typing import TYPE_CHECKING

from vaultsync.core.late import Late
from vaultsync.core.query.terms import Terms

if TYPE_CHECKING:
    from vaultsync.core.query.script.expressed import Grouping, Scripted, Sorting

_FILTER = Late(r"filter by function +(.*)", re.IGNORECASE | re.DOTALL)
_SORT = Late(r"sort by function( reverse)? +(.*)", re.IGNORECASE | re.DOTALL)
_GROUP = Late(r"group by function( reverse)? +(.*)", re.IGNORECASE | re.DOTALL)


def read_filter(line: str, terms: Terms) -> "Scripted | None":
    """Read `filter by function`; None for any other line.

    Raises:
        Unreadable: Functions are off, or the expression needs JavaScript.
    """
    match = _FILTER().fullmatch(line)
    if match is None:
        return None
    from vaultsync.core.query.script.expressed import Scripted, script_of

    return Scripted(match[1], script_of(match[1], terms), terms)


def read_sorting(line: str, terms: Terms) -> "Sorting | None":
    """Read `sort by function`; None for any other line.

    Raises:
        Unreadable: As in `read_filter`.
    """
    match = _SORT().match(line)
    if match is None:
        return None
    from vaultsync.core.query.script.expressed import sorting_by

    return sorting_by(match[2], terms, reverse=bool(match[1]))


def read_grouping(line: str, terms: Terms) -> "Grouping | None":
    """Read `group by function`; None for any other line.

    Raises:
        Unreadable: As in `read_filter`.
    """
    match = _GROUP().match(line)
    if match is None:
        return None
    from vaultsync.core.query.script.expressed import grouping_by

    return grouping_by(match[2], terms, reverse=bool(match[1]))
