"""Every setting of a vault: its default, its meaning, and where its value came from.

Order: command line, environment, `.vaultsync/vaultsync.toml` in the vault, default.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from vaultsync.core import defaults
from vaultsync.core.errors import BadSetting, did_you_mean

if TYPE_CHECKING:
    # Most vaults have no settings, and most commands need few: each library comes with what needs it.
    from zoneinfo import ZoneInfo

    from vaultsync.core.conventions import Conventions
    from vaultsync.core.notation.settings import TasksSettings

CONFIG_FILE = ".vaultsync/vaultsync.toml"
"""The configuration, relative to the vault: it travels with it."""

_PREFIX = "VAULTSYNC_"
_NOT_SETTINGS = frozenset({"VAULTSYNC_NOW", "VAULTSYNC_TRACEBACK", "VAULTSYNC_VAULT", "VAULTSYNC_STATE"})
"""Variables of the environment that are no settings of a vault."""


class SettingKey(NamedTuple):
    """One setting."""

    name: str
    default: Any
    """Its type is the setting's; a tuple is a list of texts."""

    meaning: str
    texts_in: str = ""
    """In a table of lists of texts: an entry may itself be a table, which has its texts under this key."""

    free: bool = False
    """A table of which only those who need it know what may stand in it."""


KEYS = (
    SettingKey("me", (), 'your names in the notes, besides `@Myself`: ["Ana Ruiz"]'),
    SettingKey("aliases", {}, 'other names of people: [aliases] "Ana Ruiz" = ["Ani"]'),
    SettingKey(
        "queries",
        {},
        'saved queries for `vaultsync list @week`: [queries] week = "due this week", a list of lines, '
        "or [queries.week] with a `query`",
        texts_in="query",
    ),
    SettingKey(
        "feeds",
        {},
        'calendar feeds: [feeds.week] query = "due this week"; feeds.person = true for one a person (docs/calendar.md)',
        free=True,
    ),
    SettingKey(
        "notify",
        {},
        'one digest a day: [notify] at = "08:30", days = ["mon", "fri"] (default: every day), command = '
        '["notify-send", "{title}", "{text}"], which gets it on standard input, too (default: the desktop is told)',
        free=True,
    ),
    SettingKey("timezone", "", "IANA name of your time zone, such as Europe/Madrid; empty: the system's"),
    SettingKey(
        "task_tag",
        "auto",
        "text that makes a checkbox a task; auto: the Tasks plugin's global filter, else #task; empty: all",
    ),
    SettingKey("proposed_tag", defaults.PROPOSED_TAG, "tag of a proposal"),
    SettingKey(
        "proposed_status",
        defaults.PROPOSED_STATUS,
        "name of the status of a proposal, where the vault's settings know one",
    ),
    SettingKey(
        "archive_folders", defaults.ARCHIVE_FOLDERS, "names of folders whose notes are evidence, but ask for nothing"
    ),
    SettingKey("template_folders", defaults.TEMPLATE_FOLDERS, "names of folders of templates"),
    SettingKey("exclude", (), "folders (Drafts/), globs (*.excalidraw.md) or /regular expressions/ to leave out"),
    SettingKey("vault_id", "", "lasting name of the vault in calendars' UIDs; empty: made from the folder's name"),
    SettingKey(
        "serve_url",
        "",
        "where clients reach `vaultsync serve`, such as https://calendar.example.org; empty: where it listens",
    ),
    SettingKey(
        "trusted_proxies",
        (),
        "addresses or networks of servers before `vaultsync serve` whose X-Forwarded-For is believed",
    ),
    SettingKey("obsidian_exclude", True, 'leave out what Obsidian\'s own "Excluded files" name'),
)
_BY_NAME = {key.name: key for key in KEYS}

READING = frozenset(
    ("task_tag", "proposed_tag", "proposed_status", "archive_folders", "template_folders", "me", "aliases", "exclude")
) | {"obsidian_exclude"}
"""Settings that change what the same notes say."""


class Setting(NamedTuple):
    """The value of one key and where it came from."""

    key: SettingKey
    value: Any
    origin: str
    """`command line`, `environment VAULTSYNC_…`, the file, or `default`."""


class Config:
    """The settings of a vault, each with its origin."""

    def __init__(self, settings: Mapping[str, Setting]) -> None:
        self.settings = settings

    def __getitem__(self, name: str) -> Any:
        """Return the value of a setting."""
        return self.settings[name].value

    @property
    def reads_as_filed(self) -> bool:
        """Whether notes are read as the vault's file says, which is the same for whoever reads them."""
        return all(self.settings[name].origin in (CONFIG_FILE, "default") for name in READING)

    def conventions(self, tasks: "TasksSettings", obsidian_excludes: tuple[str, ...]) -> "Conventions":
        """Return how the vault is to be read, from these settings and those of its plugins."""
        from vaultsync.core.conventions import Conventions

        tag = self["task_tag"]
        return Conventions(
            tasks=tasks,
            task_tag=(tasks.global_filter or defaults.TASK_TAG) if tag == "auto" else tag,
            proposed_tag=self["proposed_tag"],
            proposed_status=self["proposed_status"],
            archive_folders=tuple(name.lower() for name in self["archive_folders"]),
            template_folders=tuple(name.lower() for name in self["template_folders"]),
            me=self["me"],
            aliases={name: tuple(others) for name, others in self["aliases"].items()},
            exclude=self["exclude"] + (obsidian_excludes if self["obsidian_exclude"] else ()),
        )

    def zone(self) -> "ZoneInfo | None":
        """Return the zone of the vault's owner; None means the system's."""
        if not self["timezone"]:
            return None
        from zoneinfo import ZoneInfo

        return ZoneInfo(self["timezone"])


