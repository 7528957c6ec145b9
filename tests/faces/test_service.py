"""The files that make a system run the daemon, and the commands about them. No test installs anything."""

import io
import os
import shutil
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path, PurePosixPath, PureWindowsPath
from plistlib import loads
from xml.etree import ElementTree

import pytest

from tests.conftest import ROOT
from vaultsync.faces.cli import installing, launched
from vaultsync.faces.daemon.service import account_of, service_for
from vaultsync.wiring import VaultOptions, presence_of, workspace_of

GOLDEN = Path(__file__).parent / "golden"
POSIX = {"home": PurePosixPath("/home/ana"), "user": 501}
WINDOWS = {"home": PureWindowsPath("C:/Users/ana"), "user": 0, "account": "HARBOUR\\ana"}
COMMAND = ("/opt/my tools/python", "-m", "vaultsync", "watch", "/home/ana/100% & $HOME", '/home/ana/"a"')


@pytest.mark.parametrize(
    ("platform", "where", "name"),
    [
        ("linux", POSIX, "vaultsync.service"),
        ("darwin", POSIX, "vaultsync.watch.plist"),
        ("win32", WINDOWS, "vaultsync.xml"),
    ],
)
def test_the_files(platform, where, name, pytestconfig):
    service = service_for(platform, **where, command=COMMAND)
    golden = GOLDEN / name
    if pytestconfig.getoption("--update-golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes(service.data)
    assert service.data == golden.read_bytes(), "Look at the difference; if it is meant, run pytest --update-golden."
    assert service.path.name == name and service.path.is_relative_to(where["home"])


def test_systemd_reads_names_as_they_are():
    """systemd.service(5): `%` begins a specifier, `$` a variable, quotes and backslashes are its own."""
    unit = service_for(
        "linux", **POSIX, command=("python", "/a b", "50%", "$HOME", 'q"', "back\\slash", "")
    ).data.decode()
    line = next(line for line in unit.splitlines() if line.startswith("ExecStart="))
    assert line == 'ExecStart=python "/a b" 50%% $$HOME "q\\"" "back\\\\slash" ""'


def test_launchd_reads_the_command_as_it_is():
    agent = loads(service_for("darwin", **POSIX, command=COMMAND).data)
    assert tuple(agent["ProgramArguments"]) == COMMAND
    assert agent["StandardErrorPath"] == "/home/ana/Library/Logs/vaultsync.log"


@pytest.mark.parametrize("trouble", ["settings", "another daemon", "command line"])
def test_what_trying_again_does_not_help_ends_for_launchd_as_done(terminal, trouble):
    """launchd.plist(5): after any status but 0 it is started again. Kills: a log that grows by it, for ever."""
    answer = terminal("service", "install", "--for", "launchd", "--print")
    agent = loads(answer.out.encode())
    assert agent["KeepAlive"] == {"SuccessfulExit": False}
    words = agent["ProgramArguments"]
    if trouble == "settings":
        terminal.write(".vaultsync/vaultsync.toml", "nonsense = [")
    if trouble == "command line":
        words = [*words, "--nonsense"]
    there = (
        presence_of(workspace_of(VaultOptions(str(terminal.root)))).held("now")
        if "daemon" in trouble
        else nullcontext()
    )

    with there:
        done = subprocess.run(
            words, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}
        )

    status = {"settings": 4, "another daemon": 7, "command line": 2}[trouble]
    assert (done.returncode, f"Status {status}: launchd does not start it again" in done.stderr) == (0, True)
    assert "Error: " in done.stderr


def test_other_failures_and_ends_are_told_to_launchd_as_they_are(monkeypatch):
    """Kills: a crash after which nothing is started again."""
    for status in (0, 1, 9, 70):
        monkeypatch.setattr(launched.cli, "main", lambda status=status: sys.exit(status))
        with pytest.raises(SystemExit) as end:
            launched.main()
        assert end.value.code == status


