"""The command that writes a first configuration: init."""

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from pathlib import Path

import click

from vaultsync.app import App
from vaultsync.config import CONFIG_FILE, exclusion_trouble
from vaultsync.core.conventions import Conventions
from vaultsync.core.errors import Busy, ConfigError, WouldLose, WouldUnmake
from vaultsync.core.people.notes import counts
from vaultsync.core.views.wanted import Wanted
from vaultsync.faces.cli.opening import app_in, bring_up_to_date, synced
from vaultsync.faces.cli.options import vault_options, with_vault, workspace
from vaultsync.faces.cli.prompts import end_declined, yes_hint
from vaultsync.faces.texts.words import clean, many
from vaultsync.wiring import Workspace, open_app, workspace_of
from vaultsync.wiring.settings import system_zone, write_config

_HEAD = "# Settings of vaultsync for this vault. `vaultsync config` lists every key.\n"

_TASK_TAG = "What makes a checkbox a task (a tag such as #task, or `all`: the Tasks plugin has no global filter here)"
_KEPT = "What else the old one says stays in it."
_NOT_KEPT = "Of the old one, which cannot be understood, nothing is in it."
_EVERY = "all"
"""The answer that takes every checkbox for a task."""


@click.command("init")
@with_vault
@click.option("--yes", is_flag=True, help="Take every detected answer without asking.")
@click.option("--force", is_flag=True, help="Write into one that is there; vaultsync.toml.old is as it was.")
def init_command(yes: bool, force: bool) -> None:
    """Write a first configuration into the vault.

    It is .vaultsync/vaultsync.toml, made from the answers to at most five questions.
    No configuration is needed to start; this says who you are and what to leave out. Where the Tasks plugin has no
    global filter, it also says what makes a checkbox a task.

    \b
    Examples:
      vaultsync init
      vaultsync init --yes
    """
    here = _here(force=force)
    path = Path(here.root, CONFIG_FILE)
    replaces = path.exists()
    if replaces and not force:
        raise ConfigError(f"{path} is there already", remedy="Edit it, or replace it with --force.")
    app = app_in(here, no_sync=True)
    # What makes a checkbox a task is asked here: a default must not stand in the way of the answer.
    with suppress(WouldUnmake):
        bring_up_to_date(app)
    answers = _detected(app, here)
    if not yes:
        answers = _answered(app, answers)
    kept = write_config(here, _as_settings(answers), _HEAD)
    click.echo(f"Wrote {clean(str(path))}. `vaultsync config` shows what counts now.")
    if replaces:
        click.echo(f"{_KEPT if kept else _NOT_KEPT} The old file lies beside it, as {path.name}.old.")
    if yes:
        # Nobody was asked, and lists of what is mine go by it.
        you = f"takes you for {clean(answers['me'])}" if answers["me"] else "does not say who you are"
        click.echo(f"It {you}. To change that, edit `me` in it.")
    if "task_tag" in answers:
        click.echo(_tasks_are(app, answers["task_tag"]))
        _settle()


def _here(*, force: bool) -> Workspace:
    """Return the vault; settings that are to be replaced count as far as they can be understood."""
    try:
        return workspace()
    except ConfigError:
        if not force:
            raise
        return workspace_of(vault_options()._replace(unfiled=True))


def _settle() -> None:
    """Read the notes by the new settings: that fewer lines are tasks by them was just answered."""
    with closing(open_app(workspace())) as app, suppress(Busy, WouldLose):
        try:
            synced(app)
        except WouldUnmake:
            synced(app, accept_loss=True)


def _detected(app: App, here: Workspace) -> dict[str, str]:
    """Return the answer that the vault itself gives to each question."""
    known = app.index.counts()
    agreed = here.tag_undecided and app.reads_as_indexed and known.boxes == known.lines
    return {
        "me": ", ".join(here.config["me"] or _owner(app)),
        **({"task_tag": _task_tag(app, here)} if here.plugin_takes_all and known.boxes and not agreed else {}),
        "exclude": ", ".join(here.config["exclude"]),
        "proposed_tag": here.config["proposed_tag"],
        "timezone": here.config["timezone"] or system_zone(),
    }


def _task_tag(app: App, here: Workspace) -> str:
    """Return what makes a checkbox a task by the settings, or else by the notes."""
    tag = app.conventions.task_tag
    if not here.tag_undecided:
        return tag or _EVERY
    # Where some lines have the tag, whoever wrote it meant that the others are no tasks.
    lines = (line for task in app.index.tasks(Wanted(live=None)) for line in task.lines)
    return tag if any(tag in line.raw for line in lines) else _EVERY


def _owner(app: App) -> list[str]:
    """Return the names of whoever is in most meetings, if that is no guest; none if nobody is.

    The usual name is the first; the others are those by which tasks ask that person and nobody else: lists go by each.
    """
    from vaultsync.people import People

    everybody = People(app)
    # Of all notes: in which of them a checkbox is a task may be asked yet.
    meetings = [note for note in everybody.notes if note.participants and counts(note)]
    times = Counter(name for note in meetings for name in set(map(everybody.name_of, note.participants)))
    name, most = times.most_common(1)[0] if times else ("", 0)
    # The owner of a vault is in most of its meetings; a person who is in few of them is a guest.
    if not name or most * 3 < len(meetings):
        return []
    people = People(app, me=(name,))
    return [name, *(each for each in people.unlisted(people.census()) if "," not in each)]


