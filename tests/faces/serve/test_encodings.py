"""Accept-Encoding."""

import pytest

from vaultsync.faces.serve.encodings import coding_for


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", "identity"),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("x-gzip", "gzip"),
        ("gzip, deflate, br, zstd", "gzip"),
        ("deflate, br", "identity"),
        ("gzip;q=0", "identity"),
        ("gzip;q=0.000", "identity"),
        ("gzip ; q=0.5", "gzip"),
        ("gzip;Q=0.5", "gzip"),
        ("identity;q=1, gzip;q=0.5", "identity"),
        ("gzip;q=1.0, identity; q=0.5", "gzip"),
        ("*", "gzip"),
        ("*;q=0", "identity"),
        ("*;q=0, gzip", "gzip"),
        ("gzip;q=0, *", "identity"),
        ("identity;q=0, *;q=0", "identity"),
        ("gzip;q=2", "identity"),
        ("gzip;q=", "identity"),
        ("gzip;q=0.5;x=1", "identity"),
        ("gzip gzip", "identity"),
        ("gzip;q=0, gzip", "identity"),
        (",,,gzip,,", "gzip"),
    ],
)
def test_what_a_client_accepts_is_what_it_gets(accepted, coding):
    assert coding_for(accepted) == coding