def test_a_daemon_that_fails_at_every_start_is_started_once_a_minute_and_no_system_gives_up_before():
    """systemd.unit(5): five starts in 10 seconds are the limit; launchd.plist(5): a start every 10 seconds, for ever.

    Kills: a log that grows by an error every few seconds; a service that stays away after a few minutes of trouble.
    """
    agent = loads(service_for("darwin", **POSIX, command=COMMAND).data)
    unit = service_for("linux", **POSIX, command=COMMAND).data.decode()
    assert agent["ThrottleInterval"] == 60
    assert "\nRestartSec=60\n" in unit and "StartLimit" not in unit


def test_the_task_of_windows_is_xml():
    task = ElementTree.fromstring(service_for("win32", **WINDOWS, command=COMMAND).data)
    (arguments,) = (each.text for each in task.iter() if each.tag.endswith("Arguments"))
    assert arguments.startswith('/d /c ""/opt/my tools/python" "-m" "vaultsync" "watch" ') and "& $HOME" in arguments
    assert arguments.endswith(' 2>> "C:\\Users\\ana\\AppData\\Local\\vaultsync\\vaultsync.log""')


@pytest.mark.parametrize(
    ("word", "quoted"),
    [("C:\\R&D", '"C:\\R&D"'), ("D:\\", '"D:\\\\"'), ('a"b\\"', '"a\\"b\\\\\\""'), ("", '""'), ("^(a|b)", '"^(a|b)"')],
)
def test_every_word_of_the_task_of_windows_is_quoted(word, quoted):
    """CommandLineToArgvW reads the words; cmd.exe takes `&`, `|`, `<`, `>`, `^` and brackets outside quotes for its own.

    Kills: a vault in `C:\\R&D`, after whose `&` another command begins.
    """
    task = ElementTree.fromstring(service_for("win32", **WINDOWS, command=("python", word)).data)
    (arguments,) = (each.text for each in task.iter() if each.tag.endswith("Arguments"))
    assert arguments.startswith(f'/d /c ""python" {quoted} 2>> "')


def test_the_task_of_windows_is_of_one_account_for_whose_log_in_no_administrator_is_needed():
    """Task Scheduler Schema: a `LogonTrigger` without a `UserId` is everybody's."""
    task = ElementTree.fromstring(service_for("win32", **WINDOWS, command=COMMAND).data)
    assert [each.text for each in task.iter() if each.tag.endswith("UserId")] == ["HARBOUR\\ana"] * 2
    assert account_of({"USERDOMAIN": "HARBOUR", "USERNAME": "ana"}) == "HARBOUR\\ana"
    assert account_of({"USER": "ana"}) == "ana"


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for launchctl is a shell script")
def test_a_second_time_replaces_the_first_where_launchd_ends_a_service_slowly(terminal, tmp_path, monkeypatch):
    """launchctl(1): `bootstrap` refuses what is loaded, and `bootout` returns before it is not."""
    programs, home = tmp_path / "programs", tmp_path / "home"
    programs.mkdir()
    loaded, called = tmp_path / "loaded", tmp_path / "called"
    (programs / "launchctl").write_text(
        f"""#!/bin/sh
echo "$1" >> {called}
case $1 in
bootout) echo ending > {loaded};;
bootstrap)
    case $(cat {loaded} 2> {tmp_path}/none) in
    ending) rm {loaded}; exit 5;;
    loaded) exit 5;;
    esac
    echo loaded > {loaded};;
esac
"""
    )
    (programs / "launchctl").chmod(0o755)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(installing, "_PAUSE_SECONDS", 0)

    assert terminal("service", "install", "--yes").status == 0
    assert called.read_text().split() == ["bootstrap"]

    assert terminal("service", "install", "--yes").status == 0
    assert called.read_text().split()[1:] == ["bootout", "bootstrap", "bootstrap"]


