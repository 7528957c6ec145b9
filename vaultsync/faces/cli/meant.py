"""What other programs call a command, a status, or whose a task is: a word that is none here leads to what is meant."""

from shlex import quote
from typing import Final

from vaultsync.core.errors import did_you_mean, nearest
from vaultsync.faces.texts.words import clean


def _by_word(called: dict[str, str]) -> dict[str, str]:
    return {word: meant for meant, words in called.items() for word in words.split()}


COMMANDS: Final = {
    "": _by_word(
        {
            "list": "ls tasks todo todos next mine overview query filter",
            "list --text WORDS": "find search grep lookup",
            "list --overdue": "overdue late",
            "list --due-to today": "today due",
            "list --status proposed": "inbox proposals proposed",
            "scan": "stats statistics summary count counts funnel",
            "show TASK": "info view cat details describe get open history",
            "check": "lint validate verify diagnostics errors problems warnings",
            "triage": "review process decide interactive",
            "promote TASK": "accept confirm keep take",
            "reject TASK": "delete del rm remove drop dismiss cancel decline discard deny ignore trash",
            "done TASK": "complete finish finished close tick check-off resolve do",
            "reopen TASK": "uncheck untick reactivate unreject uncomplete unpromote",
            "start TASK": "begin doing work",
            "defer TASK --to DAY": "snooze postpone reschedule delay move schedule later",
            "assign TASK --to NAME": "delegate give reassign owner",
            "why A B": "explain compare diff reason",
            "suggestions": "suggest duplicates duplicate dupes similar dedupe dedup",
            "conflicts": "contradictions disagreements",
            "merge TASK OTHER": "join combine",
            "split TASK LINE": "separate unmerge",
            "close-echoes": "echoes close-duplicates",
            "waiting": "delegated waiting-for owed",
            "agenda NAME": "meeting prepare person",
            "digest": "report news changes daily weekly recap",
            "notify": "remind reminder notification notifications",
            "decisions": "decision decided",
            "people": "persons who assignees owners names contacts users",
            "undo": "revert rollback restore back",
            "undo OPERATION": "redo",
            "log": "journal operations activity audit",
            "sync": "update refresh reindex index rebuild read reload",
            "doctor": "health diagnose repair fix debug",
            "config": "settings configure configuration options preferences set",
            "approve": "trust allow permit",
            "watch": "daemon run follow monitor",
            "status": "state running ps",
            "service install": "autostart systemd launchd enable",
            "serve": "server http web listen",
            "feed create NAME": "feeds subscribe subscription share publish caldav",
            "init": "setup new create",
            "export -o FILE": "ical ics icalendar calendar cal vdir",
            "completion SHELL": "completions autocomplete shell",
        }
    ),
    "feed": _by_word(
        {
            "create NAME": "add new make subscribe share",
            "revoke NAME": "delete remove rm drop disable",
            "rotate NAME": "renew change",
            "list": "ls show status",
            "url NAME": "address link",
        }
    ),
    "service": _by_word(
        {
            "install": "enable add setup create",
            "uninstall": "disable remove delete rm",
            "start": "run up begin",
            "stop": "down end kill",
            "logs": "log journal",
        }
    ),
    "people": _by_word({"merge NAME ALIAS": "alias join rename combine"}),
}
"""By the group that is asked, the program itself being the one without a name: each word, and what is typed for it."""

STATUSES: Final = _by_word(
    {
        "proposed": "suggested inbox new proposal unreviewed ?",
        "open": "todo to-do accepted promoted pending next undone active",
        "started": "doing in-progress in_progress inprogress progress wip begun /",
        "on-hold": "waiting blocked paused hold on_hold someday",
        "done": "complete completed finished closed resolved checked x",
        "cancelled": "rejected dismissed dropped deleted declined removed -",
        "non-task": "non_task note",
    }
)
"""Which status other programs, and people, call so; signs are those of a checkbox."""

NO_STATUSES: Final = {
    **dict.fromkeys(("all", "any", "every", "*"), "`--all` lists everybody's, decided and archived ones too."),
    **dict.fromkeys(("archived", "archive"), "`--all` lists archived ones, too."),
    **dict.fromkeys(("overdue", "late"), "For that there is `--overdue`."),
}
"""What people type for a status that is none, and what is to be said of it."""

