"""How each calendar program subscribes to a feed, what it shows of it, and how soon it looks again."""

from dataclasses import dataclass

EVENTS, TODOS = "events", "todos"


@dataclass(frozen=True, slots=True)
class Client:
    """One calendar program."""

    name: str
    """As it is typed."""

    title: str
    shows: tuple[str, ...]
    """Which kinds of a feed it shows, the one to take first."""

    looks_again: str
    """How soon a change is seen."""

    known_by: str
    """`run` with the real program; else where the figure comes from."""

    steps: tuple[str, ...]
    """What to do; `{url}`, `{webcal}` and `{name}` stand for the feed's address and name."""

    from_outside: bool = False
    """Whether its maker's servers fetch the feed: they need an https address that they can reach."""

    notes: tuple[str, ...] = ()


CLIENTS = (
    Client(
        "google", "Google Calendar", (EVENTS,), "4 to 7 hours have been seen, 12 to 24 are reported; it cannot be set",
        "reports",
        (
            "Open calendar.google.com in a browser; the app on a phone cannot add a subscription.",
            "Other calendars > + > From URL: {url}",
        ),
        from_outside=True,
        notes=(
            "A task that is due within the hour does not reach it in time.",
            "It shows no todos and rings no alarms of a subscription.",
            "A feed beyond about 1 MB is said to be refused: serve one with a filter or a shorter window.",
        ),
    ),
    Client(
        "apple", "Apple Calendar", (EVENTS,), "every 5 minutes to every week, as set", "documentation of others",
        (
            "Mac: File > New Calendar Subscription, {url}, then Auto-refresh: every hour.",
            "iPhone, iPad: Calendar > Calendars > Add Calendar > Add Subscription Calendar; or scan the QR code.",
        ),
        notes=(
            "A phone needs an address that it can reach; choose `iCloud` only if Apple's servers can reach it, too.",
            "`Remove alarms` is switched on for subscriptions: switch it off if the feed has alarms.",
            "Apple Reminders has no subscriptions, so todos are not shown anywhere.",
        ),
    ),
    Client(
        "outlook", "Outlook, Microsoft 365", (EVENTS,), "about 3 hours, up to a day; it cannot be set",
        "documentation of others",
        (
            "On the web: Calendar > Add calendar > Subscribe from web: {url}",
            "The desktop program shows what was added on the web.",
        ),
        from_outside=True,
        notes=("Write https://, not webcal://.", "It shows no todos."),
    ),
    Client(
        "thunderbird", "Thunderbird", (TODOS, EVENTS), "every 30 minutes, set for each calendar", "run",
        (
            "Calendar > New Calendar > On the Network, {url}, user name empty.",
            "Switch on Read Only, so that ticking a task is not tried.",
            "Properties of the calendar > Refresh Calendar: every minute at the least.",
        ),
        notes=(
            "A feed of todos shows under Tasks, one of events in the calendar.",
            "After a revocation it keeps what it had; delete the calendar to be rid of it.",
        ),
    ),
    Client(
        "gnome", "Evolution, GNOME Calendar", (TODOS, EVENTS), "as set", "run",
        (
            "Evolution: File > New > Calendar (or Task List) > On the Web: {webcal}, Refresh every 10 minutes.",
            "GNOME Calendar: Manage Calendars > Add Calendar > the address: {webcal}",
        ),
        notes=("Todos want a Task List, events a Calendar: GNOME Calendar itself shows events only.",),
    ),
    Client(
        "kde", "KOrganizer, Merkuro (KDE)", (TODOS, EVENTS), "as set", "hearsay",
        (
            "KOrganizer: Settings > Calendars > Add > iCal Calendar File, {url}, Read-only.",
            "Its properties > update every 15 minutes.",
        ),
    ),
    Client(
        "nextcloud", "Nextcloud", (EVENTS, TODOS),
        "once a week at first, once a day in later versions; follows `REFRESH-INTERVAL`",
        "its issue tracker and manual",
        ("Calendar > + New calendar > New subscription from link (read-only): {url}",),
        from_outside=True,
        notes=(
            "The Nextcloud server fetches it. One in your own network needs the setting `allow_local_remote_servers`.",
            "Its administrator can shorten the interval: `calendarSubscriptionRefreshRate`.",
        ),
    ),
    Client(
        "icsx5", "ICSx5, beside DAVx5 (Android)", (EVENTS,), "every 15 minutes to every day, as set", "hearsay",
        ("ICSx5 > + > {url}; or scan the QR code. Sync interval: as you like.",),
        notes=(
            "DAVx5 itself takes CalDAV accounts, not feeds; ICSx5 by the same makers takes feeds.",
            "Android's own calendar shows events only.",
        ),
    ),
    Client(
        "vdirsyncer", "vdirsyncer", (TODOS, EVENTS), "when called", "run",
        (
            "In ~/.config/vdirsyncer/config:",
            "    [pair tasks]",
            '    a = "vaultsync"',
            '    b = "local"',
            "    collections = null",
            "    [storage vaultsync]",
            '    type = "http"',
            '    url = "{url}"',
            "    [storage local]",
            '    type = "filesystem"',
            '    path = "~/.calendars/{name}"',
            '    fileext = ".ics"',
            "vdirsyncer discover && vdirsyncer sync      then every ten minutes by cron or systemd",
        ),
        notes=("`[storage vaultsync]` may have `url.fetch` instead of `url`, to keep the secret out of the file.",),
    ),
    Client(
        "khal", "khal, todoman", (EVENTS, TODOS), "when vdirsyncer is called", "run",
        (
            "Subscribe with vdirsyncer: `vaultsync feed help vdirsyncer`.",
            "In ~/.config/khal/config: [calendars] [[vaultsync]] path = ~/.calendars/{name}, readonly = True",
            'In ~/.config/todoman/config.py: path = "~/.calendars/*"',
        ),
        notes=("khal shows events, todoman shows todos.",),
    ),
    Client(
        "fastmail", "Fastmail", (EVENTS,), "about an hour", "documentation of others",
        ("Settings > Calendars > Add calendar > Subscribe to a public calendar: {url}",),
        from_outside=True,
    ),
    Client(
        "proton", "Proton Calendar", (EVENTS,), "4 to 16 hours", "documentation of others",
        ("On the web: Settings > Calendars > Other calendars > Add calendar from URL: {url}",),
        from_outside=True,
    ),
)  # fmt: skip
"""Every program that there are instructions for."""

