"""The readers of the panel: each takes a file and tells, in one form, what it saw in it.

A reader gives a list of components, each a mapping with the names of `Meant`.
A name that is missing is one that the reader does not show.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ADAPTERS = Path(__file__).parent / "adapters"

Seen = list[dict[str, Any]]


@dataclass(frozen=True)
class Reader:
    """One program that reads iCalendar."""

    name: str
    install: str
    """How it comes to be here."""

    read: Callable[[Path, Path], Seen]
    """Takes the file and an empty folder."""

    here: Callable[[], bool]
    kinds: tuple[str, ...] = ("VTODO", "VEVENT")
    """What it shows at all."""


def _run(*command: str | Path, **more: Any) -> str:
    # The zone of the machine must not matter; todoman and calcurse show local time.
    environment = {**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8", **more}
    result = subprocess.run(
        [str(part) for part in command],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )
    assert result.returncode == 0, f"{command[0]} gave up: {result.stdout[-500:]}{result.stderr[-2000:]}"
    return result.stdout


def _works(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, cwd=ADAPTERS, check=False).returncode == 0


def _script(name: str) -> Callable[[Path, Path], Seen]:
    return lambda feed, _folder: json.loads(_run(sys.executable, ADAPTERS / name, feed))


def _installed(module: str) -> Callable[[], bool]:
    return lambda: find_spec(module) is not None


def _beside_python(command: str) -> str | None:
    """Return a command of this environment, on the PATH or not."""
    return shutil.which(command, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")


@lru_cache(maxsize=1)
def _python_with_gi() -> str | None:
    """Return the Python that Debian's python3-gi is for; it is seldom the one of a virtual environment."""
    check = "import gi; gi.require_version('ICalGLib', '3.0'); from gi.repository import ICalGLib"
    for python in (sys.executable, "/usr/bin/python3"):
        if Path(python).exists() and _works(python, "-c", check):
            return python
    return None


def _libical(feed: Path, _folder: Path) -> Seen:
    return json.loads(_run(_python_with_gi() or "python3", ADAPTERS / "with_libical.py", feed))


def _has_ical_js() -> bool:
    return shutil.which("node") is not None and _works("node", "-e", "require('ical.js')")


def _ical_js(feed: Path, _folder: Path) -> Seen:
    return json.loads(_run("node", ADAPTERS / "with_ical_js.cjs", feed))


def _calcurse(feed: Path, folder: Path) -> Seen:
    told = _run("calcurse", "-D", folder, "-C", folder, "-i", feed)
    assert " 0 skipped" in told, told
    seen = []
    for row in (folder / "todo").read_text("utf-8").splitlines():
        done, priority, summary = re.fullmatch(r"\[(-?)(\d)\](?:>\w+)? (.*)", row).groups()
        seen.append({"kind": "VTODO", "summary": summary, "priority": int(priority) or None, "done": bool(done)})
    for row in (folder / "apts").read_text("utf-8").splitlines():
        start, time, summary = re.fullmatch(
            r"([\d/]+)(?: @ ([\d:]+) -> [\d/]+ @ [\d:]+| \[1\] )(?:>\w+ | )?[|!]?(.*)", row
        ).groups()
        day = datetime.strptime(start, "%m/%d/%Y").replace(tzinfo=UTC).date().isoformat()
        seen.append({"kind": "VEVENT", "summary": summary, "start": f"{day}T{time}:00Z" if time else day})
    return seen


_TODOMAN = """
path = "{folder}/*"
cache_path = "{folder}/cache.sqlite3"
date_format = "%Y-%m-%d"
time_format = "%H:%M"
default_list = "feed"
"""


def _todoman(feed: Path, folder: Path) -> Seen:
    (folder / "feed").mkdir()
    shutil.copy(feed, folder / "feed")
    config = folder / "config.py"
    config.write_text(_TODOMAN.format(folder=folder), "utf-8")
    todos = json.loads(_run(_beside_python("todo"), "--config", config, "--porcelain", "list", "--status", "ANY"))
    return [
        {
            "kind": "VTODO",
            "summary": todo["summary"],
            "start": _day_or_moment(todo["start"]),
            "due": _day_or_moment(todo["due"]),
            "priority": todo["priority"] or None,
            "completed": _moment(todo["completed_at"]),
            "percent": todo["percent"] or None,
            "categories": sorted(todo["categories"]),
            "description": todo["description"],
        }
        for todo in todos
    ]


def _moment(seconds: int | None) -> str | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _day_or_moment(seconds: int | None) -> str | None:
    """todoman shows a day as its midnight."""
    moment = _moment(seconds)
    return moment and moment.removesuffix("T00:00:00Z")


_KHAL = """
[calendars]
[[feed]]
path = {folder}/feed
[sqlite]
path = {folder}/khal.db
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M:00Z
longdatetimeformat = %Y-%m-%dT%H:%M:00Z
local_timezone = UTC
default_timezone = UTC
"""

_KHAL_FIELDS = {"uid": "uid", "title": "summary", "start": "start", "end": "due", "status": "status", "url": "url"}


def _khal(feed: Path, folder: Path) -> Seen:
    (folder / "feed").mkdir()
    config = folder / "config"
    config.write_text(_KHAL.format(folder=folder), "utf-8")
    khal = _beside_python("khal")
    _run(khal, "-c", config, "import", "--batch", "-a", "feed", feed)
    asked = [part for name in (*_KHAL_FIELDS, "description", "categories") for part in ("--json", name)]
    days = _run(khal, "-c", config, "list", *asked, "2026-01-01", "370d")
    seen = []
    for event in (event for day in days.splitlines() for event in json.loads(day)):
        one = {ours: event[theirs] for theirs, ours in _KHAL_FIELDS.items()}
        if "T" not in one["due"]:
            # khal shows the last day of an event, a file has the day after.
            one["due"] = (date.fromisoformat(one["due"]) + timedelta(days=1)).isoformat()
        categories = sorted(event["categories"].split(",")) if event["categories"] else []
        seen.append({"kind": "VEVENT", "description": event["description"], "categories": categories, **one})
    return seen


READERS = [
    Reader("icalendar", "pip install icalendar", _script("with_icalendar.py"), _installed("icalendar")),
    Reader("ical", "pip install ical", _script("with_ical.py"), _installed("ical")),
    Reader("vobject", "pip install vobject", _script("with_vobject.py"), _installed("vobject")),
    Reader("todoman", "pip install todoman", _todoman, lambda: bool(_beside_python("todo")), kinds=("VTODO",)),
    Reader("khal", "pip install khal", _khal, lambda: bool(_beside_python("khal")), kinds=("VEVENT",)),
    Reader(
        "libical",
        "apt-get install gir1.2-ical-3.0 python3-gi, for pip has none",
        _libical,
        lambda: bool(_python_with_gi()),
    ),
    Reader(
        "calcurse",
        "apt-get install calcurse, for pip has none",
        _calcurse,
        lambda: shutil.which("calcurse") is not None,
    ),
    Reader("ical.js", "npm ci --prefix tests/ical_readers", _ical_js, _has_ical_js),
]
