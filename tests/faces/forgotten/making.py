"""Lines that are decided and then lost, and what is told of them."""

import json

ONE = "- [?] Return the empty pallets to the dairy @Gus 📅 2026-02-10 #task #proposed\n"
OTHER = "- [?] Return all the empty pallets to the dairy @Gus 📅 2026-02-10 #task #proposed\n"
MANY_OTHERS = "".join(
    f"- [?] {words} #task #proposed\n"
    for words in (
        *("Fold the maps", "Count the rope in the shed", "Paint the gate green", "Call the vet about Bella"),
        *("Book the hall for May", "Sharpen both scythes", "Write to the council", "Air the tent", "Oil the hinges"),
    )
)
"""So many that a line of their note that says what another one says is no second extraction, but another task."""


def uid(terminal):
    (task,) = json.loads(terminal("list", "--all", "--json").out)["tasks"]
    return task["uid"]


def forgotten(terminal):
    found = json.loads(terminal("check", "--json", "--kind", "forgotten").out)["diagnostics"]
    return [(each["path"][11:], each["line"], each["message"]) for each in found]


def kept_and_closed(terminal):
    """Return the note whose line was accepted, and the one whose line was closed as its duplicate."""
    names = ["2026-01-05 A.md", "2026-01-12 B.md"]
    return sorted(names, key=lambda name: "❌" in terminal.read(name))


def without_decision(terminal, name, extra=""):
    """Write the text over a note that stood there before anything was decided."""
    terminal.write(name, extra + (ONE if "A.md" in name else OTHER))
