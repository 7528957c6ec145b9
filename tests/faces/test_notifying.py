"""One digest a day: what it says, that it comes once, and what happens where it cannot be delivered."""

import json
import os
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import NOON, ROOT
from tests.faces.daemon.making import Room, saved
from vaultsync.core.errors import NotDelivered
from vaultsync.faces.daemon import notifying
from vaultsync.faces.daemon.notifying import Notifier
from vaultsync.locating import VaultOptions, workspace_of
from vaultsync.wiring import open_app

KEEP = "import sys; open('out.txt', 'a', encoding='utf-8').write('|'.join(sys.argv[1:]) + '|' + sys.stdin.buffer.read().decode())"
FAIL = "import sys; open('out.txt', 'a').write('tried|'); sys.exit('no bus\\ntoday')"
NOTE = """---
date: 2026-02-01
---
- [ ] Pay the harbour dues 📅 2026-02-02 #task
- [ ] Oil the \x1b[31mwinch\u202e @Myself 📅 2026-01-30 #task
- [ ] Paint the kiosk @Bo Lind 📅 2026-01-30 #task
- [x] Mend the net 📅 2026-01-30 #task ✅ 2026-01-30
- [?] Order rope #task #proposed
"""


@pytest.fixture
def harbour(terminal):
    terminal.write("Kickoff.md", NOTE)
    settings(terminal, KEEP)
    return terminal


def settings(terminal, script: str, *words: str, at: str = "08:30") -> None:
    command = json.dumps([sys.executable, "-c", script, *words])
    terminal.write(".vaultsync/vaultsync.toml", f'[notify]\nat = "{at}"\ncommand = {command}\n')
    assert terminal("approve", "--yes").status == 0


def sent(terminal) -> str:
    """What was delivered since this was asked before."""
    place = terminal.root / "out.txt"
    text = place.read_text("utf-8") if place.exists() else ""
    place.unlink(missing_ok=True)
    return text


class Day:
    """A vault's notifier, restarted before each waking, and its clock."""

    def __init__(self, terminal) -> None:
        self._root = terminal.root
        self.notifier = self._made()

    def _made(self) -> Notifier:
        return Notifier(workspace_of(VaultOptions(str(self._root))))

    def wake(self, now, *, restarted: bool = True) -> float | None:
        if restarted:
            self.notifier = self._made()
        app = open_app(workspace_of(VaultOptions(str(self._root))))
        app.clock = lambda: now
        app.sync()
        try:
            return self.notifier(app)
        finally:
            app.close()


def test_a_digest_says_what_is_due_overdue_and_proposed_of_what_is_mine_or_nobodys(harbour):
    assert harbour("notify", "--dry-run").out == (
        "1 task overdue, 1 due today, 1 new proposal\n\n"
        "Overdue:\n- Oil the ␛[31mwinch� (3 days late)\nDue today:\n- Pay the harbour dues\nProposed:\n- Order rope\n"
    )
    assert sent(harbour) == ""


def test_a_program_gets_it_on_its_input_and_where_its_words_ask_for_it(harbour):
    settings(harbour, KEEP, "{title}", "$HOME; {text}")

    assert harbour("notify").out == "Sent: 1 task overdue, 1 due today, 1 new proposal.\n"
    title, words, text = sent(harbour).split("|")
    assert title == "1 task overdue, 1 due today, 1 new proposal"
    assert words.startswith("$HOME; Overdue:\n- Oil the ␛[31mwinch")
    assert text == f"{title}\n\n{words.removeprefix('$HOME; ')}\n"


def test_a_day_has_one_digest_whenever_and_however_often_it_wakes(harbour):
    """Kills: a day that is not remembered, one remembered only in memory, a digest before its time."""
    day = Day(harbour)
    early = NOON.replace(hour=8, minute=0)

    assert day.wake(early) == 30 * 60
    assert sent(harbour) == ""
    assert day.wake(NOON) == 20.5 * 3600
    assert sent(harbour) != ""
    for moment in (NOON, NOON + timedelta(hours=11), early, NOON - timedelta(minutes=1)):
        day.wake(moment)
    assert sent(harbour) == ""
    day.wake(NOON + timedelta(days=1))
    assert "Pay the harbour dues (1 day late)" in sent(harbour)


def test_a_proposal_is_told_once(harbour):
    day = Day(harbour)
    day.wake(NOON)
    assert "Order rope" in sent(harbour)

    harbour.write("Late.md", "---\ndate: 2020-01-01\n---\n- [?] Count crates #task #proposed\n")
    day.wake(NOON + timedelta(days=1))
    told = sent(harbour)
    assert "Count crates" in told and "Order rope" not in told


def test_nothing_is_sent_when_there_is_nothing_to_say_nor_later_that_day(terminal):
    settings(terminal, KEEP)
    day = Day(terminal)
    day.wake(NOON)
    terminal.write("Kickoff.md", NOTE)
    day.wake(NOON + timedelta(hours=1))

    assert sent(terminal) == ""
    assert terminal("notify", "--dry-run").out.startswith("1 task overdue")
    terminal.write("Kickoff.md", "")
    assert terminal("notify", "--no-sync").status == 0
    assert "nothing is sent" in terminal("notify").out


