"""Whatever is asked. Requests are made of the pieces that matter: a wide-open text would never come near a feed."""

import gzip
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.faces.serve.conftest import DATA, MADE, REVOKED, SECRET, Desk, Published
from vaultsync.faces.serve.encodings import coding_for
from vaultsync.faces.serve.logs import without_secrets

pieces = st.sampled_from(
    [
        "/",
        "f",
        SECRET,
        REVOKED,
        "events",
        ".ics",
        "..",
        "%2f",
        "%2F",
        "%00",
        "%2e%2e",
        "//",
        "?",
        "#",
        ";",
        "\\",
        "é",
        "x",
    ]
)
targets = st.lists(pieces, max_size=8).map("".join).map(lambda path: f"/{path}")
near = st.builds(lambda a, b, c: f"/f/{a}{SECRET}{b}/events.ics{c}", *[st.sampled_from(["", "/", "%", "x", "?x"])] * 3)
codings = st.lists(
    st.builds(
        lambda name, q: f"{name}{q}",
        st.sampled_from(["gzip", "x-gzip", "identity", "*", "br", "", "gzip identity"]),
        st.sampled_from(["", ";q=0", ";q=0.0", ";q=1", "; q=0.3", ";q=9", ";q", ";level=1"]),
    ),
    max_size=4,
).map(", ".join)
tags = st.lists(
    st.sampled_from(['"d32"', 'W/"d32"', '"d32-gzip"', '"x"', "*", ",", '"', "W/", "d32", " "]), max_size=5
).map(",".join)


@given(st.one_of(targets, near), st.sampled_from(["GET", "HEAD"]))
def test_only_the_whole_address_opens_a_feed(target, method):
    """Kills: a prefix of the secret is enough; the path is unquoted or normalised before it is split."""
    reply = Desk().ask(target, method)
    opens = target.split("?")[0] == f"/f/{SECRET}/events.ics"
    gone = target.split("?")[0] == f"/f/{REVOKED}/events.ics"
    assert reply.status == (200 if opens else 410 if gone else 404)
    assert (DATA in reply.body) is (opens and method == "GET")


@given(codings, tags, st.sampled_from([None, "Mon, 02 Feb 2026 12:00:00 GMT", "never"]))
def test_an_answer_is_whole_or_there_is_none(accepted, known, since):
    """Kills: the tag of one coding stands for the other; a 304 has a body; a coding is not said."""
    headers = {"accept_encoding": accepted, "if_none_match": known} | ({"if_modified_since": since} if since else {})
    reply = Desk().get(**headers)
    if reply.status == 304:
        assert reply.body == b""
        assert known.strip(", ") == "*" or reply.headers["ETag"] in known
    else:
        zipped = "Content-Encoding" in reply.headers
        assert (gzip.decompress(reply.body) if zipped else reply.body) == DATA
        assert reply.headers["ETag"].endswith('-gzip"') is zipped
        assert not zipped or "gzip" in accepted or "*" in accepted


@given(st.text(max_size=40))
def test_any_header_gets_an_answer(text):
    """Kills: a header that cannot be read raises."""
    desk = Desk(basic_auth=True)
    names = [
        "accept_encoding",
        "if_none_match",
        "if_match",
        "if_modified_since",
        "if_unmodified_since",
        "authorization",
    ]
    for name in names:
        assert desk.get(**{name: text}).status in (200, 304, 412)
    assert desk.ask("/f/events.ics", authorization=text).status == 401
    assert coding_for(text) in ("gzip", "identity")


@given(st.lists(st.tuples(st.integers(0, 3_000), st.binary(max_size=4)), max_size=6))
def test_a_client_that_asks_by_date_or_tag_always_ends_with_what_is_there(saves):
    """Kills: Last-Modified is said within the second of a change, and a second change in it is never seen."""
    desk, seen = Desk(), {"tag": DATA, "date": DATA}
    desk.now = MADE
    first = desk.get().headers
    stamps = {"tag": first["ETag"], "date": first.get("Last-Modified")}
    for number, (milliseconds, data) in enumerate(saves):
        desk.now += timedelta(milliseconds=milliseconds)
        now = DATA + data + b"x" * number
        desk.shelf.feeds["events"] = Published(now, now.hex(), desk.now)
        for by, header in (("tag", "if_none_match"), ("date", "if_modified_since")):
            reply = desk.get(**({header: stamps[by]} if stamps[by] else {}))
            if reply.status == 200:
                seen[by] = reply.body
                stamps[by] = reply.headers["ETag"] if by == "tag" else reply.headers.get("Last-Modified")
            assert seen[by] == desk.shelf.feeds["events"].data


@given(st.text(alphabet="ab/ f.?%\n", max_size=30))
def test_no_log_keeps_a_secret_whatever_stands_around_it(around):
    """Kills: only the first address of a line is looked at; only one with a name behind it; `/f/f/…` is cut too late."""
    line = f"{around}/f/{SECRET}/events.ics and {around} /f/{SECRET}, /F/{SECRET}"
    assert SECRET not in without_secrets(line)
