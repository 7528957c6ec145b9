"""What the shelf keeps of lines is read back only by the words and weights that it was made by."""

from hashlib import blake2b

from tests.store.index.making import take_in
from vaultsync.core.conventions import Conventions
from vaultsync.core.reconcile.candidates import CROWDED
from vaultsync.core.reconcile.chains import LONGEST, RUNGS
from vaultsync.core.reconcile.features import NO_DAY, PAIRED, SOME_DAY, TRIPLED, Features
from vaultsync.core.reconcile.lexicon import COMMON, FUNCTION, OFFICE, SYNONYMS
from vaultsync.core.reconcile.likeness import AUTOMATIC, FLOOR, SUGGESTED, WEIGHT
from vaultsync.core.reconcile.line_features import CROWD
from vaultsync.core.reconcile.passes import note_features
from vaultsync.core.reconcile.rounds import ROUNDS
from vaultsync.core.reconcile.verbs import VERBS
from vaultsync.store.index.details import SqliteDetails
from vaultsync.store.index.shelved import MODEL
from vaultsync.store.index.sqlite import SqliteIndex


def test_other_words_or_weights_have_another_name():
    """Kills: a weight that was changed, while what was made by the former one counts on."""
    model = (
        Features._fields,
        (NO_DAY, SOME_DAY),
        sorted(WEIGHT.items()),
        sorted(SYNONYMS.items()),
        sorted((verb, sorted(classes)) for verb, classes in VERBS.items()),
        [sorted(words) for words in (FUNCTION, OFFICE, COMMON)],
        (RUNGS, LONGEST, ROUNDS, AUTOMATIC, SUGGESTED, FLOOR, PAIRED, TRIPLED, CROWD, CROWDED),
    )
    name = blake2b(repr(model).encode(), digest_size=8).hexdigest()
    assert name == MODEL, f"The words or weights have changed: set `store.index.shelved.MODEL` to {name}."


def test_what_grouping_compared_is_told_of_each_line(tmp_path):
    """Kills: features of another line, or of another note."""
    index = SqliteIndex(tmp_path / "index.db", Conventions())
    take_in(index, a="- [ ] Oil the winch #task\n- [ ] Pay Bo\udcff #task\n", b="- [ ] Oil the old winch #task\n")
    details = SqliteDetails(tmp_path / "index.db")

    for path in ("a.md", "b.md"):
        lines = index.lines_of(path)
        assert [details.features(line.place) for line in lines] == note_features(lines)
    assert details.features(("a.md", 7)) is None


def test_what_was_compared_by_other_words_is_not_told(tmp_path):
    """Kills: features that are believed whatever made them."""
    index = SqliteIndex(tmp_path / "index.db", Conventions())
    take_in(index, a="- [ ] Oil the winch #task\n")
    with index.writing():
        index.remember("shelf", index.remembered("shelf").replace(MODEL, "0123456789abcdef"))

    assert SqliteDetails(tmp_path / "index.db").features(("a.md", 1)) is None
