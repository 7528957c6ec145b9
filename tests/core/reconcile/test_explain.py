"""Every grouping can be explained by its strongest reasons, in words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.reconcile.making import FEW_WORDS, note_lines, read_title, sentences
from vaultsync.core.reconcile.explain import relation, why
from vaultsync.core.reconcile.likeness import AUTOMATIC, SUGGESTED
from vaultsync.core.reconcile.passes import note_features


def test_two_lines_of_one_mail_are_the_same_and_the_words_say_why() -> None:
    one = read_title("Send the honey price list to the market office", "A.md", source_ref="mail.md")
    other = read_title("Send the market office the honey price list of 2031", "B.md", source_ref="mail.md")
    found = why(one, other)

    assert found.verdict == "same"
    assert any("shared words" in reason and "honey" in reason for reason in found.pro)
    assert "same first verb 'send'" in found.pro


def test_what_speaks_against_is_named_too() -> None:
    one = read_title("Draft the orchard lease @Ana Ruiz", "A.md")
    other = read_title("Review the orchard lease @Bo Lind", "B.md")
    found = why(one, other)

    assert found.verdict == "related"
    assert found.contra[0] == "two steps of one matter: 'draft' / 'review'"
    assert "other owner: ana ruiz / bo lind" in found.contra
    assert "merge" in found.change


def test_ids_decide_before_any_likeness() -> None:
    one, other = read_title("Prune the pear trees ^vs-one"), read_title("Prune the pear trees ^vs-two")
    again = read_title("Call the sawmill ^vs-one")

    assert why(one, other).verdict == "different"
    assert why(one, other).contra == ("different ids: vs-one / vs-two",)
    assert (why(one, again).verdict, why(one, again).pro) == ("same", ("same id: vs-one",))


FERNS = "Water the ferns 🔁 every week"


@pytest.mark.parametrize(
    ("one", "other", "verdict", "told"),
    [
        (f"{FERNS} 📅 2026-01-30", f"{FERNS} 📅 2026-01-30", "same", "same round: 2026-01-30"),
        (FERNS, FERNS, "same", "same round: without a date"),
        (f"{FERNS} 📅 2026-01-30 ^a1", f"{FERNS} 📅 2026-02-06 ^a1", "same", "same id: a1"),
        (f"{FERNS} 📅 2026-01-30", f"{FERNS} 📅 2026-02-06", "different", "two rounds: 2026-01-30 / 2026-02-06"),
        (f"{FERNS} 📅 2026-01-30 ^a1", FERNS, "different", "two rounds: 2026-01-30 / without a date"),
        (FERNS, "Water the palms 🔁 every week", "different", "both recur, each in words of its own"),
        (FERNS, "Water the ferns ^a1", "different", "only one of the two recurs"),
        (f"{FERNS} ^a1", f"{FERNS} ^a2", "different", "different ids: a1 / a2"),
        (f"{FERNS} 🆔 a1 ^b1", f"{FERNS} 🆔 a2 ^b1", "same", "same id: b1"),
    ],
)
def test_rounds_of_a_recurring_task_are_told_by_their_days(one: str, other: str, verdict: str, told: str) -> None:
    """Kills: the words of a line, and its day, told as an id that nobody has ever seen."""
    lines = read_title(one, "A.md"), read_title(other, "B.md")
    found = why(*lines)

    assert (found.verdict, *found.pro, *found.contra) == (verdict, told)
    assert why(*reversed(lines)) == found


def test_a_round_that_is_done_without_a_date_is_not_the_next_one() -> None:
    (done,) = note_features(note_lines(f"- [x] {FERNS}", "A.md"))
    found = why(done, read_title(FERNS, "B.md"))

    assert (found.verdict, found.contra) == ("different", ("two rounds: done without a date / without a date",))


def test_what_parts_two_tasks_is_told_of_lines_of_them_that_are_the_same_round() -> None:
    """Kills: `same id` of a duplicate that was closed with a round that is done, and the next round."""
    closed, coming = read_title(FERNS, "B.md"), read_title(FERNS, "C.md")
    done = read_title(f"{FERNS} 📅 2026-01-30 ^a1", "A.md")
    found = why(closed, coming, grouped="apart", tasks=({*done.ids, *closed.ids}, {*coming.ids}))

    assert (found.verdict, found.pro) == ("different", ("same round: without a date",))
    assert found.contra == ("as whole tasks, two rounds: 2026-01-30 / without a date",)

    one, other = ({*read_title(f"{FERNS} {name}").ids} for name in ("^a1", "^a2"))
    found = why(closed, coming, grouped="apart", tasks=(one, other))
    assert (found.verdict, found.contra) == ("different", ("as whole tasks, different ids: a1 / a2",))


def test_lines_of_one_task_with_different_ids_are_joined_through_a_line_that_has_both() -> None:
    """Kills: `different` said of two lines of one task."""
    found = why(read_title("Prune the pear trees ^vs-one"), read_title("Call the sawmill ^vs-two"), grouped="same")

    assert (found.verdict, found.pro) == ("same", ("joined through other lines of the task",))
    assert found.contra == ("different ids: vs-one / vs-two",)


def test_a_pair_that_only_its_task_holds_together_says_so() -> None:
    one, other = read_title("Prune the pear trees", "A.md"), read_title("Cut back the old pears", "B.md")

    assert why(one, other, grouped="same").pro[0] == "joined through other lines of the task"
    assert why(one, other).verdict == "different"


def test_splits_fan_outs_and_next_steps_are_related() -> None:
    both = read_title("Send the honey price list and paint the shed door")
    half = read_title("Send the honey price list")
    ana, bo = read_title("Guard the hives at night @Ana Ruiz"), read_title("Guard the hives at night @Bo Lind")

    assert relation(both, half) == relation(half, both) == "part"
    assert relation(ana, bo) == "fan-out"
    assert relation(read_title("Draft the orchard lease"), read_title("Review the orchard lease")) == "next step"
    assert relation(half, read_title("Call the sawmill")) == ""


def test_reasons_are_the_same_from_both_sides() -> None:
    one = read_title("Send the honey price list @Ana Ruiz", "A.md")
    other = read_title("Review the honey jars HIVE-12 @Bo Lind", "B.md")

    assert why(one, other) == why(other, one)


def test_a_line_that_is_alike_only_in_all_has_a_reason_too() -> None:
    """Kills: a line that is told to be of a task for "" because each reason weighs less than what is usual."""
    one = read_title("Return the creamery's empty pallets", "A.md")
    other = read_title("Bring the creamery's 14 pallets home from Kettle Quay to keep the work moving", "B.md")

    assert why(one, other, grouped="same").pro == ("alike enough in all, with 2 shared words: creamery, pallet",)


titles = st.sampled_from(
    [*sentences(*FEW_WORDS)[::40], "Return the empty pallets", "Bring 14 pallets home to keep the work moving", "Reply"]
)


@settings(max_examples=300)
@given(
    one=titles,
    other=titles,
    paths=st.sampled_from([("A.md", "B.md"), ("A.md", "A.md")]),
    grouped=st.sampled_from(["", "same", "suggested", "apart"]),
)
def test_no_verdict_is_without_a_reason(one: str, other: str, paths: tuple[str, str], grouped: str) -> None:
    """Kills: a verdict of which each reason is dropped for weighing less than what is usual; two lines that are alike
    and two tasks, of which nothing says that more than these lines decides."""
    found = why(read_title(one, paths[0]), read_title(other, paths[1]), grouped=grouped)

    assert all(found.pro + found.contra)
    assert found.is_likely == (found.verdict == "suggested" and found.score >= AUTOMATIC)
    assert found.pro if found.verdict == "same" else found.pro + found.contra
    if grouped == "apart" and found.score >= SUGGESTED:
        assert found.contra[0].startswith("these two lines are alike; other lines")


def test_the_wording_is_one_reason() -> None:
    """Kills: the words near one another and their order far apart, told as two reasons that contradict each other."""
    found = why(
        read_title("Scrutinise the ferry timetable", "A.md"), read_title("Scrutinise the ferry pricelist", "B.md")
    )

    assert "the wording differs" in found.contra
    assert "nearly the same wording" not in found.pro
