"""Questions about tasks: why, suggestions, conflicts, known."""

from typing import TYPE_CHECKING, Any

import click

from vaultsync.faces.cli.completing import files, tasks
from vaultsync.faces.cli.naming import typed_tasks
from vaultsync.faces.cli.opening import app_in
from vaultsync.faces.cli.options import json_option, syncing, vault_options, workspace
from vaultsync.faces.cli.values import Whole
from vaultsync.faces.texts.folding import folded, whole
from vaultsync.faces.texts.words import clean, day, many

if TYPE_CHECKING:
    # A shell that completes a name waits for what is imported here.
    from collections.abc import Iterable

    from vaultsync.app import App
    from vaultsync.asking import Asking, Reason
    from vaultsync.core.model import TaskLine
    from vaultsync.core.reconcile.explain import Explanation
    from vaultsync.core.seen import SeenLine
    from vaultsync.core.views.daily import Conflict

_ONE_LINE = "both names mean this one line"


def _asking(app: "App") -> "Asking":
    from vaultsync.asking import Asking

    return Asking(app)


@click.command("why")
@syncing
@json_option
@click.argument("one", metavar="A", shell_complete=tasks())
@click.argument("other", metavar="B", shell_complete=tasks())
def why_command(no_sync: bool, as_json_: bool, one: str, other: str) -> None:
    """Explain why A and B are one task or two.

    It gives the verdict, how alike they are, the strongest reasons, and what would change it.
    A and B are names of tasks, provisional names of lines, or PATH:LINE. Of two tasks it compares the two lines that
    are most alike, as `suggestions` does.

    \b
    Examples:
      vaultsync why p-5k2rw p-9fj3m
      vaultsync why 'Meetings/Kickoff.md:12' 'Meetings/Review.md:8'
    """
    from vaultsync.faces.texts import as_json

    here = workspace()
    reason = _asking(app_in(here, no_sync=no_sync)).why(*typed_tasks(here, (one, other)))
    if as_json_:
        click.echo(as_json.document(**_reason_as_json(reason)))
        return
    if reason.is_one_line:
        told = f"{_ONE_LINE.capitalize()}; `vaultsync show` says why the lines of its task are one."
        click.echo(f"{_line(reason.one)}\n\n{folded(told, indent=0)}")
        return
    click.echo(f"{_line(reason.one)}\n{_line(reason.other)}\n\n{_in_words(reason)}")


@click.command("suggestions")
@syncing
@json_option
@click.option("--limit", type=Whole(0), default=20, show_default=True, metavar="N", help="Pairs to print; 0: all.")
def suggestions_command(no_sync: bool, as_json_: bool, limit: int) -> None:
    """List pairs of tasks that may be one, the likely ones first.

    A person decides about each: with merge or with keep-apart.
    Two tasks are likely one where two of their lines say much the same, though the others do not; perhaps, where even
    the two that are most alike have only some words in common.

    \b
    Examples:
      vaultsync suggestions
      vaultsync suggestions --json
    """
    from vaultsync.faces.texts import as_json, render

    app = app_in(workspace(), no_sync=no_sync)
    found = _asking(app).suggestions()
    if as_json_:
        pairs = [
            {
                "score": score,
                "one": render.task_as_json(app, one),
                "other": render.task_as_json(app, other),
                "why": _reason_as_json(reason),
            }
            for score, one, other, reason in found
        ]
        click.echo(as_json.document(suggestions=pairs))
        return
    if not found:
        click.echo("Nothing to decide.")
        return
    short = app.index.short([task for _, one, other, _ in found for task in (one, other)])
    click.echo(f"{folded(_LIKELY, indent=0)}\n")
    for _, one, other, reason in found[: limit or None]:
        names = f"{short[one.uid]} {short[other.uid]}{_same_vault()}"
        likely = "likely" if reason.because.is_likely else "perhaps"
        click.echo(folded(f"{likely:<9}{short[one.uid]:<10} {clean(reason.one.title)}", indent=20))
        click.echo(folded(f"         {short[other.uid]:<10} {clean(reason.other.title)}", indent=20))
        for reasons in _reasons(reason.because):
            click.echo(folded(f"         {reasons}", indent=11))
        click.echo(f"  one task:   vaultsync merge {names}")
        click.echo(f"  two tasks:  vaultsync keep-apart {names}\n")
    more = len(found) - limit if limit else 0
    click.echo(f"{many(len(found), 'pair')} to decide{f', {more:,} more than shown: --limit 0' if more > 0 else ''}.")


def _scale() -> str:
    """Return in words what a score says."""
    from vaultsync.core.reconcile.likeness import AUTOMATIC, SUGGESTED

    return (
        f"Of the number with all lines: at {AUTOMATIC:g} or more vaultsync takes two tasks for one by itself; between"
        f" {SUGGESTED:g} and {AUTOMATIC:g} it asks you; below {SUGGESTED:g} they are two. Ids on lines go before it."
    )


def _same_vault() -> str:
    """Return the option by which another command works on the vault that this one was given."""
    from shlex import quote

    given = vault_options().vault
    return f" --vault {clean(quote(given))}" if given else ""