def test_systemd_finds_no_fault(tmp_path):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not here")
    unit = tmp_path / "vaultsync.service"
    unit.write_bytes(service_for("linux", **POSIX, command=(sys.executable, "-m", "vaultsync", "watch", "/a b")).data)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", str(unit)],
        env={"XDG_RUNTIME_DIR": str(tmp_path), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_print_shows_the_file_and_writes_nothing(terminal, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    answer = terminal("service", "install", "--for", "systemd", "--print")
    assert answer.status == 0
    assert f" -P -m vaultsync --state {os.environ['XDG_STATE_HOME']}/vaultsync watch {terminal.root}\n" in answer.out
    assert "enable-linger" in answer.err
    assert not (tmp_path / "home").exists()


def test_a_vault_that_is_named_twice_is_one(terminal, tmp_path):
    link = tmp_path / "link"
    link.symlink_to(terminal.root)
    answer = terminal("service", "install", "--for", "systemd", "--print", f"{terminal.root}/", ".", str(link))
    assert f" watch {terminal.root}\n" in answer.out


def test_state_and_settings_go_with_the_service(terminal):
    answer = terminal("service", "install", "--for", "systemd", "--print", "--state", "s", "--set", "task_tag=#todo")
    assert f"vaultsync --state {terminal.root}/s --set task_tag=#todo watch {terminal.root}\n" in answer.out


def test_what_the_environment_says_goes_with_the_service_that_has_another(terminal, monkeypatch):
    """Kills: a daemon that keeps an index in a place where no command looks, or reads the notes otherwise."""
    words = ["service", "install", "--for", "systemd", "--print"]
    monkeypatch.delenv("XDG_STATE_HOME")
    assert f" -P -m vaultsync watch {terminal.root}\n" in terminal(*words).out

    monkeypatch.setenv("VAULTSYNC_STATE", "s")
    monkeypatch.setenv("VAULTSYNC_TASK_TAG", "#todo")
    said = f" --state {terminal.root}/s --set task_tag=#todo --set me=Ana watch {terminal.root}\n"
    assert said in terminal(*words, "--set", "me=Ana").out


def test_a_service_that_serves_may_use_the_network_and_no_other(terminal):
    words = ["service", "install", "--for", "systemd", "--print"]
    answer = terminal(*words, "--serve", "--allow-host", "nas.example.org")
    assert f"watch --serve --listen 127.0.0.1:8717 --allow-host nas.example.org {terminal.root}\n" in answer.out
    assert "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6\n" in answer.out
    assert "RestrictAddressFamilies=AF_UNIX\n" in terminal(*words).out
    answer = terminal(*words, "--allow-host", "nas.example.org")
    assert (answer.status, "go with --serve" in answer.err) == (2, True)


def test_nothing_is_installed_without_a_yes(terminal, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr(sys, "stdin", io.StringIO("n\n"))
    answer = terminal("service", "install")
    assert answer.status == 1 and answer.err.startswith("Write ") and "start it now" in answer.err
    assert answer.err.endswith("Nothing was installed. `--yes` goes on without asking.\n")
    assert not (tmp_path / "home").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="systemd is Linux's")
def test_nothing_is_removed_without_a_yes(terminal, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    unit = tmp_path / "home/.config/systemd/user/vaultsync.service"
    unit.parent.mkdir(parents=True)
    unit.touch()
    monkeypatch.setattr(sys, "stdin", io.StringIO("n\n"))
    answer = terminal("service", "uninstall")
    assert answer.status == 1 and answer.err.endswith("Nothing was removed. `--yes` goes on without asking.\n")
    assert unit.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="systemd is Linux's")
@pytest.mark.parametrize(
    ("named", "folder"), [(None, "home/.config"), ("", "home/.config"), ("own", "home/.config"), ("{}/own", "own")]
)
def test_the_unit_lies_where_systemd_looks(terminal, tmp_path, monkeypatch, named, folder):
    """systemd.unit(5): `$XDG_CONFIG_HOME/systemd/user`, else ~/.config. Kills: a unit that systemd never finds."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr(sys, "stdin", io.StringIO("n\n"))
    if named is not None:
        monkeypatch.setenv("XDG_CONFIG_HOME", named.format(tmp_path))

    assert f"Write {tmp_path}/{folder}/systemd/user/vaultsync.service and" in terminal("service", "install").err


@pytest.mark.parametrize("word", ["start", "stop", "status", "uninstall"])
def test_what_is_not_installed_is_said(terminal, tmp_path, monkeypatch, word):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    answer = terminal("service", word)
    assert answer.status == 1 and "no service is installed" in answer.err and "service install" in answer.err
