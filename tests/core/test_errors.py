"""What stops a command, in other words."""

from vaultsync.core.errors import NoteChanged, UnclearTask


def test_an_error_in_other_words_is_of_its_class_and_keeps_what_it_knows():
    """Kills: a copy that forgets what its class knows more than others; one that changes the error it is made of."""
    one = UnclearTask("two fit", remedy="Say which.", details=("a", "b"), typed=("x",), meant=("a",))
    other = one.reworded("one of two", details=("a",))

    assert type(other) is UnclearTask
    assert (str(other), other.message) == ("one of two", "one of two")
    assert (other.remedy, other.details) == ("Say which.", ("a",))
    assert (other.typed, other.meant, other.exit_status) == (("x",), ("a",), 1)
    assert (str(one), one.message, one.remedy, one.details) == ("two fit", "two fit", "Say which.", ("a", "b"))


def test_an_error_is_reworded_whatever_its_class_is_made_of():
    """Kills: a copy made by the class, which takes a path and a line."""
    one = NoteChanged("A.md", 3)
    assert (one.reworded(remedy="Wait.").message, one.reworded(remedy="Wait.").remedy) == (one.message, "Wait.")