WHOSE: Final = _by_word(
    {
        "mine": "me my myself i self own",
        "others": "theirs them someone somebody delegated else",
        "unassigned": "nobody none no-one noone unowned tbd",
    }
)
"""Whose tasks people call so."""


OPTIONS: Final = _by_word(
    {
        "--owner NAME": "assignee assigned assigned-to person who user",
        "--all": "archived everything",
        "--text WORDS": "search grep find contains",
        "--note PATH": "path file folder project",
        "--due-to DAY": "due before until",
        "--due-from DAY": "after from",
        "--overdue": "late",
        "--dry-run": "preview simulate",
    }
)
"""What people type for an option, of the commands that have it."""

_NO_OPTIONS: Final = {
    ("list", "mine"): "Mine are listed by default; of a status or a query: `--whose mine`.",
    **dict.fromkeys(
        (("list", word) for word in ("sort", "sort-by", "order", "order-by")),
        "A line of a query sorts: `vaultsync list 'not done' 'sort by due'`.",
    ),
    **dict.fromkeys(
        (("list", word) for word in ("group", "group-by")),
        "A line of a query groups: `vaultsync list 'not done' 'group by assignee'`.",
    ),
    ("undo", "all"): "`vaultsync undo 12-41` takes back all from 12 to 41; `vaultsync log` shows the numbers.",
    **dict.fromkeys(
        ((command, "where") for command in ("reopen", "start")),
        "It takes the names of tasks: `vaultsync list` prints them, also of a query.",
    ),
}
"""By command and word: what people type for an option that is none, and what is to be said of it."""

_IN_NOTES: Final = "Write it in a note: vaultsync reads it there."
_NO_COMMANDS: Final = {
    ("", "version"): "For that there is `vaultsync --version`.",
    **dict.fromkeys((("", word) for word in ("add", "edit", "tag", "untag", "priority", "rename")), _IN_NOTES),
}
"""By group and word: what people type for a command that is none, and what is to be said of it."""

_LETTERS_A_SLIP: Final = 3
_MOST_SLIPS: Final = 2


def command_meant(typed: str, group: str, names: list[str]) -> str:
    """Say which command somebody means who typed something else; empty if nobody can tell.

    Args:
        typed: What no command is called.
        group: The name of the group that was asked; empty: the program itself.
        names: Its commands.
    """
    if said := _NO_COMMANDS.get((group, typed.lower())):
        return said
    called = COMMANDS.get(group, {})
    # Of words that nobody has typed only what a slip makes of them: `print` looks like `permit`, and is none.
    word = nearest(typed, [*filter(lambda each: _is_slip(typed.lower(), each), called), *names])
    if word in names:
        return did_you_mean(typed, [word])
    if not word:
        return f"For one person there is `vaultsync agenda {quote(clean(typed))}`." if group == "people" else ""
    said = "For that there is" if word == typed.lower() else f"If you mean `{word}`, there is"
    return f"{said} `{' '.join(filter(None, ('vaultsync', group, called[word])))}`."


def option_meant(typed: str, command: str, options: list[str]) -> str:
    """Say which option somebody means who typed something else; empty if nobody can tell.

    Args:
        typed: What no option is called, with its hyphens.
        command: The command that was asked.
        options: Those that it has, with their hyphens.
    """
    if not typed.startswith("--"):
        return ""
    word = typed.lower().lstrip("-")
    if said := _NO_OPTIONS.get((command, word)):
        return said
    valued = (("--status", STATUSES), ("--whose", WHOSE))
    meant = [
        OPTIONS.get(word, ""),
        *(f"{option} {words.get(word, word)}" for option, words in valued if word in {*words, *words.values()}),
    ]
    for each in meant:
        if each.partition(" ")[0] in options:
            return f"For that there is `{each}`."
    near = nearest(word, [each.lstrip("-") for each in options if each.startswith("--")])
    return f"Did you mean `--{near}`?" if near else ""


def _is_slip(typed: str, word: str) -> bool:
    """Whether a word differs from another one by a letter in three at most, and by two at most."""
    from rapidfuzz.distance import OSA

    return OSA.distance(typed, word) <= min(len(typed) // _LETTERS_A_SLIP, _MOST_SLIPS)
