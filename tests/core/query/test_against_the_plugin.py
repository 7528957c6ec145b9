"""Every question that the plugin was asked, with its answers."""

from pathlib import Path

import pytest

from tests.conformance.asking import ask

VECTORS = Path(__file__).parents[3] / ".." / "shared" / "vectors"
needs_vectors = pytest.mark.skipif(not VECTORS.is_dir(), reason="the plugin's answers are not beside the repository")


@needs_vectors
@pytest.mark.parametrize("kind", ["query", "dates"])
def test_every_answer_is_the_plugins_or_a_documented_deviation(kind):
    answers = ask(kind, VECTORS / f"{kind}.jsonl")

    assert [answer.question["id"] for answer in answers if not answer.agrees and not answer.deviation] == []
    assert len(answers) > 200
