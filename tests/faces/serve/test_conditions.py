"""If-None-Match, If-Match and their cousins with dates (RFC 9110, 13.1)."""

from datetime import UTC, datetime

import pytest

from vaultsync.faces.serve.conditions import refused, unchanged

TAG = '"d32-gzip"'
MODIFIED = datetime(2026, 2, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("tags", "is_known"),
    [
        ('"d32-gzip"', True),
        ('W/"d32-gzip"', True),
        ('"other", "d32-gzip"', True),
        ('"other",W/"d32-gzip" , "third"', True),
        (', ,"d32-gzip",', True),
        ('"a,b", "d32-gzip"', True),
        ("*", True),
        (" * ", True),
        ('"d32"', False),
        ("d32-gzip", False),
        ('w/"d32-gzip"', False),
        ('"other" "d32-gzip"', False),
        ('"unclosed, "d32-gzip"', False),
        ('"other, "d32-gzip", more"', False),
        ("", False),
        ('*, "other"', False),
    ],
)
def test_if_none_match_is_a_list_compared_weakly(tags, is_known):
    assert unchanged({"HTTP_IF_NONE_MATCH": tags}, TAG, MODIFIED) is is_known


@pytest.mark.parametrize(
    ("since", "is_known"),
    [
        ("Mon, 02 Feb 2026 12:00:00 GMT", True),
        ("Monday, 02-Feb-26 12:00:00 GMT", True),
        ("Mon Feb  2 12:00:00 2026", True),
        ("Mon, 02 Feb 2026 12:00:01 GMT", True),
        ("Mon, 02 Feb 2026 11:59:59 GMT", False),
        ("yesterday", False),
        ("Mon, 99 Feb 2026 12:00:00 GMT", False),
        ("Mon, 02 Feb 99999999999 12:00:00 GMT", False),
        ("", False),
        ("Mon, 02 Feb 2026 12:00:00 GMT, Mon, 02 Feb 2026 12:00:00 GMT", False),
    ],
)
def test_if_modified_since_takes_the_three_forms_of_a_date(since, is_known):
    assert unchanged({"HTTP_IF_MODIFIED_SINCE": since}, TAG, MODIFIED) is is_known


def test_a_tag_that_does_not_match_outweighs_a_date_that_does():
    asked = {"HTTP_IF_NONE_MATCH": '"other"', "HTTP_IF_MODIFIED_SINCE": "Mon, 02 Feb 2026 12:00:00 GMT"}
    assert not unchanged(asked, TAG, MODIFIED)


def test_without_a_last_modified_no_date_is_good_enough():
    asked = {"HTTP_IF_MODIFIED_SINCE": "Mon, 02 Feb 2026 12:00:00 GMT"}
    assert not unchanged(asked, TAG, None)


@pytest.mark.parametrize(
    ("asked", "is_refused"),
    [
        ({}, False),
        ({"HTTP_IF_MATCH": "*"}, False),
        ({"HTTP_IF_MATCH": '"other", "d32-gzip"'}, False),
        ({"HTTP_IF_MATCH": 'W/"d32-gzip"'}, True),
        ({"HTTP_IF_MATCH": '"other"'}, True),
        ({"HTTP_IF_UNMODIFIED_SINCE": "Mon, 02 Feb 2026 12:00:00 GMT"}, False),
        ({"HTTP_IF_UNMODIFIED_SINCE": "Mon, 02 Feb 2026 11:00:00 GMT"}, True),
        ({"HTTP_IF_UNMODIFIED_SINCE": "soon"}, False),
        ({"HTTP_IF_MATCH": "*", "HTTP_IF_UNMODIFIED_SINCE": "Mon, 02 Feb 2026 11:00:00 GMT"}, False),
    ],
)
def test_if_match_is_compared_strongly(asked, is_refused):
    assert refused(asked, TAG, MODIFIED) is is_refused
