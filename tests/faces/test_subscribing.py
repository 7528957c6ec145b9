"""feed create, list, url, rotate, revoke, help."""

import json
import os
import shlex
from pathlib import Path

import pytest

from tests.conftest import ROOT
from vaultsync.core.feed.access import holder
from vaultsync.faces.cli import subscribing
from vaultsync.faces.texts.clients import CLIENTS, client_named
from vaultsync.wiring import VaultOptions, workspace_of
from vaultsync.wiring.feeds import secrets_of, served_feeds


def known(terminal):
    return secrets_of(workspace_of(VaultOptions(vault=terminal.root))).known()


def secret_in(address: str) -> str:
    return address.split("/")[4]


def test_create_shows_an_address_that_opens_the_feed_and_keeps_its_digest_only(terminal):
    answer = terminal("feed", "create", "events", "--label", "phone")
    address, webcal = answer.out.splitlines()
    assert address.startswith("http://127.0.0.1:8717/f/") and address.endswith("/events.ics")
    assert webcal == address.replace("http://", "webcal://")
    secret = secret_in(address)
    assert len(secret) == 43
    found = holder(secret, known(terminal))
    assert (found.feed, found.label, found.made.isoformat()) == ("events", "phone", "2026-02-02T00:00:00+00:00")
    assert "Shown once" in answer.err and "vaultsync serve" in answer.err and secret not in answer.err
    files = [path for path in Path(os.environ["XDG_STATE_HOME"]).rglob("*") if path.is_file()]
    assert "feeds.json" in {path.name for path in files}
    files += [path for path in terminal.root.rglob("*") if path.is_file()]
    assert [path for path in files if secret.encode() in path.read_bytes()] == []


def test_no_two_addresses_are_alike(terminal):
    made = {secret_in(terminal("feed", "create", "events", "--label", str(n)).out) for n in range(5)}
    assert len(made) == 5


def test_a_second_address_needs_a_label_of_its_own(terminal):
    terminal("feed", "create", "events")
    answer = terminal("feed", "create", "events")
    assert (answer.status, answer.out) == (4, "")
    assert "--label NAME" in answer.err and "vaultsync feed rotate events" in answer.err
    assert len(known(terminal)) == 1


def test_a_feed_that_is_none_is_answered_with_those_that_are(terminal):
    answer = terminal("feed", "create", "event")
    assert answer.status == 1
    assert "Did you mean `events`?" in answer.err
    assert known(terminal) == ()


def test_a_qr_code_is_drawn_on_demand_and_never_into_a_pipe_by_itself(terminal):
    assert len(terminal("feed", "create", "events").out.splitlines()) == 2
    drawn = terminal("feed", "rotate", "events", "--qr").out.splitlines()
    assert len(drawn) > 15 and set(drawn[2]) <= set("█▄▀ ")


def test_where_clients_reach_it_can_be_said_and_set(terminal):
    said = terminal("feed", "create", "events", "--url", "https://calendar.example.org/")
    assert said.out.startswith("https://calendar.example.org/f/")
    assert "Only programs of this machine" not in said.err
    terminal.write(".vaultsync/vaultsync.toml", 'serve_url = "https://home.example.org"\n')
    assert terminal("feed", "rotate", "events").out.startswith("https://home.example.org/f/")
    assert terminal("feed", "rotate", "events", "--url", "home.example.org").status == 4


def test_rotate_revokes_the_old_address_and_keeps_the_label(terminal):
    first = secret_in(terminal("feed", "create", "events", "--label", "phone").out)
    second = secret_in(terminal("feed", "rotate", "events").out)
    assert holder(first, known(terminal)).revoked is not None
    assert (holder(second, known(terminal)).label, holder(second, known(terminal)).revoked) == ("phone", None)


def test_revoke_one_or_all(terminal):
    for label in ("phone", "laptop", "tv"):
        terminal("feed", "create", "events", "--label", label)
    answer = terminal("feed", "revoke", "events")
    assert (answer.status, "Say which: --label phone or --label laptop or --label tv." in answer.err) == (1, True)
    assert "1 address" in terminal("feed", "revoke", "events", "--label", "tv").out
    assert terminal("feed", "revoke", "events", "--label", "tv").status == 1
    assert "2 addresses" in terminal("feed", "revoke", "events", "--all").out
    assert all(each.revoked for each in known(terminal))


