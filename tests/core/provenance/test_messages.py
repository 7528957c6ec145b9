"""Mail exports are read into messages, whatever became of their line ends."""

import re
from datetime import datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from vaultsync.core.provenance.messages import messages

EMAIL = ROOT / "sample_vault" / "Sources" / "Email"

THREAD = """# Kiosk: lost & found

- Exported: 2026-01-10 06:30:00
- Messages: 2

---

## 2026-01-09 08:30:11 — Suresh <support@lanternfish.example>

**Subject:** Kiosk: lost & found

Dear Ana,

please send the log.

## 2026-01-09 09:00 — Ana Ruiz <ana@sallow.example>

**Subject:** Re: Kiosk: lost & found

- here it is
"""


def summary(text: str) -> list[tuple[str, str, str, str]]:
    return [(each.sender, each.address, each.subject, each.body) for each in messages(text.encode())]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_kind_give_the_same_messages(end):
    found = messages(THREAD.replace("\n", end).encode())

    assert [(each.sent, each.line) for each in found] == [
        (datetime(2026, 1, 9, 8, 30, 11), 8),  # noqa: DTZ001  # the export names no time zone
        (datetime(2026, 1, 9, 9, 0), 16),  # noqa: DTZ001  # nor does it here
    ]
    assert [(each.sender, each.address, each.subject, each.body) for each in found] == [
        ("Suresh", "support@lanternfish.example", "Kiosk: lost & found", "Dear Ana,\n\nplease send the log."),
        ("Ana Ruiz", "ana@sallow.example", "Re: Kiosk: lost & found", "- here it is"),
    ]


@pytest.mark.parametrize("gap", [" ", ""])
def test_lost_line_ends_lose_no_message_and_no_subject(gap):
    text = re.sub(r"\n+", gap, THREAD)

    assert summary(text) == [
        ("Suresh", "support@lanternfish.example", "Kiosk: lost & found", f"Dear Ana,{gap}please send the log."),
        ("Ana Ruiz", "ana@sallow.example", "Re: Kiosk: lost & found", "- here it is"),
    ]


def test_where_the_title_does_not_tell_a_greeting_ends_the_subject():
    text = "# X --- ## 2026-01-09 08:30:11 — S <s@x.example> **Subject:** Grant call Dear all, it opens."

    assert summary(text) == [("S", "s@x.example", "Grant call", "Dear all, it opens.")]


def test_where_nothing_tells_the_subject_is_the_title_and_the_body_has_all():
    text = "# X --- ## 2026-01-09 08:30:11 — S <s@x.example> **Subject:** Grant call it opens."

    assert summary(text) == [("S", "s@x.example", "X", "Grant call it opens.")]


@pytest.mark.parametrize(
    ("heading", "sender", "address"),
    [
        ("## 2026-01-09 08:30 — Suresh", "Suresh", ""),
        ("## 2026-01-09T08:30:00+01:00 - <s@x.example>", "", "s@x.example"),
        ('## 2026-01-09 08:30 – "Ruiz, Ana" <mailto:a@x.example>', "Ruiz, Ana", "a@x.example"),
        ("## 2026-01-09 08:30 ‚Äî Suresh <s@x.example>", "Suresh", "s@x.example"),
        ("## 2026-02-30 25:61 — Suresh <s@x.example>", "Suresh", "s@x.example"),
    ],
)
def test_headings_of_other_makes(heading, sender, address):
    (found,) = messages(f"{heading}\n\nHello.\n".encode())

    assert (found.sender, found.address, found.body, found.line) == (sender, address, "Hello.", 1)


def test_a_time_that_no_calendar_has_is_none():
    (found,) = messages(b"## 2026-02-30 08:30 - S <s@x.example>\nx\n")

    assert found.sent is None


def test_a_time_zone_is_kept():
    (found,) = messages(b"## 2026-01-09 08:30:00 +0100 - S <s@x.example>\nx\n")

    assert found.sent is not None
    assert found.sent.isoformat() == "2026-01-09T08:30:00+01:00"


def test_a_heading_that_is_quoted_or_without_a_time_begins_no_message():
    text = THREAD + "\n> ## 2026-01-01 08:00:00 — Q <q@x.example>\n\n## 2026-01-02 — Weekly\n\nend\n"

    assert [each.sender for each in messages(text.encode())] == ["Suresh", "Ana Ruiz"]
    assert messages(text.encode())[-1].body.endswith("## 2026-01-02 — Weekly\n\nend")


