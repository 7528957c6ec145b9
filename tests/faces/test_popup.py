"""The process that tells the desktop, with a library in place of the real one."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

LIBRARY = """
import logging

class DesktopNotifierSync:
    def __init__(self, app_name):
        self.app_name = app_name

    def send(self, title, message):
        if title == "fail":
            try:
                raise OSError("no bus")
            except OSError:
                logging.getLogger("desktop_notifier.backends.base").warning("Notification failed", exc_info=True)
        else:
            print(ascii((self.app_name, title, message)))
"""


@pytest.mark.parametrize(
    ("title", "status", "out", "err"),
    [("2 due", 0, "('vaultsync', '2 due', '- Pay \\u2026')\n", ""), ("fail", 1, "", "Notification failed: no bus\n")],
)
def test_the_desktop_is_told_and_a_failure_is_one(tmp_path, title, status, out, err):
    (tmp_path / "desktop_notifier").mkdir()
    (tmp_path / "desktop_notifier" / "__init__.py").write_text("")
    (tmp_path / "desktop_notifier" / "sync.py").write_text(LIBRARY)

    done = subprocess.run(
        [sys.executable, "-m", "vaultsync.faces.daemon.popup", title],
        input="- Pay …".encode(),
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(tmp_path)])},
        capture_output=True,
        check=False,
    )

    assert (done.returncode, done.stdout.decode(), done.stderr.decode()) == (status, out, err)
