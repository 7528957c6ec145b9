"""A feed as a folder: one calendar for each component."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from tests.core.feed.lint import complaints
from tests.publishing.making import Desk
from vaultsync.core.feed.definition import FeedDefinition, Kind
from vaultsync.publishing import file_name


def test_each_component_is_a_calendar_in_a_file_that_is_called_like_it(tmp_path):
    desk = Desk(tmp_path / "state", A="- [ ] One 📅 2026-02-05 #task ^vs-a\n- [ ] Two #task ^vs-b\n")
    files = desk.publishing.vdir(FeedDefinition(name="all", kind=Kind.ALL))
    assert [*files] == ["vs-a-due@vault-1.ics", "vs-a@vault-1.ics", "vs-b@vault-1.ics"]
    for data in files.values():
        assert complaints(data) == []
        (component,) = Calendar.from_ical(data).subcomponents
        assert component["UID"]
    desk.close()


@pytest.mark.parametrize(
    "uid", ["../../etc/passwd", "a/b", ".hidden", "a\\b:c*d?", "x" * 300, "caf\udce9", "\u65e5\u672c", "con", ""]
)
def test_no_uid_leaves_the_folder_or_is_no_name(uid):
    name = file_name(uid)
    assert name.isascii()
    assert not set(name) & set('/\\:*?"<>|')
    assert not name.startswith(".") or uid == ""
    assert len(name) < 200


def test_what_no_utf_8_has_is_told_from_a_question_mark_and_from_one_another():
    assert len({file_name(uid) for uid in ("a?", "a\udcff", "a\udcfe")}) == 3


@given(st.lists(st.text(max_size=6), min_size=2, max_size=2, unique=True))
def test_two_uids_have_two_names_even_where_capitals_do_not_count(uids):
    """Kills: names that differ in capitals only."""
    one, other = map(file_name, uids)
    assert one.casefold() != other.casefold()
