"""Score what a user gets: the groups and suggestions that the command line prints for a labelled vault.

    python -m benchmarks.reconcile_command VAULT GOLD.jsonl SCORER [--partial PARTIAL.jsonl] [--me NAME]…

Copies VAULT aside, runs `vaultsync list --all --json` and `vaultsync suggestions --json` over the
copy, and writes two predictions of one object a line, {"path", "line", "cluster"}: the tasks as
printed, and the tasks with every suggestion accepted. SCORER is a program that is called as
`SCORER GOLD PREDICTION [--partial PARTIAL]` and prints figures; it is run on both.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

Line = tuple[str, int]


def told(vault: Path, state: Path, me: Sequence[str], *command: str) -> Any:
    """What a command prints as JSON."""
    settings = ["--set", f"me={json.dumps(list(me))}"] if me else []
    words = [sys.executable, "-m", "vaultsync", "--vault", str(vault), "--state", str(state), *settings, *command]
    return json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)


def lines_of(task: dict[str, Any]) -> list[Line]:
    """The places of a printed task's lines."""
    return [(line["path"], line["line"]) for line in task["lines"]]


def joined(tasks: Sequence[dict[str, Any]], suggestions: Iterable[dict[str, Any]]) -> dict[Line, str]:
    """For each line the name of its task after every suggestion was accepted."""
    members = {task["uid"]: set(lines_of(task)) for task in tasks}
    name = {line: uid for uid, lines in members.items() for line in lines}
    for each in suggestions:
        one, other = (name[lines_of(each[side])[0]] for side in ("one", "other"))
        if one != other:
            members[one] |= members.pop(other)
            name.update(dict.fromkeys(members[one], one))
    return name


def scored(scorer: Path, gold: Path, partial: Path | None, clusters: dict[Line, str], into: Path) -> str:
    """What the scorer says of a prediction."""
    rows = [
        json.dumps({"path": path, "line": line, "cluster": cluster})
        for (path, line), cluster in sorted(clusters.items())
    ]
    into.write_text("\n".join(rows) + "\n", "utf-8")
    related = ["--partial", str(partial)] if partial else []
    words = [sys.executable, str(scorer), str(gold), str(into), *related]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


def main() -> None:
    """Print the scorer's figures for the tasks as printed, and with every suggestion accepted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("vault", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--partial", type=Path)
    parser.add_argument("--me", action="append", default=[], help="a name of the vault's owner")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        vault, state = Path(folder) / "vault", Path(folder) / "state"
        # copyfile, not copy: a vault that may not be written must still get its settings folder here.
        shutil.copytree(asked.vault, vault, copy_function=shutil.copyfile)
        for place in (vault, *vault.rglob("*/")):
            place.chmod(0o755)
        tasks = told(vault, state, asked.me, "list", "--all", "--json")["tasks"]
        suggestions = told(vault, state, asked.me, "suggestions", "--json")["suggestions"]
        for label, accepted in (("automatic", []), ("with suggestions", suggestions)):
            clusters = joined(tasks, accepted)
            print(
                f"{label:16}",
                scored(asked.scorer, asked.gold, asked.partial, clusters, Path(folder) / "predicted.jsonl"),
            )
        print(
            f"{len(tasks)} tasks on {sum(len(task['lines']) for task in tasks)} lines, {len(suggestions)} suggestions"
        )


if __name__ == "__main__":
    main()
