"""The measurements are run by hand: nothing else would see that they no longer fit what they measure."""

from importlib import import_module
from pkgutil import iter_modules

import benchmarks


def test_every_measurement_can_be_imported():
    """Kills: a benchmark that imports a name which is another one by now. Inside of them the type checker looks."""
    names = [each.name for each in iter_modules(benchmarks.__path__)]

    assert "endurance" in names
    for name in names:
        import_module(f"benchmarks.{name}")


def test_the_gate_compares_what_is_named_and_nothing_that_happens_to_lie_there(tmp_path):
    """Kills: a folder that is named and left out, one outside that nobody named."""
    from benchmarks.gate import corpora
    from benchmarks.measure import ROOT

    made, other = tmp_path / "made", tmp_path / "other"
    inside = (ROOT / "sample_vault", ROOT / "tests" / "corpus")
    assert all(folder.is_dir() for folder in inside)
    assert corpora(made, (other,)) == (*inside, made, other)
