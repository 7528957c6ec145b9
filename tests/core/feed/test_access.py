"""Secrets as values."""

from datetime import UTC, datetime

from vaultsync.core.feed.access import Secret, counting, digest_of, holder, revoked

AT = datetime(2026, 2, 2, tzinfo=UTC)
PHONE = Secret("events", "phone", digest_of("one"), AT)
LAPTOP = Secret("events", "laptop", digest_of("two"), AT)
TODOS = Secret("tasks", "phone", digest_of("three"), AT)
KNOWN = (PHONE, LAPTOP, TODOS)


def test_a_secret_is_found_by_what_it_is_and_not_by_its_digest():
    assert holder("two", KNOWN) is LAPTOP
    assert holder("one", KNOWN) is PHONE
    assert [holder(text, KNOWN) for text in ("", "four", "one ", digest_of("one"), "\udc80")] == [None] * 5
    assert holder("one", ()) is None


def test_a_secret_that_was_revoked_is_remembered_and_does_not_count():
    known = revoked(KNOWN, [PHONE], AT)
    found = holder("one", known)
    assert found is not None and found.revoked == AT
    assert counting(known) == (LAPTOP, TODOS)


def test_secrets_count_by_feed_and_label():
    assert counting(KNOWN, "events") == (PHONE, LAPTOP)
    assert counting(KNOWN, "events", "phone") == (PHONE,)
    assert counting(KNOWN, "events", "") == ()
    assert counting(KNOWN, label="phone") == (PHONE, TODOS)
