"""The command that writes a first configuration: init."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import click

from vaultsync.app import App
from vaultsync.config import CONFIG_FILE, exclusion_trouble
from vaultsync.core.errors import ConfigError
from vaultsync.core.views.wanted import Wanted
from vaultsync.faces.cli.opening import app_in
from vaultsync.faces.cli.options import vault_options, with_vault
from vaultsync.faces.cli.prompts import end_declined, yes_hint
from vaultsync.faces.texts.words import clean, many
from vaultsync.wiring import Workspace, workspace_of
from vaultsync.wiring.settings import system_zone, write_config

_HEAD = "# Settings of vaultsync for this vault. `vaultsync config` lists every key.\n"

_TASK_TAG = "What makes a checkbox a task (a tag such as #task, or `all`: the Tasks plugin has no global filter here)"
_EVERY = "all"
"""The answer that takes every checkbox for a task."""


@click.command("init")
@with_vault
@click.option("--yes", is_flag=True, help="Take every detected answer without asking.")
@click.option("--force", is_flag=True, help="Replace a configuration that is there; it is kept as vaultsync.toml.old.")
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
    # One that is to be replaced may be why nothing else works.
    here = workspace_of(vault_options()._replace(unfiled=force))
    path = Path(here.root, CONFIG_FILE)
    if path.exists() and not force:
        raise ConfigError(f"{path} is there already", remedy="Edit it, or replace it with --force.")
    app = app_in(here)
    answers = _detected(app, here)
    if not yes:
        answers = _answered(app, answers)
    write_config(here, _as_toml(answers))
    click.echo(f"Wrote {clean(str(path))}. `vaultsync config` shows what counts now.")
    if yes:
        # Nobody was asked, and lists of what is mine go by it.
        you = f"takes you for {clean(answers['me'])}" if answers["me"] else "does not say who you are"
        click.echo(f"It {you}. To change that, edit `me` in it.")
    if "task_tag" in answers:
        click.echo(_tasks_are(app, answers["task_tag"]))


def _detected(app: App, here: Workspace) -> dict[str, str]:
    """Return the answer that the vault itself gives to each question."""
    from vaultsync.people import People

    everybody = People(app)
    times: Counter[str] = Counter()
    notes: set[str] = set()
    for task in app.index.tasks(Wanted(live=None)):
        for line in task.lines:
            if line.path not in notes:
                notes.add(line.path)
                times.update({everybody.name_of(name) for name in line.note.participants})
    # The owner of a vault is in most of its meetings; a person who is in few of them is a guest.
    name, most = times.most_common(1)[0] if times else ("", 0)
    counts = app.index.counts()
    undecided = here.tag_undecided and counts.boxes > counts.lines
    return {
        "me": ", ".join(_names_of(app, name)) if most * 3 >= len(notes) else "",
        # Where some lines have the tag, whoever wrote it meant that the others are no tasks.
        **({"task_tag": app.conventions.task_tag if counts.lines else _EVERY} if undecided else {}),
        "exclude": ", ".join(here.config["exclude"]),
        "proposed_tag": here.config["proposed_tag"],
        "timezone": here.config["timezone"] or system_zone(),
    }


def _names_of(app: App, name: str) -> list[str]:
    """Return a name and all others by which tasks ask that person and nobody else: lists go by each of them."""
    from vaultsync.people import People

    if not name:
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
    try:
        return {
            "me": _ask("Who are you, as the notes name you (comma between several)", detected["me"]),
            **({"task_tag": _ask(_TASK_TAG, detected["task_tag"], str.strip)} if "task_tag" in detected else {}),
            "exclude": _ask("Folders to leave out (comma between several)", detected["exclude"], _left_out),
            "proposed_tag": _ask("Tag of a proposal", detected["proposed_tag"], _tag_of(app, detected["proposed_tag"])),
            "timezone": _ask("Time zone", detected["timezone"], _zone),
        }
    except click.Abort:
        end_declined(f"Nothing was written.{yes_hint()}")


def _left_out(text: str) -> str:
    for part in _parts(text):
        if trouble := exclusion_trouble(part):
            raise click.UsageError(f"{clean(trouble)}; a folder is written `Drafts/`")
    return text


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _ask(question: str, default: str, understood: Callable[[str], str] = str) -> str:
    """Ask until the answer is understood."""
    asked = click.prompt(question, default=clean(default), show_default=bool(default), value_proc=understood)
    return str(asked)


def _tag(text: str) -> str:
    tag = text.strip()
    if not tag or "," in tag or len(tag.split()) > 1:
        raise click.UsageError("it is one tag, such as #proposed")
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


def _as_toml(answers: dict[str, str]) -> str:
    import json

    lines = []
    for key, answer in answers.items():
        text = "" if (key, answer) == ("task_tag", _EVERY) else answer
        if key in ("me", "exclude"):
            value = json.dumps(_parts(text), ensure_ascii=False)
        else:
            value = json.dumps(text, ensure_ascii=False)
        lines.append(f"{key} = {value}")
    return _HEAD + "\n".join(lines) + "\n"
