import pytest

from tests.core.query.making import asked, results
from vaultsync.core.bounded import MOST_SLOW, QUICK
from vaultsync.core.query.errors import BadQuery, Unreadable
from vaultsync.core.query.pattern.regexes import Pattern, read_pattern


def matches(pattern: str, text: str) -> bool:
    return read_pattern(pattern).searching()(text)


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("/tax \\d+$/", "File tax 10", True),
        ("/^\\d/", "١", False),
        ("/^\\w+$/", "über", False),
        ("/\\bber/", "über", True),
        ("/a.b/", "a\u2028b", False),
        ("/a.b/s", "a\nb", True),
        ("/a$/", "a\n", False),
        ("/^b/m", "a\u2028b", True),
        ("/É/i", "é", True),
        ("/a\\sb/", "a\ufeffb", True),
        ("/a\\sb/", "a\u0085b", False),
        ("/a{,2}/", "a{,2}", True),
        ("/a]/", "a]", True),
        ("/[]/", "x", False),
        ("/[^]/", "\n", True),
        ("/[[a]/", "[", True),
        ("/[a&&b]/", "&", True),
        ("/\\u0061\\x62/", "ab", True),
        ("/\\q/", "q", True),
        ("/\\//", "a/b", True),
        ("/(?<n>a)\\k<n>/", "aa", True),
        ("/^(?:(a)|b)\\1$/", "b", True),
        ("/x(?!y)/", "xy", False),
        ("/x(?=y)/", "xy", True),
        ("/b/y", "ab", False),
        ("/\\p{L}/u", "ü", True),
        ("/a/b/", "a/b", True),
        ("/^.$/", "🔁", False),
        ("/^..$/", "🔁", True),
        ("/^.$/u", "🔁", True),
        ("/🔁*/", "x", False),
        ("/[📅]/", "📆", True),
        ("/[📅]/u", "📆", False),
        ("/(?<n>a)|(?<n>b)/", "b", True),
        ("/^(a\\1){2}$/", "aa", True),
        ("/^(?<n>a\\k<n>)$/", "a", True),
        ("/^(a)(b\\1)$/", "aba", True),
        ("/^((a)\\2)$/", "aa", True),
        ("/^(a\\1+)$/", "aa", False),
        ("/[a\\&b]/v", "&", True),
        ("/^[a-c&]$/v", "b", True),
        ("/[\\c1]/", "1", False),
        ("/[\\c_]/", "\x1f", True),
        ("/\\c1/", "\\c1", True),
    ],
)
def test_a_pattern_means_what_it_means_in_javascript(pattern, text, expected):
    assert matches(pattern, text) == expected


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("/task/i", "TASK", True),
        ("/s/i", "ſ", False),
        ("/ſ/i", "S", False),
        ("/[ı]/i", "I", False),
        ("/k/i", "\u212a", False),
        ("/istanbul/i", "İSTANBUL", False),
        ("/i/i", "ı", False),
        ("/[a-z]/i", "ı", False),
        ("/[^a-z]/i", "Z", False),
        ("/[à-ž]/i", "ÀŽ", True),
        ("/[aé]/i", "É", True),
        ("/straße/i", "STRASSE", False),
        ("/σ/i", "ς", True),
        ("/µ/i", "μ", True),
        ("/å/i", "\u212b", False),
        ("/ᾀ/i", "ᾈ", False),
        ("/(a)\\1/i", "aA", True),
        ("/s/iu", "ſ", True),
        ("/i/iu", "İ", False),
        ("/ı/iu", "I", False),
    ],
)
def test_letters_are_the_same_in_any_case_where_javascript_says_so(pattern, text, expected):
    assert matches(pattern, text) == expected


@pytest.mark.parametrize(
    "pattern",
    [
        "tax",
        "/tax",
        "//",
        "/(/",
        "/a)/",
        "/[a/",
        "/a**/",
        "/a++/",
        "/*a/",
        "/x/z",
        "/x/gg",
        "/^*/",
        "/\\/",
        "/a{2,1}/",
        "/[b-a]/",
        "/(?i:a)/",
        "/(?P<n>a)/",
        "/(?>a)/",
        "/(?#a)/",
        "/\\01/u",
        "/(?<n>a)(?<n>b)/",
        "/(?<n>a|(?<n>b))/",
        "/(?:(?<n>a)|b)(?<n>c)/",
        "/[\\w-]/v",
        "/[a(]/v",
        "/[a&&b]/v",
        "/[a!!]/v",
        "/[[a]]/v",
        "/[\\&]/u",
    ],
)
def test_what_javascript_cannot_read_is_refused(pattern):
    with pytest.raises(Unreadable):
        read_pattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "/(a+)+$/",
        "/(.*)*/",
        "/(a?)*/",
        "/(a+){10}/",
        "/((ab)*c)*/",
        "/(?=a*)*/",
        "/(?<=a)b/",
        "/" + "a" * 501 + "/",
        "/" + "a*" * 26 + "/",
        "/" + "a*?" * 26 + "/",
        "/((a+)+?)+/",
        "/(a|b+)*/",
    ],
)
def test_what_the_plugin_finds_too_costly_is_refused(pattern):
    with pytest.raises(Unreadable):
        read_pattern(pattern)


def test_as_much_as_the_plugin_allows_is_allowed():
    assert matches("/" + "a" * 500 + "/", "a" * 500)
    assert matches("/^" + "a*" * 25 + "$/", "aaa")


def test_into_a_lazy_repetition_nobody_looks():
    assert matches("/^(a+b)+?$/", "aabab")
    assert matches("/^((a+)+){1,2}?$/", "aaa")
    assert matches("/^(?:" + "a*" * 30 + ")*?$/", "aaa")


def test_a_search_without_end_is_given_up():
    with pytest.raises(Unreadable, match="takes too long"):
        matches("/(a|a)*$/", "a" * 60 + "b")


class Sluggish:
    """An engine for which every search takes longer than the first time allows, and not as long as the second."""

    def search(self, text: str, timeout: float) -> None:
        if timeout <= QUICK:
            raise TimeoutError


def test_many_slow_searches_are_given_up_though_each_comes_to_an_end():
    search = Pattern("x", "", Sluggish()).searching()

    assert [search("a") for _ in range(MOST_SLOW)] == [False] * MOST_SLOW
    with pytest.raises(Unreadable, match="takes too long"):
        search("a")


def test_a_search_without_end_names_the_line_of_the_query_and_the_task():
    with pytest.raises(BadQuery, match=r"line 2 of the query: .* takes too long, in the tag of Work/A\.md:7") as caught:
        results(
            "not done\n(no tags) OR (tags regex matches /#(a|a)*$/)",
            "fine",
            asked(f"#{'a' * 60}b", path="Work/A.md", line=7),
        )
    assert caught.value.line.line == 2