def test_what_is_sent_by_hand_does_not_count(harbour):
    harbour("notify")
    assert sent(harbour) != ""

    Day(harbour).wake(NOON)
    assert sent(harbour) != ""


def test_what_cannot_be_delivered_is_tried_again_after_a_while_and_then_given_up(harbour):
    settings(harbour, FAIL)
    day = Day(harbour)
    for minutes in range(0, 60, 2):
        try:
            assert day.wake(NOON + timedelta(minutes=minutes), restarted=False)
        except NotDelivered as error:
            assert error.message.endswith("today")

    assert sent(harbour) == "tried|" * 3
    with pytest.raises(NotDelivered):
        day.wake(NOON + timedelta(days=1), restarted=False)
    assert sent(harbour) == "tried|"


def test_between_two_tries_there_is_a_pause(harbour):
    """Kills: three tries within a second, while the desktop is still coming up."""
    settings(harbour, FAIL)
    day = Day(harbour)
    with pytest.raises(NotDelivered):
        day.wake(NOON, restarted=False)
    assert day.wake(NOON + timedelta(minutes=4, seconds=59), restarted=False) == 300
    assert sent(harbour) == "tried|"
    with pytest.raises(NotDelivered):
        day.wake(NOON + timedelta(minutes=5), restarted=False)
    assert sent(harbour) == "tried|"


def test_what_a_program_leaves_running_does_not_keep_it_from_having_delivered(harbour):
    """Kills: waiting for the end of what the program says, which its children may go on to say."""
    settings(
        harbour, f"{KEEP}; import subprocess; subprocess.Popen([sys.executable, '-c', 'open(\\'let-go\\').read()'])"
    )
    os.mkfifo(harbour.root / "let-go")

    answer = harbour("notify")
    (harbour.root / "let-go").write_text("")
    assert (answer.status, answer.err) == (0, "")
    assert "Pay the harbour dues" in sent(harbour)


def test_a_program_that_is_none_is_told(harbour):
    harbour.write(".vaultsync/vaultsync.toml", '[notify]\ncommand = ["no-such-program"]\n')
    harbour("approve", "--yes")

    answer = harbour("notify")
    assert (answer.status, answer.out) == (10, "")
    assert "could not be delivered by `no-such-program`" in answer.err and "Remedy: " in answer.err


def test_a_desktop_that_cannot_be_told_is_said_where_it_is_configured(harbour, monkeypatch):
    monkeypatch.setattr(notifying, "desktop_can_be_told", lambda: False)
    harbour.write(".vaultsync/vaultsync.toml", '[notify]\nat = "08:30"\n')

    for command in ("notify", "watch"):
        answer = harbour(command)
        assert answer.status == 4 and "pip install 'vaultsync[notify]'" in answer.err, command
    assert harbour("list").status == 0
    # What is only printed needs nobody to deliver it.
    assert harbour("notify", "--dry-run").out.startswith("1 task overdue")
    harbour.write(".vaultsync/vaultsync.toml", '[notify]\ndays = ["mon"]\n')
    assert harbour("notify", "--dry-run").status == 0


def test_a_memory_that_is_no_memory_is_none(harbour):
    day = Day(harbour)
    state = Path(workspace_of(VaultOptions(str(harbour.root))).state)
    (state / "notify.json").write_text('{"sent": 5}')
    (state / "notify-look.json").write_text("[]")

    day.wake(NOON)
    assert sent(harbour) != ""


def test_a_daemon_asks_after_each_sync_and_wakes_for_the_next(caplog):
    asked = []

    def notify(_app):
        asked.append(1)
        return 120.0

    room = Room(caplog)
    room.notify = notify
    watch = room.follow(saved(130, "0.md"))

    assert len(asked) == 3 and watch.waits == [120]


def test_what_is_in_the_way_of_a_digest_is_said_once_and_the_daemon_goes_on(caplog):
    def notify(_app):
        raise NotDelivered("no bus", remedy="Log in.")

    room = Room(caplog)
    room.notify = notify
    watch = room.follow(saved(10, "0.md"), saved(310, "1.md"))

    assert (room.events().count("notify"), room.events().count("synced"), watch.waits) == (1, 4, [290])


def test_the_process_that_tells_the_desktop_runs_nothing_that_lies_in_the_vault(terminal, tmp_path, monkeypatch):
    """Kills: modules looked for in the present folder first."""
    library = tmp_path / "library" / "desktop_notifier"
    library.mkdir(parents=True)
    (library / "__init__.py").touch()
    told = "import pathlib\nclass DesktopNotifierSync:\n    def __init__(self, app_name): pass\n"
    told += "    def send(self, title, message): pathlib.Path('told').write_text(f'{title}: {message}')\n"
    (library / "sync.py").write_text(told, "utf-8")
    monkeypatch.syspath_prepend(library.parent)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), str(library.parent)]))
    terminal.write("logging.py", "open('run', 'w').close()\n")
    Notifier(workspace_of(VaultOptions(str(terminal.root)))).deliver(notifying.Notice("1 task due", "- Pay"))
    assert terminal.read("told") == "1 task due: - Pay"
    assert not (terminal.root / "run").exists()
