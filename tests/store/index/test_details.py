"""One task from rows is the task that its lines state, and files are found by what they are called."""

from datetime import date
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.store.index.making import FIELDS, WORDS, take_in
from vaultsync.core.conventions import Conventions
from vaultsync.core.errors import NoSuchTask
from vaultsync.core.model import Source, Task
from vaultsync.core.provenance.called import words_of
from vaultsync.core.provenance.sources import Sources
from vaultsync.core.seen import SeenNote, SeenSaid, SeenTask, proposed_again
from vaultsync.faces.texts.link import link_to
from vaultsync.store.index.details import SqliteDetails
from vaultsync.store.index.sqlite import SqliteIndex

LINES = st.builds(
    lambda box, words, fields, end: box + " ".join([*words, *fields]) + end,
    st.sampled_from("- [ ] |- [x] |> 1. [/] |\t* [?] |- [-] ".split("|")),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4),
    st.lists(st.sampled_from(FIELDS), max_size=4),
    st.sampled_from([" #task", " #task #proposed", " #task ^vs-1", " #task  "]),
)
HEADS = ("", "---\ndate: 2026-01-05\nsource_ref: Mail/A\udcff.md\nsource: email\n---\n", "# Kickoff\n")
NOTES = st.lists(st.tuples(st.sampled_from(HEADS), st.lists(LINES, max_size=4)), min_size=1, max_size=3)


def seen(task: Task | SeenTask) -> list[object]:
    """All that either says of a task."""
    return [
        (task.uid, task.status, task.title, task.due, type(task.due), task.owners, task.live, task.names),
        (task.speaker.place, proposed_again(task, "#proposed"), link_to("Notes", task.speaker)),
        *(
            (
                (line.place, line.raw, line.status, line.title, line.owners, line.heading, line.name, line.live),
                [getattr(line.note, name) for name in SeenNote._fields if name != "source"],
                [getattr(line.note.source, name) for name in ("kind", "ref", "link")],
                [(type(value), value) for value in (getattr(line.said, name) for name in SeenSaid._fields)],
            )
            for line in task.lines
        ),
    ]


@given(NOTES)
def test_a_task_from_rows_says_what_its_lines_say(tmp_path_factory, notes):
    """Kills: a column in another's place, a year 0 as another bad date, lost bytes, another order of lines."""
    folder = tmp_path_factory.mktemp("index")
    index = SqliteIndex(folder / "index.db", Conventions())
    texts = {f"{number}/Note": head + "\n".join(lines) for number, (head, lines) in enumerate(notes)}
    take_in(index, **texts)
    details = SqliteDetails(folder / "index.db")

    lines = [line for path in texts for line in index.lines_of(f"{path}.md")]
    names = {name for line in lines for name in (line.name, *line.ids)}
    for name in names:
        assert [seen(task) for task in details.find([name])] == [seen(task) for task in index.named(name)]
    index.close()
    details.close()


def test_a_task_is_reached_by_names_beginnings_and_words_and_told_once(tmp_path):
    index = SqliteIndex(tmp_path / "index.db", Conventions())
    take_in(index, a="- [ ] Pay Zoë #task ^vs-aaaaa\n- [ ] Pay Bo #task ^vs-aabbb\n")
    details = SqliteDetails(tmp_path / "index.db")

    assert [task.uid for task in details.find(["vs-aab", "pay zoë", "vs-aaaaa"])] == ["vs-aabbb", "vs-aaaaa"]
    with pytest.raises(NoSuchTask, match="`vs-aa` could be any of 2 tasks") as several:
        details.find(["vs-aa"])
    assert several.value.details == (
        "vs-aaaaa  open  nobody  no due date  Pay Zoë",
        "vs-aabbb  open  nobody  no due date  Pay Bo",
    )
    with pytest.raises(NoSuchTask, match="no task goes by ``"):
        details.find([""])


NAMES = (
    "Minutes", "2026-01-05 - Minutes", "2026-01 Minutes", "MINUTES", "Z\u0308oe", "\u017boe", "\udcff",
    "2026-01-02_092145_6574_Re-Cheese-freight", "2026-01-02_092145_8515_Cheese-freight", "2026-01-02_092145_8515",
    "2026-01-02_092145_8515_Cheese\udcff", "2026-01-02 Minutes.md", "a\\b", "%", "_",
)  # fmt: skip
PATHS = st.builds("{}{}.md".format, st.sampled_from(["", "A/", "A/B/", "_archive/2025/"]), st.sampled_from(NAMES))
REFS = (
    PATHS | PATHS.map("/Users/ana/{}".format) | PATHS.map("[[{}|the mail]]".format) | st.sampled_from([*NAMES, "", "."])
)


@example({"2026-01-02_092145_6574_Cheese\udcff.md"}, "2026-01-02_092145_8515_Cheese.md", "", None)
@given(st.sets(PATHS, max_size=12), REFS, REFS, st.none() | st.just(date(2026, 1, 5)))
def test_few_files_answer_as_all_of_them_do(tmp_path_factory, paths, ref, link, noted_on):
    """Kills: a name that is not looked for, an undated one, the same mail under another id, bytes that are no UTF-8."""
    index = SqliteIndex(tmp_path_factory.mktemp("index") / "index.db", Conventions())
    take_in(index, **{path[:-3]: "" for path in paths})
    source = Source(ref=ref, link=link)

    few = index.known_as(words_of(source))

    assert Sources(few).find(source, noted_on) == Sources(paths).find(source, noted_on)
    index.close()


@given(st.text())
def test_a_link_is_quoted_as_the_library_quotes(text):
    line = SimpleNamespace(path=text, said=SimpleNamespace(block_id="vs-1"))

    assert (
        link_to("Notes", line)
        == f"obsidian://open?vault=Notes&file={quote(text.removesuffix('.md') + '#^vs-1', safe='')}"
    )


def test_what_another_process_writes_meanwhile_does_not_reach_what_is_told(tmp_path):
    """Kills: the task of a name, looked for without the look in which the name was found."""
    index = SqliteIndex(tmp_path / "index.db", Conventions())
    take_in(index, a="- [ ] Oil the winch #task ^vs-aaaaa\n")
    details = SqliteDetails(tmp_path / "index.db")

    def names():
        yield "vs-aaaaa"
        take_in(index, a="")

    assert [task.title for task in details.find(names())] == ["Oil the winch"]