def test_after_a_revocation_the_label_is_free(terminal):
    terminal("feed", "create", "events", "--label", "phone")
    terminal("feed", "revoke", "events")
    assert terminal("feed", "create", "events", "--label", "phone").status == 0


def test_list_shows_labels_and_no_digest(terminal):
    assert "events: 0 addresses" in terminal("feed", "list").out
    terminal("feed", "create", "events", "--label", "phone")
    terminal("feed", "create", "events", "--label", "bad")
    file = secrets_of(workspace_of(VaultOptions())).path  # a label that was taken when none was refused
    file.write_text(file.read_text("utf-8").replace('"bad"', '"bad\\u001b[31m"'), "utf-8")
    terminal("feed", "revoke", "events", "--label", "phone")
    answer = terminal("feed", "list", "--all")
    assert "phone: made 2026-02-02, revoked 2026-02-02" in answer.out and "\x1b" not in answer.out
    assert "phone" not in terminal("feed", "list").out
    assert not any(each.digest in answer.out for each in known(terminal))
    facts = json.loads(terminal("feed", "list", "--all", "--json").out)
    assert [each["label"] for each in facts["feeds"]["events"]] == ["phone", "bad\x1b[31m"]


def test_url_says_why_it_cannot_show_the_secret_again(terminal):
    assert terminal("feed", "url", "events").status == 1
    secret = secret_in(terminal("feed", "create", "events").out)
    answer = terminal("feed", "url", "events")
    assert answer.out == "http://127.0.0.1:8717/f/SECRET/events.ics\n"
    assert "vaultsync feed rotate events" in answer.err and secret not in answer.out + answer.err


@pytest.mark.skipif(os.name != "posix", reason="Windows has no modes")
def test_doctor_says_when_others_may_read_the_digests(terminal):
    assert "no feed has a secret address" in terminal("doctor").out
    terminal("feed", "create", "events")
    assert "nobody else's" in terminal("doctor").out
    path = secrets_of(workspace_of(VaultOptions(vault=terminal.root))).path
    path.chmod(0o644)
    answer = terminal("doctor")
    assert "can be read by others" in answer.out and f"chmod 600 {shlex.quote(str(path))}`" in answer.out


def test_doctor_names_addresses_whose_feed_is_called_otherwise_by_now(terminal):
    """Kills: an address that leads nowhere in silence, a warning of what is revoked, served or not read yet."""
    terminal.write(".vaultsync/vaultsync.toml", "[feeds]\nperson = true\n")
    terminal.write("A.md", "- [ ] Send the sheet @Анна K 📅 2026-02-09 #task\n")
    terminal("sync")
    for words in (["k"], ["k", "--label", "phone"], ["events"]):
        assert terminal("feed", "create", *words).status == 0
    assert "serves none" not in terminal("doctor").out

    terminal.write("B.md", "- [ ] Mend the net @Олег K 📅 2026-02-09 #task\n")
    terminal("sync")
    told = terminal("doctor").out
    assert "the feed `k` has 2 addresses, and this vault serves none of that name any more" in told
    assert "`vaultsync feed create NEWNAME`" in told and "`vaultsync feed revoke k --all`" in told
    assert "`events`" not in told

    here = workspace_of(VaultOptions(vault=terminal.root))
    Path(here.index).unlink()
    terminal("feed", "list")  # makes an empty one
    assert Path(here.index).exists() and "serves none" not in terminal("doctor").out
    terminal("sync")
    terminal("feed", "revoke", "k", "--label", "phone")
    assert "the feed `k` has 1 address, and" in terminal("doctor").out
    terminal("feed", "revoke", "k", "--all")
    assert "the feed `k`" not in terminal("doctor").out


def test_json_has_the_address_and_nothing_besides(terminal):
    facts = json.loads(terminal("feed", "create", "events", "--json").out)
    assert facts.keys() == {"version", "feed", "label", "url", "webcal"}


