"""The vaults that are measured: made once by a script that also counts what stands in them, then kept."""

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple


class Made(NamedTuple):
    """A vault, and what its maker says of it."""

    folder: Path
    state: Path
    truth: dict[str, int]
    """`real`: checkboxes; `real_task_tag`: of them, task lines; `notes`."""


class Vaults:
    """Makes vaults in a folder of its own, or finds them there."""

    def __init__(self, maker: Path, work: Path) -> None:
        """Stand on a script `MAKER OUT --notes N --seed S --truth FILE` and a folder for what it makes."""
        self._maker = maker
        self.work = work
        work.mkdir(parents=True, exist_ok=True)

    def of(self, notes: int, seed: int = 1) -> Made:
        """Return the vault of so many notes."""
        name = f"vault-{notes}-{seed}"
        folder, truth = self.work / name, self.work / f"{name}.truth.json"
        if not truth.exists():
            command = [sys.executable, str(self._maker), str(folder), "--notes", str(notes), "--seed", str(seed)]
            subprocess.run([*command, "--truth", str(truth)], check=True, stdout=subprocess.DEVNULL)
        return Made(folder, self.work / f"state-{name}", json.loads(truth.read_text("utf-8")))
