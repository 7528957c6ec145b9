"""What a change of status does to a line; the plugin's own answers are among the vectors."""

from datetime import date

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.core.notation.task_lines import task_lines
from vaultsync.core.notation.emoji import SIGNS
from vaultsync.core.notation.line import read_line
from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.notation.statuses import CORE, CUSTOM, StatusSetting
from vaultsync.core.notation.toggle import set_symbol, toggle

TODAY = date(2026, 1, 10)
PLAIN = TasksSettings()


def after(line: str, symbol: str, settings: TasksSettings = PLAIN, **more) -> tuple[str, ...]:
    return set_symbol(read_line(line, settings.dialect), symbol, today=TODAY, settings=settings, **more)


@pytest.mark.parametrize(
    ("before", "symbol", "lines"),
    [
        ("- [ ] a", "x", ["- [x] a ✅ 2026-01-10"]),
        ("- [ ] a ^id  ", "x", ["- [x] a ✅ 2026-01-10 ^id  "]),
        ("- [ ] a", "-", ["- [-] a ❌ 2026-01-10"]),
        ("- [ ] a", "/", ["- [/] a"]),
        ("- [ ] a", " ", ["- [ ] a"]),
        ("- [x] a ✅ 2026-01-01", "x", ["- [x] a ✅ 2026-01-01"]),
        ("- [x] a ✅ 2026-01-01", " ", ["- [ ] a"]),
        ("- [x] a ✅ 2026-01-01", "-", ["- [-] a ❌ 2026-01-10"]),
        ("- [-] a ❌ 2026-01-01", "x", ["- [x] a ✅ 2026-01-10"]),
        ("- [ ] a ✅ 2026-01-01", "x", ["- [x] a ✅ 2026-01-10"]),
        ("- [X] a", "x", ["- [x] a ✅ 2026-01-10"]),
        ("- [?] a", "!", ["- [!] a"]),
        ("- [ ] a 📅 2026-02-30 then b", "x", ["- [x] a 📅 2026-02-30 then b ✅ 2026-01-10"]),
        ("- [ ] a 🏁 delete", "x", []),
        ("- [ ] a 🏁 delete", "-", ["- [-] a 🏁 delete ❌ 2026-01-10"]),
        ("- [x] a 🏁 delete", "x", ["- [x] a 🏁 delete"]),
        ("- [ ] a 🏁 explode", "x", ["- [x] a 🏁 explode ✅ 2026-01-10"]),
    ],
)
def test_done_and_cancelled_have_their_dates(before, symbol, lines):
    assert after(before, symbol) == tuple(lines)


def test_the_settings_may_want_no_dates():
    none = TasksSettings(set_done_date=False, set_cancelled_date=False)

    assert after("- [ ] a", "x", none) == ("- [x] a",)
    assert after("- [ ] a", "-", none) == ("- [-] a",)
    assert after("- [x] a ✅ 2026-01-01", " ", none) == ("- [ ] a",)


def test_a_repeating_task_comes_again_above_without_its_names():
    line = "- [ ] a 🆔 x1 ⛔ y2 🔁 every week ➕ 2026-01-01 📅 2026-01-05 #t ^id"
    assert after(line, "x") == (
        "- [ ] a 🔁 every week 📅 2026-01-12 #t",
        "- [x] a 🆔 x1 ⛔ y2 🔁 every week ➕ 2026-01-01 📅 2026-01-05 #t ✅ 2026-01-10 ^id",
    )


def test_the_settings_may_want_it_below_and_dated():
    below = TasksSettings(recurrence_on_next_line=True, set_created_date=True)
    assert after("- [ ] a 🔁 every day 📅 2026-01-05", "x", below) == (
        "- [x] a 🔁 every day 📅 2026-01-05 ✅ 2026-01-10",
        "- [ ] a 🔁 every day 📅 2026-01-06 ➕ 2026-01-10",
    )


