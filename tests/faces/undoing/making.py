"""Errands of two notes, changed by hand since, and notes under another name."""

ERRANDS = ("fence", "gate by the lake", "roof of the shed", "third step", "window upstairs", "bicycle", "kettle")


def by_hand(terminal, *numbers):
    for n in numbers:
        terminal.write(f"{n}.md", terminal.read(f"{n}.md").replace("Mend the", "Mend, at last, the"))


def moved(terminal, old, new):
    (terminal.root / new).parent.mkdir(exist_ok=True)
    (terminal.root / old).rename(terminal.root / new)


def notes_of(terminal):
    return [terminal.read(f"{n}.md") for n in range(3)]
