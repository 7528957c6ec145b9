"""What a note says about itself."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vaultsync.core.notes.facts import note_facts, plain, source_link


def facts(path="Meetings/2026-01-05 - Kickoff.md", *, body="", **values):
    """The facts of a note, and the codes of what is odd in it."""
    told = []
    found = note_facts(
        path,
        values,
        link=source_link(body.encode("utf-8", "surrogateescape")),
        odd=lambda code, _message: told.append(code),
    )
    return found, told


def test_a_note_without_frontmatter_has_the_facts_of_its_name():
    found, told = facts()

    assert (found.title, found.noted_on) == ("2026-01-05 - Kickoff", date(2026, 1, 5))
    assert (found.type, found.person, found.participants, found.tags) == ("", "", (), ())
    assert (found.live, told) == (True, [])


def test_the_frontmatter_counts_before_the_name():
    found, told = facts(
        title="Kick-off",
        type="Meeting",
        date="2026-02-03",
        person="[[People/Ana Ruiz|Ana]]",
        participants=["[[Ana Ruiz]]", "Bo Vass", "Bo Vass"],
        tags=["#work", "q1"],
        aliases="Start, Beginning",
        source="email",
        source_ref="Mail/2026/x.md",
    )

    assert (found.title, found.type, found.noted_on) == ("Kick-off", "meeting", date(2026, 2, 3))
    assert (found.person, found.participants) == ("Ana", ("Ana Ruiz", "Bo Vass"))
    assert (found.tags, found.aliases) == (("work", "q1"), ("Start", "Beginning"))
    assert (found.source.kind, found.source.ref, told) == ("email", "Mail/2026/x.md", [])


@pytest.mark.parametrize(
    "written",
    [
        "2026-01-05",
        "2026-1-5",
        "2026-01-05T10:00",
        "2026-01-05 10:00",
        " 2026-01-05 ",
        "[[2026-01-05]]",
        "[[Daily/2026-01-05]]",
        ["2026-01-05"],
        [["2026-01-05"]],
    ],
)
def test_a_date_may_be_written_in_many_ways(written):
    found, told = facts("Kickoff.md", date=written)
    assert (found.noted_on, told) == (date(2026, 1, 5), [])


@pytest.mark.parametrize("written", ["2026-02-30", "0000-00-00", "2026-13-01", "tomorrow", "05.01.2026", "2026-01-055"])
def test_a_date_that_is_no_day_is_odd_and_the_name_counts(written):
    found, told = facts(date=written)
    assert (found.noted_on, told) == (date(2026, 1, 5), ["bad-note-date"])


@pytest.mark.parametrize("written", ["{{date}}", "<% tp.date.now() %>"])
def test_a_placeholder_for_a_date_is_not_odd(written):
    assert facts("Meeting.md", date=written) == facts("Meeting.md")


@pytest.mark.parametrize("value", [["a", "b"], {"a": "b"}, [], [None], [["a"], ["b"]], [[["a"]], "b"]])
@pytest.mark.parametrize("key", ["title", "type", "date", "person", "account", "project", "source", "source_ref"])
def test_a_fact_of_the_wrong_type_is_odd_and_empty(key, value):
    found, told = facts(**{key: value})

    assert told == ["frontmatter-type"]
    assert found == facts()[0]


@pytest.mark.parametrize("key", ["participants", "tags", "aliases"])
def test_a_list_of_the_wrong_type_is_odd_and_keeps_what_is_text(key):
    assert facts(**{key: {"a": "b"}}) == (facts()[0], ["frontmatter-type"])

    found, told = facts(**{key: ["x", {"a": "b"}, None, ["y"]]})
    assert (getattr(found, key), told) == (("x",), ["frontmatter-type"])


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        ([["Ana Ruiz"]], ("Ana Ruiz",)),
        ([[["Ana Ruiz"]], "Bo"], ("Ana Ruiz", "Bo")),
        ([["People/Ana Ruiz"]], ("Ana Ruiz",)),
        ([["People/Ana Ruiz|Ana"]], ("Ana",)),
        ([["Vass", "Henrik"]], ("Vass, Henrik",)),
        ("Ana, [[Vass, Henrik]], [[B|Bo]],,", ("Ana", "Vass, Henrik", "Bo")),
        ("", ()),
        (None, ()),
    ],
)
def test_participants_may_be_links_that_yaml_takes_for_lists(value, texts):
    assert facts(participants=value)[0].participants == texts


def test_tags_are_split_at_spaces_too():
    assert facts(tags="#a, b  c")[0].tags == ("a", "b", "c")


def test_a_misread_name_is_put_right():
    found, _ = facts(person="Rosalind Achterberg‚ÄìMoy", participants=["Ren√©"], title="CafÃ© & bar")

    assert (found.person, found.participants) == ("Rosalind Achterberg–Moy", ("René",))
    assert found.title == "Café & bar"


@pytest.mark.parametrize(
    ("body", "link"),
    [
        ("text\n*Source: [[Mail/x]]*\n", "Mail/x"),
        ("Source: [[x|the mail]]", "x"),
        ("\r**Source:** [[x#h]]\r", "x"),
        ("> *Sources: [[ x ]]*", "x"),
        ("\n*Source: [[2026-01-02 ‚Äì Goat]]*", "2026-01-02 – Goat"),
        ("The Source: [[x]]", ""),
        ("Source: [[x\ny]]", ""),
        ("Source: [[]]", ""),
    ],
)
def test_the_source_link_is_a_line_of_its_own(body, link):
    assert facts(body=body)[0].source.link == link


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[[A]]", "A"),
        ("[[F/A#h|x]] and [[B^id]]", "x and B"),
        ("[[A|]]", "A"),
        ("[[A", "[[A"),
        ("[[[[A]]", "[[A"),
        (" [A] ", "[A]"),
    ],
)
def test_a_link_is_what_it_shows(text, shown):
    assert plain(text) == shown


@pytest.mark.parametrize("opened", ["[[", "[[#", "[[|", "[[a|b", "[[a#"])
def test_a_text_of_open_brackets_is_read_at_once(opened):
    # Finishes only if no link is looked for beyond the next bracket: 100,000 of them would take an hour.
    assert facts(title=opened * 100_000)[0].title == opened * 100_000
    assert facts(body=f"Source: {opened}\n" * 20_000)[0].source.link == ""


VALUES = st.recursive(
    st.none() | st.sampled_from(["", "a", "[[A|b]]", "2026-02-30", "\udcff", "Ren√©", "{{x}}"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
    max_leaves=6,
)
KEYS = "title type date person account project participants source source_ref tags aliases".split()


@example({"person": [["Ana", None]], "tags": [[["a", {}]]]})
@given(st.dictionaries(st.sampled_from(KEYS), VALUES))
def test_facts_of_any_type_are_texts_or_odd(values):
    # Kills: `_one_text` without its look at the types inside a list.
    found, told = facts(**values)

    assert set(told) <= {"frontmatter-type", "bad-note-date"}
    texts = [found.title, found.type, found.person, found.account, found.project, found.source.kind, found.source.ref]
    assert all(isinstance(text, str) for text in [*texts, *found.participants, *found.tags, *found.aliases])