@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client.name)
def test_every_client_has_steps_and_says_how_soon_it_looks(terminal, client):
    out = terminal("feed", "help", client.name).out
    assert f"Looks again  {client.looks_again}" in out and f"feed create NAME --label {client.name} " in out
    assert all(note in out for note in client.notes) and out.count("\n   ") >= len(client.steps)
    assert ("https address that the internet can reach" in out) is client.from_outside
    assert "{" not in out


def test_help_by_another_word_and_without_a_client(terminal):
    assert terminal("feed", "help", "iPhone").out == terminal("feed", "help", "apple").out
    lines = terminal("feed", "help").out.splitlines()
    assert [line.split()[0] for line in lines] == [client.name for client in CLIENTS]
    assert len(json.loads(terminal("feed", "help", "--json").out)["clients"]) == len(CLIENTS)
    answer = terminal("feed", "help", "gogle")
    assert (answer.status, "Did you mean `google`?" in answer.err) == (2, True)


def test_what_is_said_here_of_each_client_stands_in_the_manual_too():
    text = (ROOT / "docs" / "calendar.md").read_text("utf-8")
    for client in CLIENTS:
        shows = " and ".join(client.shows)
        assert f"| {client.title} | {shows} | {client.looks_again} | {client.known_by} |" in text, client.name


def test_those_that_show_no_todos_are_not_said_to():
    """Section 3 of the facts: Google, Apple, Outlook, Fastmail, Proton and ICSx5 show events only."""
    only = {client.name for client in CLIENTS if client.shows == ("events",)}
    assert only == {"google", "apple", "outlook", "icsx5", "fastmail", "proton"}
    assert client_named("nobody") is None


def test_a_vault_that_serves_no_feed_lists_none(terminal):
    """Kills: the first of no feeds."""
    ready = ("events", "tasks", "mine", "waiting", "proposals")
    terminal.write(".vaultsync/vaultsync.toml", "".join(f"[feeds.{name}]\nserved = false\n" for name in ready))

    answer = terminal("feed", "list")
    assert (answer.status, answer.out) == (0, "")
    assert answer.err == "No feed of this vault is served: its settings say `served = false` of each.\n"


@pytest.mark.parametrize("label", ["Ana's phone", "$(touch pwned)", "two  words"])
def test_what_is_printed_to_be_typed_can_be_typed(terminal, label):
    """Kills: labels of several words that a shell takes apart."""
    terminal("feed", "create", "events", "--label", label)
    again = terminal("feed", "create", "events", "--label", label).err
    shown = terminal("feed", "url", "events", "--label", label).err
    for said in (again, shown):
        command = said[said.index("vaultsync feed rotate") :].partition("`")[0]
        assert shlex.split(command) == ["vaultsync", "feed", "rotate", "events", "--label", label]
    terminal("feed", "create", "events", "--label", "tv")
    options = terminal("feed", "revoke", "events").err.partition("Say which: ")[2].strip().removesuffix(".")
    assert shlex.split(options) == ["--label", label, "or", "--label", "tv"]


def test_the_feeds_are_asked_for_once_however_many_addresses_are_listed(terminal, monkeypatch):
    """Kills: everybody in the vault counted again for each feed and each address."""
    asked = []

    def counted(here):
        asked.append(here)
        return served_feeds(here)

    for number in range(3):
        terminal("feed", "create", "events", "--label", str(number))
    monkeypatch.setattr(subscribing, "served_feeds", counted)

    assert "events: 3 addresses" in terminal("feed", "list").out
    assert len(asked) == 1


@pytest.mark.parametrize("act", ["revoke", "rotate"])
def test_a_feed_that_there_is_not_is_told_as_such_and_no_address_of_it_advised(terminal, act):
    """Kills: the advice to make an address of a feed that nobody has; one that was renamed and cannot be revoked."""
    terminal("scan")
    answer = terminal("feed", act, "evnts", "--label", "phone")

    assert answer.status == 1 and "there is no feed `evnts`" in answer.err and "Did you mean `events`?" in answer.err
    assert "feed create" not in answer.err
    assert "`vaultsync feed create events` makes one" in terminal("feed", act, "events").err