@click.command("conflicts")
@syncing
@json_option
@click.option("--limit", type=Whole(0), default=20, show_default=True, metavar="N", help="Conflicts to print; 0: all.")
def conflicts_command(no_sync: bool, as_json_: bool, limit: int) -> None:
    """List tasks whose lines disagree on due, owner or status.

    A line that speaks for its task and has no date or nobody disagrees with one that has. What the newest note says
    stands last and is marked, and each line has the date of its note. With it stands the command that settles it so;
    where several notes are the newest, or none has a date, one for each. What is done is settled as done;
    where an open line is newer than that, a `split` is offered, too.

    \b
    Examples:
      vaultsync conflicts
      vaultsync conflicts --limit 0
    """
    from vaultsync.faces.texts import as_json

    app = app_in(workspace(), no_sync=no_sync)
    found = _asking(app).conflicts()
    if as_json_:
        click.echo(as_json.document(conflicts=[_conflict_as_json(each) for each in found]))
        return
    if not found:
        click.echo("Nothing disagrees.")
        return
    click.echo(f"{many(len(found), 'conflict')}.\n")
    short = app.index.short([each.task for each in found])
    for each in found[: limit or None]:
        _tell_conflict(each, short[each.task.uid])
    more = len(found) - limit if limit else 0
    if more > 0:
        click.echo(f"… and {more:,} more (--limit 0 prints all)")


def _tell_conflict(each: "Conflict", name: str) -> None:
    click.echo(folded(f"{name:<10} {clean(each.task.title)}", indent=11))
    for said, lines in each.said:
        mark = " (newest)" if said in each.newest else ""
        told = f"           {each.about}: {clean(said) or 'nothing'}{mark} in {clean(_dated(lines))}"
        click.echo(folded(told, indent=13))
    for settle in each.settles:
        # The space is that of the words it stands below.
        what = "settle it" if settle == each.settles[0] else "       or"
        click.echo(f"           {what}: {clean(settle.replace('TASK', name))}")
    click.echo()


def _dated(lines: "Iterable[TaskLine]") -> str:
    """Return where lines stand, each with the date of its note: `A.md:4 (2026-01-05), B.md:2`."""
    days = ((line, day(line.note.noted_on)) for line in lines)
    return ", ".join(
        whole(f"{line.path}:{line.line}") + (f" ({noted_on})" if noted_on else "") for line, noted_on in days
    )


@click.command("known")
@syncing
@json_option
@click.option(
    "--for",
    "note",
    required=True,
    metavar="NOTE",
    shell_complete=files,
    help="Path of the note, relative to the vault.",
)
def known_command(no_sync: bool, as_json_: bool, note: str) -> None:
    """List the tasks near a note: open, done and rejected ones.

    It is for a program that would propose them again.
    Near is what shares the note's source, project, account or participants, and what a sentence of the note, or of
    the mail behind it, says already.

    \b
    Examples:
      vaultsync known --for 'Meetings/2026-01-05 Kickoff.md' --json
    """
    from vaultsync.faces.texts import as_json, render

    app = app_in(workspace(), no_sync=no_sync)
    found = _asking(app).known(note)
    if as_json_:
        near = [
            {**render.task_as_json(app, each.task), "nearness": each.nearness, "sentence": each.sentence}
            for each in found
        ]
        click.echo(as_json.document(tasks=near))
    elif found:
        tasks = [each.task for each in found]
        click.echo(render.task_table(app, tasks))
    else:
        click.echo("No known task stands near this note.")


_LIKELY = (
    "Likely one task: two of their lines say much the same, the others less so. Perhaps: only some words are the same."
)
_VERDICTS = {"related": "two tasks that belong together", "different": "two tasks", "suggested": "perhaps one task"}


def _reasons(because: "Explanation") -> list[str]:
    """Return the reasons for and against, a line for each side, without the one that holds of all that is likely."""
    from vaultsync.core.reconcile.explain import WITH_OTHERS

    contra = [each for each in because.contra if each != WITH_OTHERS]
    sides = (("for", because.pro), ("against", contra))
    return [clean(f"{side}: {'; '.join(reasons)}") for side, reasons in sides if reasons]


def _in_words(reason: "Reason") -> str:
    because = reason.because
    pro = f"for: {'; '.join(because.pro)}" if because.pro else ""
    contra = f"against: {'; '.join(because.contra)}" if because.contra else ""
    alike = f"alike {because.score:+.2f}"
    if reason.whole is not None:
        alike = f"alike {reason.whole:+.2f} with all lines of the two tasks, these two lines {because.score:+.2f}"
    lines = (
        f"{'likely one task' if because.is_likely else _VERDICTS.get(because.verdict, because.verdict)} ({alike})",
        pro,
        contra,
        f"What would change it: {because.change}",
        _scale(),
    )
    return "\n".join(folded(clean(line), indent=2) for line in lines if line)


def _line(line: "TaskLine | SeenLine") -> str:
    return folded(clean(f"{whole(f'{line.path}:{line.line}')}: {line.title}"), indent=2)


def _reason_as_json(reason: "Reason") -> dict[str, Any]:
    from vaultsync.faces.texts import as_json

    because = reason.because
    one_line = reason.is_one_line
    return {
        "verdict": because.verdict,
        "score": None if one_line else because.score,
        "whole": reason.whole,
        "for": [_ONE_LINE] if one_line else list(because.pro),
        "against": [] if one_line else list(because.contra),
        "change": "" if one_line else because.change,
        "lines": [as_json.line(reason.one), as_json.line(reason.other)],
    }


def _conflict_as_json(conflict: "Conflict") -> dict[str, Any]:
    from vaultsync.faces.texts import as_json

    return {
        "uid": conflict.task.uid,
        "title": conflict.task.title,
        "about": conflict.about,
        "said": [
            {"value": said, "newest": said in conflict.newest, "lines": [as_json.line(line) for line in lines]}
            for said, lines in conflict.said
        ],
        "settle": conflict.settles[0],
        "settles": list(conflict.settles),
    }