def read_config(file: str, environment: Mapping[str, str], command_line: Sequence[str]) -> Config:
    """Gather the settings.

    Args:
        file: The text of vaultsync.toml; empty if there is none.
        environment: Variables; those that begin with `VAULTSYNC_` count.
        command_line: `key=value` words of `--set`.

    Raises:
        BadSetting: A key is unknown, a value is of the wrong type, the file is no TOML.
    """
    settings = {key.name: Setting(key, key.default, "default") for key in KEYS}
    for name, value in _from_file(file).items():
        key = _key(name, CONFIG_FILE)
        settings[key.name] = Setting(key, _checked(key, value, CONFIG_FILE), CONFIG_FILE)
    for variable, text in sorted(environment.items()):
        if variable.startswith(_PREFIX) and variable not in _NOT_SETTINGS:
            key = _key(variable.removeprefix(_PREFIX).lower(), variable)
            settings[key.name] = Setting(key, _checked(key, _typed(key, text), variable), f"environment {variable}")
    for word in command_line:
        name, equals, text = word.partition("=")
        if not equals:
            raise BadSetting(f"--set takes KEY=VALUE, not `{word}`", remedy="Write for example --set task_tag=#todo.")
        key = _key(name, "--set")
        settings[key.name] = Setting(key, _checked(key, _typed(key, text), "--set"), "command line")
    _zone_exists(settings["timezone"])
    _exclusions_are_patterns(settings["exclude"])
    return Config(settings)


def _from_file(text: str) -> dict[str, Any]:
    if not text:
        return {}
    import tomllib

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        remedy = f"{_in_line(str(error), text)}Correct the file; `vaultsync config` shows every key."
        raise BadSetting(f"{CONFIG_FILE} is no TOML: {error}", remedy=remedy) from None


def _in_line(error: str, text: str) -> str:
    """Return a sentence with the line that an error of `tomllib` names, or in which a quote is missing; or nothing."""
    import re

    lines = text.splitlines()
    odd = [line for line in lines if any(line.count(quote) % 2 for quote in ('"', "'"))]
    named = re.search(r"at line (\d+)", error)
    wrong = lines[int(named[1]) - 1 :][:1] if named else odd[-1:]
    if not wrong:
        return ""
    return f"The line is `{wrong[0].strip()}`{': a quote is missing, it seems' if wrong[0] in odd else ''}. "


def _key(name: str, origin: str) -> SettingKey:
    key = _BY_NAME.get(name)
    if key is None:
        remedy = f"{did_you_mean(name, _BY_NAME)} `vaultsync config` lists every setting."
        raise BadSetting(f"{origin}: there is no setting `{name}`", remedy=remedy.lstrip())
    return key


def _typed(key: SettingKey, text: str) -> Any:
    """Read a word of the command line or the environment as a key's type; lists are separated by commas."""
    if isinstance(key.default, bool):
        return {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}.get(text.lower(), text)
    if isinstance(key.default, tuple):
        return [part.strip() for part in text.split(",") if part.strip()]
    return text


def _checked(key: SettingKey, value: Any, origin: str) -> Any:
    if key.free and isinstance(value, dict):
        return value
    if isinstance(key.default, dict):
        entries = {name: _entry(key, entry) for name, entry in value.items()} if isinstance(value, dict) else None
        if entries is not None:
            wrong = next((name for name, others in entries.items() if not _texts(others)), None)
            if wrong is None:
                return {name: [others] if isinstance(others, str) else others for name, others in entries.items()}
            raise BadSetting(
                f"{origin}: `{key.name}.{wrong}` should be a list of texts, not {value[wrong]!r}",
                remedy=f"`{key.name}` has {key.meaning}.",
            )
    elif isinstance(key.default, tuple):
        texts = [value] if isinstance(value, str) else value
        if isinstance(texts, list) and all(isinstance(text, str) for text in texts):
            return tuple(texts)
    elif type(value) is type(key.default):
        return value
    wanted = _KINDS[type(key.default)]
    raise BadSetting(f"{origin}: `{key.name}` should be {wanted}, not {value!r}", remedy=f"It is {key.meaning}.")


_KINDS = {bool: "true or false", str: "a text", tuple: "a list of texts", dict: "a table of lists of texts"}


def _entry(key: SettingKey, value: Any) -> Any:
    """Return the texts of an entry that is a table of its own; any other as it is."""
    return value[key.texts_in] if key.texts_in and isinstance(value, dict) and [*value] == [key.texts_in] else value


def _texts(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(text, str) for text in value))


def _zone_exists(setting: Setting) -> None:
    if not setting.value:
        return
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(setting.value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadSetting(
            f"{setting.origin}: there is no time zone `{setting.value}`",
            remedy="Write an IANA name such as Europe/Madrid.",
        ) from None


def _exclusions_are_patterns(setting: Setting) -> None:
    """Refuse an expression between slashes that is none: it would leave nothing out.

    Obsidian's own exclusions are not asked: Obsidian takes such a one by its letters.
    """
    for text in setting.value:
        if trouble := exclusion_trouble(text):
            raise BadSetting(
                f"{setting.origin}: in `exclude`, {trouble}",
                remedy=f"Correct it; for a folder of that name write `{text.strip('/')}/`, for a pattern of file"
                " names a glob such as `*.excalidraw.md`.",
            )


def exclusion_trouble(text: str) -> str:
    """Say why what is to be left out cannot be an expression between slashes; empty if it can be, or is none."""
    if len(text) > 2 and text.startswith("/") and text.endswith("/"):
        import re

        from vaultsync.core.conventions import python_pattern

        try:
            python_pattern(text[1:-1])
        except (re.error, OverflowError, RecursionError) as error:
            return f"`{text}` is no regular expression: {error}"
    return ""
