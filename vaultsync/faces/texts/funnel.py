"""What is in a vault, in numbers, for `scan`: as text for people, and for JSON."""

from collections.abc import Mapping
from shlex import quote
from typing import Any

from vaultsync.core.values import Status
from vaultsync.core.views.funnel import Funnel
from vaultsync.faces.texts.folding import folded
from vaultsync.faces.texts.words import clean, many, repeated


def funnel_as_json(funnel: Funnel) -> dict[str, Any]:
    """Return the numbers."""
    return {name: getattr(funnel, name) for name in funnel.__slots__}


def funnel_as_text(funnel: Funnel, *, vault: str, index: str, given: str | None, known: bool) -> str:
    """Return the funnel, what was left out, what is odd, and what to do next.

    Args:
        funnel: The numbers.
        vault: Its folder.
        index: Where the index lies.
        given: The vault as it was typed.
        known: Whether the settings say who the owner is.
    """
    left_out = sum(funnel.not_live.values())
    live = funnel.lines - left_out
    whose = funnel.whose
    rows = [
        (funnel.boxes, "checkboxes", f"in {many(funnel.notes, 'note')}"),
        (funnel.lines, "task lines", f"{funnel.boxes - funnel.lines:,} checkboxes are no tasks here"),
        (live, "in live notes", f"{left_out:,} more left out: {_listed(funnel.not_live)}" if left_out else ""),
        (live - funnel.decided, "not decided", f"{many(funnel.decided, 'line')} done or cancelled"),
        (
            sum(whose.values()),
            "tasks",
            _listed({name: n for name, n in funnel.tasks.items() if not Status(name).decided}),
        ),
        (whose["mine"], "mine", f"{whose['others']:,} others', {whose['unassigned']:,} unassigned"),
        (funnel.overdue, "overdue", ""),
    ]
    out = [f"{clean(vault)}", ""]
    out += [folded(f"{number:>8,}  {what:<15}{why}".rstrip(), indent=25) for number, what, why in rows]
    if funnel.largest:
        out += ["", "Said most often:"]
        out += [
            folded(f"  {name:<10} ×{times:<3} {clean(words)[:90]}", indent=18) for name, words, times in funnel.largest
        ]
    if funnel.echoes:
        out += ["", folded(repeated(funnel.echoes), indent=0)]
    if funnel.diagnostics:
        out += ["", folded(f"Odd: {_listed(funnel.diagnostics)}; see `vaultsync check`.", indent=2)]
    option = f" --vault {clean(quote(given))}" if given else ""
    out += ["", "Next:"]
    if not known:
        out.append(f"  vaultsync init{option}  (who you are, so that what is yours counts as yours)")
    out += [f"  vaultsync list{option}", f"  vaultsync list --status proposed{option}"]
    example = funnel.largest[0][0] if funnel.largest else "TASK"
    out += [f"  vaultsync show {example}{option}", "", f"The index lies in {clean(index)}"]
    return "\n".join(out)


def _listed(numbers: Mapping[str, int]) -> str:
    return ", ".join(f"{number:,} {name}" for name, number in numbers.items())
