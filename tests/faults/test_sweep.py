"""The fault sweep notices what it is there for: a fault of vaultsync is planted, and the sweep has to tell of it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.faults.__main__ import _NOW
from tests.faults.shim import build, why_not

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not())

WRITTEN_IN_PLACE = """
import os
from vaultsync.store.editing.publish import _Attempt
def in_place(self):
    note = self.note.folder.path / self.note.name
    handle = os.open(note, os.O_WRONLY | os.O_TRUNC)
    os.write(handle, self.made.after[:9])
    os.write(handle, self.made.after[9:])
    os.close(handle)
    self.note.folder.unlink(self.temporary)
_Attempt._exchange = in_place
"""
NEVER_REPAIRED = """
from vaultsync.store.editing.editor import Editor
Editor.recover = lambda self: []
"""
NEVER_READ_AGAIN = """
from vaultsync.core.walk import Differences
from vaultsync.store.index.sqlite import SqliteIndex

compare = SqliteIndex.compare

def believed(self, seen, paths=None):
    unlike, fresh = compare(self, seen, paths)
    return Differences({path: stamp for path, stamp in unlike.items() if path not in seen}, fresh)

SqliteIndex.compare = believed
"""
SUCCESS_WHATEVER_HAPPENS = """
from vaultsync.store.editing.command import Command
Command._give_up = lambda *_: None
"""
REFUSAL_UNEXPLAINED = """
import vaultsync.store.editing.opened as opened
from contextlib import nullcontext
opened.of_note = lambda _: nullcontext()
"""
FAILURE_OF_THE_INDEX = """
from vaultsync.app import App
App._reread = lambda self, edits: self.sync({edit.path for edit in edits}, accept_loss=True)
"""


@pytest.fixture(scope="session")
def shim(tmp_path_factory) -> Path:
    return build(tmp_path_factory.mktemp("shim"))


def sweep(shim, folder, plant, *words):
    """Sweep a vaultsync with a planted fault; return the exit status and what is said."""
    script = f"import sys\n{plant}\nfrom tests.faults.__main__ import main\nsys.exit(main())"
    place = {"LD_PRELOAD": str(shim), "FAULTS_FOLDER": str(folder), "VAULTSYNC_NOW": _NOW, "TZ": "UTC"}
    done = subprocess.run(
        [sys.executable, "-c", script, "--jobs", "1", "--only", *words],
        cwd=ROOT,
        env={**os.environ, **place},
        capture_output=True,
        check=False,
    )
    return done.returncode, (done.stdout + done.stderr).decode()


@pytest.mark.parametrize(
    ("plant", "words", "told"),
    [
        (WRITTEN_IN_PLACE, ["done", "--faults", "kill"], "neither old nor new"),
        (NEVER_REPAIRED, ["done", "--faults", "kill"], "is stray or not new"),
        (NEVER_READ_AGAIN, ["sync", "--faults", "kill"], "after a sync the index is not what the notes say"),
        (SUCCESS_WHATEVER_HAPPENS, ["done", "--faults", "ENOSPC"], "it says that it has done what it has not"),
        (REFUSAL_UNEXPLAINED, ["done", "--faults", "EROFS"], "it crashed or hung: status 70"),
        (FAILURE_OF_THE_INDEX, ["done", "--faults", "EMFILE", "--full"], "and the index is not what the notes say"),
    ],
    ids=["in place", "no repair", "stamps believed", "failures swallowed", "refusals unexplained", "index fails edits"],
)
def test_a_planted_fault_is_noticed(shim, tmp_path, plant, words, told):
    status, said = sweep(shim, tmp_path, plant, *words)

    assert status == 1, said
    assert told in said


def test_without_one_there_is_nothing_to_tell(shim, tmp_path):
    status, said = sweep(shim, tmp_path, "", "done", "--faults", "kill,ENOSPC")

    assert status == 0, said
    assert "0 of them did harm" in said
