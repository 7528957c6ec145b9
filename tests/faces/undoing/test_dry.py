"""undo --dry-run: what the undo would do."""

import json

from tests.faces.undoing.making import ERRANDS, by_hand, notes_of


def test_a_dry_undo_shows_what_the_undo_does_and_does_nothing(errands):
    """Kills: a preview that takes back, and one that shows the lines the wrong way round."""
    before = notes_of(errands)
    shown = errands("undo", "--dry-run")

    assert (shown.status, shown.err, notes_of(errands)) == (0, "", before)
    assert shown.out.splitlines()[:3] == ["--- 2.md", "+++ 2.md", "@@ line 1 @@"]
    document = json.loads(errands("undo", "4", "--dry-run", "--json").out)
    assert (document["dry_run"], document["left_out"]) == (True, [])
    assert errands("undo").out.startswith(shown.out)
    assert errands("undo", "4", "--dry-run").err == errands("undo", "4").err != ""


def test_a_dry_undo_of_several_shows_each_as_the_undo_of_the_others_leaves_it(errands):
    """Kills: an older edit of a line that cannot be shown, for the newer one still stands."""
    before = notes_of(errands)
    shown = errands("undo", "2-4", "--dry-run")

    assert (shown.status, shown.err, notes_of(errands)) == (0, "", before)
    rows = shown.out.splitlines()
    assert [row for row in rows if row.startswith("Operation")] == ["Operation 4:", "Operation 3:", "Operation 2:"]
    assert rows[-2:] == [f"-- [/] Mend the {ERRANDS[1]} #task ^a1", f"+- [ ] Mend the {ERRANDS[1]} #task ^a1"]


def test_a_dry_undo_is_refused_as_the_undo_is_and_tells_what_it_would_leave_out(mended):
    by_hand(mended, 0)

    assert (dry := mended("undo", "--dry-run")).err == mended("undo").err
    assert (dry.status, dry.out) == (5, "")
    shown = mended("undo", "--skip-changed", "--dry-run").out
    assert "Left out, for they have changed since: 1 line.\n  0.md:1 is no longer the line" in shown
    assert len(json.loads(mended("undo", "1-2", "--dry-run", "--json").out)["refused"]) == 1
