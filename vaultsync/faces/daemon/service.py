"""What makes an operating system run the daemon at log-in: a systemd user unit, a launchd agent, a Windows task.

Sources: systemd.unit(5), systemd.service(5), systemd.exec(5); launchd.plist(5); Task Scheduler Schema 1.2.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath, PureWindowsPath
from string import Template
from xml.sax.saxutils import escape

_NAME = "vaultsync"
_LABEL = "vaultsync.watch"

FUTILE = (2, 4, 7)
"""Exit statuses after which the daemon is not started again: only a person can put right what is in its way."""

RETRY_SECONDS = 60
"""A daemon that fails on every start is started this often, as long as it takes.

systemd would give up after five starts in 10 seconds, which a pause of some seconds never lets it count; and a disk
that is full for an hour is no reason to give up.
"""

_UNIT = Template("""\
[Unit]
Description=vaultsync: keep the index of tasks current
Documentation=man:systemd.service(5)

[Service]
Type=exec
ExecStart=$command
ExecReload=kill -HUP $$MAINPID
Restart=on-failure
RestartSec=$retry
# Wrong command line, wrong configuration, watched already: trying again helps nobody.
RestartPreventExitStatus=$futile
TimeoutStopSec=5
Nice=5
UMask=0077

# No network but what was asked for, no new rights. File systems stay: user units cannot count on namespaces.
# It holds for the program of [notify] too; one that mails wants `systemd-run --user --pipe --wait` before it.
RestrictAddressFamilies=$families
NoNewPrivileges=yes
LockPersonality=yes
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM

[Install]
WantedBy=default.target
""")

_AGENT = Template("""\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>$label</string>
  <key>ProgramArguments</key>
  <array>
$arguments
  </array>
  <key>RunAtLoad</key>
  <true/>
  <key>KeepAlive</key>
  <dict>
    <key>SuccessfulExit</key>
    <false/>
  </dict>
  <key>ThrottleInterval</key>
  <integer>$retry</integer>
  <key>ProcessType</key>
  <string>Background</string>
  <key>Umask</key>
  <integer>63</integer>
  <key>StandardErrorPath</key>
  <string>$log</string>
</dict>
</plist>
""")

_TASK = Template("""\
<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>vaultsync: keep the index of tasks current</Description>
  </RegistrationInfo>
  <Triggers>
    <LogonTrigger>
      <Enabled>true</Enabled>
      <UserId>$account</UserId>
    </LogonTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>$account</UserId>
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <Hidden>true</Hidden>
    <RestartOnFailure>
      <Interval>PT1M</Interval>
      <Count>3</Count>
    </RestartOnFailure>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>cmd.exe</Command>
      <Arguments>$arguments</Arguments>
    </Exec>
  </Actions>
</Task>
""")


@dataclass(frozen=True, slots=True)
class Service:
    """A file that describes the daemon to the system, and the system's commands about it."""

    path: PurePath
    """Where the file belongs."""

    data: bytes
    install: tuple[tuple[str, ...], ...]
    """Run after the file is written."""

    uninstall: tuple[tuple[str, ...], ...]
    """Run before the file is removed; failures are no harm."""

    start: tuple[str, ...]
    stop: tuple[str, ...]
    status: tuple[str, ...]
    logs: tuple[str, ...]
    replace: tuple[tuple[str, ...], ...] = ()
    """Run before the file is written, where one is already; failures are no harm."""

    word: str = ""
    """What a person should know."""


def service_for(
    platform: str,
    *,
    home: PurePath,
    user: int,
    command: Sequence[str],
    account: str = "",
    config: PurePath | None = None,
) -> Service:
    """Return what runs a command as a service of the person who is logged in.

    Args:
        platform: As `sys.platform` names it.
        home: The person's folder.
        user: Number of the person, where the system numbers them.
        command: The program and its arguments, with absolute paths.
        account: Name of the person, where the system knows them by it.
        config: The person's folder of settings, where the system knows one; None: the usual one.
    """
    if platform == "win32":
        return _windows_task(home, account, command)
    if platform == "darwin":
        return _launchd_agent(home, user, command)
    return _systemd_unit(config or home / ".config", command)


