"""docs/cli.md says what the commands say."""

from tests.conftest import ROOT
from tests.faces.manual import manual


def test_the_manual_is_that_of_the_commands(pytestconfig):
    place = ROOT / "docs" / "cli.md"
    if pytestconfig.getoption("--update-golden"):
        place.write_text(manual(), "utf-8")
    assert place.read_text("utf-8") == manual(), "Run pytest --update-golden, and look at the difference."


def test_every_command_shows_examples():
    for part in manual().split("\n## vaultsync ")[1:]:
        name = part.split("\n", 1)[0]
        assert "Examples:" in part and f"vaultsync {name}" in part, name