def test_a_repeating_task_that_is_deleted_when_done_leaves_the_next():
    assert after("- [ ] a 🔁 every day 🏁 delete 📅 2026-01-05", "x") == (
        "- [ ] a 🔁 every day 🏁 delete 📅 2026-01-06",
    )


@pytest.mark.parametrize(
    ("line", "symbol"),
    [
        ("- [ ] a 🔁 every day 📅 2026-01-05", "-"),
        ("- [x] a 🔁 every day ✅ 2026-01-01", " "),
        ("- [ ] a 🔁 nonsense", "x"),
    ],
)
def test_it_comes_again_only_when_it_becomes_done_by_a_rule(line, symbol):
    assert len(after(line, symbol)) == 1


def test_a_scheduled_date_of_the_file_name_counts_and_is_not_written_on_the_done_line():
    lines = after("- [ ] a 🔁 every day", "x", scheduled=date(2026, 1, 5))
    assert lines == ("- [ ] a 🔁 every day ⏳ 2026-01-06", "- [x] a 🔁 every day ✅ 2026-01-10")


def test_the_next_occurrence_has_the_vaults_first_status_to_do():
    rows = (*CORE, *CUSTOM, StatusSetting("D", "Shipped", "w", "DONE"), StatusSetting("w", "Waiting", "q", "ON_HOLD"))
    settings = TasksSettings(status_rows=(*rows, StatusSetting("q", "Queue", "D", "TODO")))

    assert after("- [ ] a 🔁 every day 📅 2026-01-05", "D", settings)[0] == "- [q] a 🔁 every day 📅 2026-01-06"


def test_the_other_dialect_is_written_in_its_own_way():
    settings = TasksSettings(dialect="dataview")
    assert after("- [ ] a [due:: 2026-01-05] #t", "x", settings) == (
        "- [x] a [due:: 2026-01-05] #t  [completion:: 2026-01-10]",
    )


@pytest.mark.parametrize(
    ("line", "kind", "lines"),
    [
        ("- [ ] a #task", "task", ["- [x] a #task ✅ 2026-01-10"]),
        ("- [ ] a", "checklist-without-global-filter", ["- [x] a"]),
        ("- [/] a", "checklist-without-global-filter", ["- [ ] a"]),
        ("> - a", "list-item", ["> - [ ] a"]),
        ("1.", "list-item", ["1. [ ]"]),
        ("  text", "text", ["  - [ ] text"]),
        ("", "text", ["- [ ] "]),
    ],
)
def test_the_command_of_the_editor_goes_one_step(line, kind, lines):
    toggled = toggle(line, today=TODAY, settings=PLAIN._replace(global_filter="#task"))
    assert (toggled.kind, toggled.lines) == (kind, tuple(lines))


@given(task_lines("emoji"), st.sampled_from(" x/-?"))
@example("- [ ]  #task ❌ 2026-01-05\t🔺", "x")
def test_one_line_stays_one_line_of_the_same_words(line, symbol):
    # Kills: a next occurrence for a status that is not DONE, and dates kept on leaving their type.
    said = read_line(line)
    assume(not SIGNS & set("".join(said.tags)))  # `#t🆔a` is one tag or two things, by what stands behind it
    assume(said.description or not said.block_id)  # alone behind its box, `^vs-abc` is text
    lines = set_symbol(said, symbol, today=TODAY, settings=PLAIN)
    read = [read_line(each) for each in lines]

    assert len(lines) <= 2
    for each in read:
        assert each.description.split() == said.description.split()
        assert each.text.partition("\u2028")[2] == line.partition("\u2028")[2]
    if symbol == said.symbol:
        assert lines == (line,)
        return
    if symbol != "x":
        assert [each.symbol for each in read] == [symbol]
        assert (read[0].done, read[0].cancelled) == (None, TODAY if symbol == "-" else None)
    elif said.on_completion != "delete":
        assert [each.done for each in read if each.symbol == "x"] == [TODAY]