def _systemd_unit(config: PurePath, command: Sequence[str]) -> Service:
    unit = f"{_NAME}.service"
    systemctl = ("systemctl", "--user")
    families = "AF_UNIX AF_INET AF_INET6" if "--serve" in command else "AF_UNIX"
    text = _UNIT.substitute(
        command=" ".join(map(_unit_word, command)),
        families=families,
        futile=" ".join(map(str, FUTILE)),
        retry=RETRY_SECONDS,
    )
    return Service(
        path=config / "systemd" / "user" / unit,
        data=text.encode("utf-8", "surrogateescape"),
        install=((*systemctl, "daemon-reload"), (*systemctl, "enable", unit), (*systemctl, "restart", unit)),
        uninstall=((*systemctl, "disable", "--now", unit),),
        start=(*systemctl, "start", unit),
        stop=(*systemctl, "stop", unit),
        status=(*systemctl, "--no-pager", "status", unit),
        logs=("journalctl", "--user", "--no-pager", "-n", "100", "-u", unit),
        word="It runs while you are logged in. On a server, `loginctl enable-linger` keeps it running after that.",
    )


def _launchd_agent(home: PurePath, user: int, command: Sequence[str]) -> Service:
    path = home / "Library" / "LaunchAgents" / f"{_LABEL}.plist"
    log = home / "Library" / "Logs" / f"{_NAME}.log"
    domain, target = f"gui/{user}", f"gui/{user}/{_LABEL}"
    arguments = "\n".join(f"    <string>{escape(word)}</string>" for word in command)
    return Service(
        path=path,
        data=_AGENT.substitute(label=_LABEL, arguments=arguments, log=escape(str(log)), retry=RETRY_SECONDS).encode(),
        install=(("launchctl", "bootstrap", domain, str(path)),),
        replace=(("launchctl", "bootout", target),),
        uninstall=(("launchctl", "bootout", target),),
        start=("launchctl", "kickstart", target),
        stop=("launchctl", "kill", "SIGTERM", target),
        status=("launchctl", "print", target),
        logs=("tail", "-n", "100", str(log)),
        word="macOS may ask once whether Python may read the vault's folder (Privacy & Security, Files and Folders).",
    )


def _windows_task(home: PurePath, account: str, command: Sequence[str]) -> Service:
    folder = home / "AppData" / "Local" / _NAME
    path, log = folder / f"{_NAME}.xml", folder / f"{_NAME}.log"
    # cmd.exe takes off the outermost quotes, and a task keeps no output of its own.
    line = f'/d /c "{" ".join(map(_task_word, command))} 2>> {_task_word(str(log))}"'
    tasks = "schtasks.exe"
    return Service(
        path=path,
        # Who may register a task for everybody's log-in is an administrator; so it names the one it is for.
        data=_TASK.substitute(arguments=escape(line), account=escape(account)).replace("\n", "\r\n").encode("utf-16"),
        install=((tasks, "/Create", "/F", "/TN", _NAME, "/XML", str(path)), (tasks, "/Run", "/TN", _NAME)),
        replace=((tasks, "/End", "/TN", _NAME),),
        uninstall=((tasks, "/End", "/TN", _NAME), (tasks, "/Delete", "/F", "/TN", _NAME)),
        start=(tasks, "/Run", "/TN", _NAME),
        stop=(tasks, "/End", "/TN", _NAME),
        status=(tasks, "/Query", "/TN", _NAME),
        logs=("cmd.exe", "/c", "type", str(log)),
    )


def home_of(platform: str) -> PurePath:
    """Return the person's folder, as a path of that platform."""
    return PureWindowsPath(Path.home()) if platform == "win32" else Path.home()


def config_of(variables: Mapping[str, str]) -> Path | None:
    """Return the person's folder of settings, by the variables of the environment; None: they name none.

    A relative one names none (XDG Base Directory Specification; systemd reads it so, too).
    """
    named = Path(variables.get("XDG_CONFIG_HOME", ""))
    return named if named.is_absolute() else None


def account_of(variables: Mapping[str, str]) -> str:
    """Return the person's account as Windows names it, by the variables of the environment: `DOMAIN\\name`."""
    name = variables.get("USERNAME") or variables.get("USER") or "NAME"
    domain = variables.get("USERDOMAIN")
    return f"{domain}\\{name}" if domain else name


def _unit_word(word: str) -> str:
    """Return a word as systemd reads it in ExecStart: quoted, without specifiers and variables."""
    safe = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{safe}"' if not word or any(sign in word for sign in " \t'\";\\") else safe


def _task_word(word: str) -> str:
    """Return a word as programs of Windows read it, always in quotes: without, cmd.exe takes `&` for its own."""
    # Backslashes count for themselves, but for those before a quote.
    escaped = re.sub(r'(\\+)(?="|\Z)', r"\1\1", word).replace('"', '\\"')
    return f'"{escaped}"'
