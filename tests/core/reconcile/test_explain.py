"""Every grouping can be explained by its strongest reasons, in words."""

from tests.core.reconcile.making import read_title
from vaultsync.core.reconcile.explain import relation, why


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
