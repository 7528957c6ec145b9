"""Ask the product a file of questions: `python -m tests.conformance KIND FILE.jsonl`.

Prints `KIND: n of m agree`, with documented deviations counted apart, then each
disagreement with our answer beside the plugin's. Exit status 1 unless every
disagreement is a deviation of docs/deviations.md.
"""

import argparse
import json
import sys
from pathlib import Path

from tests.conformance.asking import Answer, ask, kinds


def main(argv: list[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.conformance", description=__doc__)
    parser.add_argument("kind", choices=kinds())
    parser.add_argument("file", type=Path)
    parser.add_argument("--show", type=int, default=200, help="how many disagreements to print (default 200)")
    options = parser.parse_args(argv)

    answers = ask(options.kind, options.file)
    if not answers:
        print(f"{options.file} holds no question", file=sys.stderr)
        return 2
    print(summary(options.kind, answers))
    disagreements = [answer for answer in answers if not answer.agrees]
    for answer in disagreements[: options.show]:
        print(shown(answer))
    return 1 if any(not answer.deviation for answer in disagreements) else 0


def summary(kind: str, answers: list[Answer]) -> str:
    """Return the line that counts."""
    agree = sum(answer.agrees for answer in answers)
    deviate = sum(bool(answer.deviation) and not answer.agrees for answer in answers)
    return f"{kind}: {agree} of {len(answers)} agree" + (f", {deviate} deviate" if deviate else "")


def shown(answer: Answer) -> str:
    """Return one disagreement in lines of ASCII."""
    kind = f"deviation {answer.deviation}" if answer.deviation else "DISAGREES"
    question = {key: value for key, value in answer.question.items() if key not in ("expected", "note")}
    return (
        f"{answer.question['id']} ({kind})\n  question {json.dumps(question)}\n"
        f"  ours     {json.dumps(answer.ours)}\n  theirs   {json.dumps(answer.theirs)}"
    )


if __name__ == "__main__":
    sys.exit(main())