def test_what_stands_above_the_first_message_is_kept():
    text = "# Title\n\nForwarded by hand.\n\n## 2026-01-09 08:30 — S <s@x.example>\n\nHi.\n"

    assert summary(text) == [("", "", "Title", "# Title\n\nForwarded by hand."), ("S", "s@x.example", "Title", "Hi.")]


def test_the_turns_of_a_transcript_are_messages():
    text = "# Weekly (transcript)\n\n**Beatrix Longfield** [00:00:30]: First the minutes.\n\n**Ana** [02:15]: Yes.\n"

    assert summary(text) == [
        ("Beatrix Longfield", "", "Weekly (transcript)", "First the minutes."),
        ("Ana", "", "Weekly (transcript)", "Yes."),
    ]


def test_a_text_without_messages_is_one():
    assert summary("---\ntype: x\n---\n# Walk\n\nMany piles.") == [("", "", "Walk", "# Walk\n\nMany piles.")]
    assert messages(b"\xef\xbb\xbf \n") == ()


@pytest.mark.parametrize("path", sorted(EMAIL.rglob("*.md")), ids=lambda path: path.stem)
def test_every_export_of_the_sample_vault_tells_its_messages(path):
    data = path.read_bytes()
    found = messages(data)

    assert len(found) == int(re.search(rb"Messages: (\d+)", data)[1])
    assert all(each.sent and each.sender and "@" in each.address and each.subject for each in found)
    assert max(each.sent for each in found).strftime("%Y-%m-%d_%H%M%S") == path.name[:17] or len(found) > 1


def test_one_mail_that_was_exported_twice_reads_the_same():
    long, short = (messages(path.read_bytes()) for path in sorted(EMAIL.rglob("*_Re-Docking-slot*")))

    assert (long[-1].sent, long[-1].subject, long[-1].body) == (short[-1].sent, short[-1].subject, short[-1].body)


# Mostly what means something: in wide-open bytes no heading ever stands.
pieces = st.sampled_from(
    [
        "## 2026-01-09 08:30:11 — Ana Ruiz <ana@x.example>",
        "## 2026-01-09 08:30 — Suresh",
        "## 2026-13-99 08:30:11 - <>",
        "**Subject:** Kiosk",
        "**Subject:**",
        "# Kiosk",
        "# Lost and found",
        "- Exported: 2026-01-10",
        "---",
        "**Ana** [00:01]: yes",
        "Dear Ana,",
        "words of a body",
        "\udcff",
        "\u2028",
        "<",
        "##",
    ]
)
exports = st.lists(pieces, max_size=10).flatmap(
    lambda rows: st.sampled_from(["\n", "\r\n", "\r", "\n\n", " ", ""]).map(lambda gap: gap.join(rows))
)
WORDS = re.compile(r"[a-z]{2,}")


@settings(max_examples=400)
@given(exports.map(lambda text: text.encode("utf-8", "surrogateescape")) | st.binary(max_size=80))
@example(b"## 2026-01-09 08:30:11 - " + b"<" * 50)
def test_no_bytes_stop_it_and_lines_never_go_back(data):
    """Kills: a date that no calendar has, a line number counted from the wrong end."""
    found = messages(data)

    assert all(each.body == each.body.strip() for each in found)
    lines = [each.line for each in found]
    assert lines == sorted(lines)
    assert bool(found) >= bool(re.search(rb"words|Dear", data))


@settings(max_examples=400)
@given(exports)
@example("# Kiosk## 2026-01-09 08:30:11 — Ana Ruiz <ana@x.example>**Subject:** KioskDear Ana,")
def test_the_messages_together_say_all_that_the_file_says(text):
    """Kills: dropping what stands above the first message, or between a subject and a body.

    The head of an export says nothing but its title; `subject` and `exported` are words of its form.
    """
    said = " ".join(
        f"{each.sender} {each.address} {each.subject} {each.body}"
        for each in messages(text.encode("utf-8", "surrogateescape"))
    )

    form = {"subject", "exported"} | {
        word
        for title in ("# Kiosk", "# Lost and found")
        if text.lstrip().startswith(title)
        for word in WORDS.findall(title.lower())
    }
    # Where line ends are lost, a subject and a body stand as one word in the file.
    together = "".join(said.lower().split())
    assert [word for word in WORDS.findall(text.lower()) if word not in form and word not in together] == []
