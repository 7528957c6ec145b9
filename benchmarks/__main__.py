"""Measure vaultsync against its limits: `python -m benchmarks MAKER [--sizes 1000,10000] [--cases cold,unchanged]`.

MAKER is a script that makes a vault: `MAKER OUT --notes N --seed S --truth FILE`. Each case prints its figure, its
bar, and whether that holds; with `--machine` and `--date` the table in docs/performance.md is written anew, rows of
cases that were not measured staying as they are.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.cases import CASES, Bench, Result
from benchmarks.measure import ROOT
from benchmarks.vaults import Vaults

_PAGE = ROOT / "docs" / "performance.md"
_BEGIN, _END = "<!-- measured -->\n", "<!-- /measured -->\n"


def main() -> int:
    """Measure; exit with 1 if a bar does not hold."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("maker", type=Path)
    parser.add_argument("--sizes", default="1000,10000", help="notes, with commas between")
    parser.add_argument("--cases", default=",".join(CASES), help=f"of {', '.join(CASES)}")
    parser.add_argument("--times", type=int, default=5, help="how often each process runs")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "vaultsync-benchmarks")
    parser.add_argument(
        "--also", type=Path, action="append", default=[], help="one more folder for the gate to compare"
    )
    parser.add_argument("--machine", default="", help="with --date: write the table, with these words above it")
    parser.add_argument("--date", default="")
    given = parser.parse_args()
    for folder in given.also:
        if not folder.is_dir():
            parser.error(f"--also {folder}: there is no such folder")
    sizes = tuple(sorted(int(size) for size in given.sizes.split(",")))
    bench = Bench(Vaults(given.maker, given.work), sizes, given.times, tuple(given.also))
    results = []
    for name in given.cases.split(","):
        for result in CASES[name](bench):
            results.append(result)
            print(_row(result), flush=True)
    if given.machine and given.date:
        _write(results, f"{given.machine}, {given.date}")
    return 0 if all(result.holds for result in results) else 1


def _row(result: Result) -> str:
    return f"| {result.case} | {result.figure} | {result.bar} | {'yes' if result.holds else '**no**'} |"


def _write(results: list[Result], where: str) -> None:
    """Put the rows into the page: a case that was measured before gets its new row."""
    page = _PAGE.read_text("utf-8")
    before, rest = page.split(_BEGIN)
    table, after = rest.split(_END)
    rows = {line.split("|")[1].strip(): line for line in table.splitlines() if line.startswith("| ")}
    rows.pop("case", None)
    rows |= {result.case: _row(result) for result in results}
    head = f"{where}:\n\n| case | measured | bar | holds |\n|---|---|---|---|\n"
    _PAGE.write_text(before + _BEGIN + head + "\n".join(rows.values()) + "\n" + _END + after, "utf-8")


if __name__ == "__main__":
    sys.exit(main())