ALIASES = {
    "gcal": "google", "android": "icsx5", "davx5": "icsx5", "ios": "apple", "iphone": "apple", "mac": "apple",
    "microsoft": "outlook", "office": "outlook", "evolution": "gnome", "korganizer": "kde", "todoman": "khal",
}  # fmt: skip
"""Other words for them."""


def client_named(name: str) -> Client | None:
    """Return a program by its name or another word for it, None if there is none."""
    name = ALIASES.get(name.lower(), name.lower())
    return next((each for each in CLIENTS if each.name == name), None)


def in_short(one: Client) -> str:
    """Return one line about a program."""
    return f"{one.name:<12} {one.title}: {' and '.join(one.shows)}; looks again {one.looks_again}"


def instructions(one: Client) -> list[str]:
    """Return the lines of how to subscribe with a program."""
    steps = [step.format(url="ADDRESS", webcal="webcal://ADDRESS", name="NAME") for step in one.steps]
    lines = [one.title, "", f"Shows        {' and '.join(one.shows)}"]
    lines += [f"Looks again  {one.looks_again} (known by: {one.known_by})", ""]
    kinds = " or ".join(one.shows)
    lines += [f"1. vaultsync feed create NAME --label {one.name}      NAME: a feed of {kinds}; `vaultsync feed list`"]
    lines += ["2. vaultsync serve, if it does not run yet"]
    lines += ["3. with the ADDRESS that was shown:", *(f"   {step}" for step in steps)]
    if one.from_outside:
        lines += ["", "Its servers fetch the feed: they need an https address that the internet can reach"]
        lines += ["(docs/serving.md says how). One on 127.0.0.1 does not work there."]
    return [*lines, *(["", *one.notes] if one.notes else [])]