def _tasks_are(app: App, answer: str) -> str:
    """Say what makes a task from now on, where Obsidian takes every checkbox for one."""
    boxes = many(app.index.counts().boxes, "checkbox", "checkboxes")
    which = f"All {boxes} are tasks" if answer == _EVERY else f"Of {boxes} those with `{clean(answer)}` are tasks"
    return f"{which}: `task_tag` in this file says so."


def _answered(app: App, detected: dict[str, str]) -> dict[str, str]:
    """Return a person's answers; who stops, or cannot be asked, is told what was not done."""
    asked = "task_tag" in detected
    try:
        return {
            "me": _ask(
                "Who are you, as the notes name you (comma between several)",
                detected["me"],
                _meant(lambda text: _strange_name(app, text), detected["me"]),
            ),
            **({"task_tag": _ask(_TASK_TAG, detected["task_tag"], _tag_of_tasks(app, detected))} if asked else {}),
            "exclude": _ask(
                "Folders to leave out (comma between several)",
                detected["exclude"],
                _meant(lambda text: _leaves_out_none(app, text), detected["exclude"]),
            ),
            "proposed_tag": _ask("Tag of a proposal", detected["proposed_tag"], _tag_of(app, detected["proposed_tag"])),
            "timezone": _ask("Time zone", detected["timezone"], _zone),
        }
    except click.Abort:
        end_declined(f"Nothing was written.{yes_hint()}")


def _meant(doubt: Callable[[str], str], default: str) -> Callable[[str], str]:
    """Return what understands an answer, a doubtful one only when it is given again.

    Args:
        doubt: Says what is doubtful of an answer; empty if nothing is.
        default: What needs no asking.
    """
    told = [default, ""]

    def understood(text: str) -> str:
        answer = text.strip()
        if answer not in told and (doubtful := doubt(answer)):
            told.append(answer)
            raise click.UsageError(f"{doubtful}; type it again if it is meant")
        return answer

    return understood


def _strange_name(app: App, text: str) -> str:
    """Say which name no note has, and which one is nearest."""
    from vaultsync.people import People

    strangers = People(app, me=tuple(_parts(text))).strangers()
    said = [
        f"no note names `{clean(each.name)}`{f', the nearest name is `{clean(each.nearest)}`' if each.nearest else ''}"
        for each in strangers
    ]
    return "; ".join(said)


def _tag_of_tasks(app: App, detected: Mapping[str, str]) -> Callable[[str], str]:
    """Return what understands the tag that makes a checkbox a task."""
    from vaultsync.boxes import Boxes

    boxes = Boxes(app)

    def doubt(tag: str) -> str:
        every = many(app.index.counts().boxes, "checkbox", "checkboxes")
        return "" if tag == _EVERY or boxes.having(tag) else f"0 of {every} have `{clean(tag)}`"

    meant = _meant(doubt, detected["task_tag"])

    def understood(text: str) -> str:
        return meant(_EVERY if text.strip().lower() == _EVERY else _tag(text, "#task, or `all`"))

    return understood


def _leaves_out_none(app: App, text: str) -> str:
    """Say which folder or pattern leaves out no note; one that can be none is refused."""
    for part in _parts(text):
        if trouble := exclusion_trouble(part):
            raise click.UsageError(f"{clean(trouble)}; a folder is written `Drafts/`")
    paths = [note.path for note in app.index.note_facts()]
    idle = [
        part
        for part in _parts(text)
        if not any(Conventions(exclude=(part,)).why_not_live(path) == "excluded" for path in paths)
    ]
    return f"no note lies in {', '.join(f'`{clean(each)}`' for each in idle)}" if paths and idle else ""


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _ask(question: str, default: str, understood: Callable[[str], str] = str) -> str:
    """Ask until the answer is understood."""
    asked = click.prompt(question, default=clean(default), show_default=bool(default), value_proc=understood)
    return str(asked)


def _tag(text: str, example: str = "#proposed") -> str:
    tag = text.strip()
    if not tag or "," in tag or len(tag.split()) > 1:
        raise click.UsageError(f"it is one tag, such as {example}")
    return tag


def _tag_of(app: App, detected: str) -> Callable[[str], str]:
    """Return what understands the tag of proposals: one that fits no line while another does is mistyped."""
    lines = (line for task in app.index.tasks(Wanted(live=None)) for line in task.lines)
    times = Counter(tag for line in lines for tag in {*map(str.lower, line.said.tags)})

    def understood(text: str) -> str:
        tag, others = _tag(text), times[detected.lower()]
        if others and not times[tag.lower()]:
            has = "has" if others == 1 else "have"
            raise click.UsageError(f"no task line has the tag `{clean(tag)}`; {others:,} {has} `{clean(detected)}`")
        return tag

    return understood


def _zone(text: str) -> str:
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(text.strip())
    except (KeyError, OSError, ValueError):
        raise click.UsageError(f"there is no time zone `{clean(text)}`; write Europe/Berlin, for example") from None
    return text.strip()


def _as_settings(answers: Mapping[str, str]) -> dict[str, str | list[str]]:
    settings: dict[str, str | list[str]] = {}
    for key, answer in answers.items():
        text = "" if (key, answer) == ("task_tag", _EVERY) else answer
        settings[key] = _parts(text) if key in ("me", "exclude") else text
    return settings
