"""What stops a command, in other words."""

import ast
from pathlib import Path

import vaultsync
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


def test_no_error_is_changed_where_it_is_caught():
    """Kills: an error that somebody keeps, and that says something else from then on."""
    root = Path(vaultsync.__file__).parent
    handlers = [
        (path.relative_to(root).as_posix(), each)
        for path in sorted(root.rglob("*.py"))
        for each in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(each, ast.ExceptHandler) and each.name
    ]
    changed = [
        f"{path}:{node.lineno}"
        for path, handler in handlers
        for node in ast.walk(handler)
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
        if isinstance(node.value, ast.Name) and node.value.id == handler.name
    ]
    assert len(handlers) > 100
    assert changed == []
