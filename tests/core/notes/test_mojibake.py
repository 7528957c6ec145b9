"""Text that was read in the wrong encoding once."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultsync.core.notation.emoji import SIGNS
from vaultsync.core.notes.misreadings import put_right
from vaultsync.core.notes.mojibake import repair

ENCODINGS = ["mac_roman", "cp1252", "latin-1"]


def misread(text: str, encoding: str) -> str:
    """How UTF-8 looks in another encoding; what CP1252 leaves undefined becomes a control, as in browsers."""
    if encoding != "cp1252":
        return text.encode().decode(encoding)
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("selector", ["", "\ufe0f"])
@pytest.mark.parametrize("sign", sorted(SIGNS))
def test_every_sign_of_the_notation_is_put_right(sign, selector, encoding):
    looks = misread(sign + selector, encoding)

    assert looks != sign
    assert repair(f"- [ ] Send it {looks} 2026-01-05") == f"- [ ] Send it {sign}{selector} 2026-01-05"
    assert repair(f"- [ ] 日本 {looks} 2026-01-05") == f"- [ ] 日本 {sign}{selector} 2026-01-05", "beside clean text"


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    "name",
    "Rosalind Achterberg–Moy|Étienne Lefèvre|René|Björn Åkesson|Zoë Vale|Siân O’Neill|Ana Ruíz|Jürgen|Łukasz Dvořák"
    "|Léa “the boss”|José|São João|Иван Петров|Νίκος|山田太郎|Rene\u0301".split("|"),
)
def test_names_in_a_line_that_was_misread_as_a_whole_are_put_right(name, encoding):
    line = f"- [ ] Ask about the keys. @{name} 📅 2026-01-05 #task"
    assert repair(misread(line, encoding)) == line


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_name_alone_is_put_right(encoding):
    assert repair(misread("Rosalind Achterberg–Moy", encoding)) == "Rosalind Achterberg–Moy"


def test_where_a_line_is_half_damaged_only_the_signs_are_put_right():
    assert repair("日本 Ren√© \uf8ffüìÖ 2026-01-05") == "日本 Ren√© 📅 2026-01-05"
    assert repair("Voir l’île. @Ren√© ‚è´") == "Voir l’île. @Ren√© ⏫"
    assert repair("—Él y Ren√©") == "—Él y Ren√©"


@pytest.mark.parametrize(
    "clean",
    [
        "compute √π dx",
        "2√∞ and n≈£20",
        "mean≈£20 per pallet",
        "¬ø or ¬p",
        "ƒ/2.8",
        "LE CAFÉ\u00a0!",
        "AMANHÃ…",
        "IRMû",
        "—Él vino ayer.",
        "Voir l’île.",
        "Vi ses i Å…",
        "‚Ärger‘ und „Übermut“",
        "« théâtre »",
        "naïve café",
    ],
)
def test_clean_text_that_happens_to_be_utf_8_is_left_alone(clean):
    assert repair(clean) == clean


# A single letter stands beside ASCII, as in life: three dashes and three of them would make a word of Cyrillic.
WORDS = (
    "café|CAFÉ|Él|été|ÉTÉ|irmã|IRMÃ|amanhã|AMANHÃ|não|NÃO|Ångström|Ähre|über|ÜBER|ñandú|ÑANDÚ|île|Île|château|CHÂTEAU"
    "|œuvre|ŒUVRE|naïve|garçon|GARÇON|Straße|√π|2√∞|n≈£20|x ≈ 3|±5|20 °C|µ-law|πr²|∑x|¥500|©2026|R®|§5|æble|Øst|voilà"
    "|là|où|più|città|perché|3 × 4|¿Qué|¡Él|Łódź|żółw|příliš|Điện|İstanbul|Привет|Γειά|日本|שלום|📅|⏫|i Å|en ö|L’Haÿ"
    "|l’île|à la|l’été|x|20"
).split("|")
MARKS = " |…|’|“|”|«|»|« | »|\u00a0!|\u00a0|–|—|„|‹|›|.|,|-|(|)|•|°|™|€|".split("|")


@settings(max_examples=1500)
@given(st.lists(st.tuples(st.sampled_from(MARKS), st.sampled_from(WORDS)), max_size=5), st.sampled_from(MARKS))
def test_clean_text_of_many_languages_is_unchanged(pieces, end):
    # Kills: `_reread` that takes every text that is valid UTF-8 (without the search for evidence).
    text = "".join(mark + word for mark, word in pieces) + end
    assert repair(text) == text


@given(
    st.text(
        st.characters(exclude_categories=["Cs"], max_codepoint=0x7F) | st.sampled_from("日本Привет📅⏫ﬁＡ’“\u0301½\r")
    )
)
def test_text_without_any_misread_sign_is_unchanged(text):
    # Kills: normalising (NFC, curly quotes, line ends) on the way.
    assert repair(text) == text


@given(st.lists(st.sampled_from(["Ana", "Zoë", "Björn", "–", "“so”", "📅 2026-01-05", "#task"]), min_size=1))
def test_what_was_repaired_once_is_not_repaired_again(words):
    # Kills: taking CP1252 for Latin-1 (an empty `_AS_BYTES`).
    line = "- [ ] naïve " + " ".join(words)
    repaired = repair(misread(line, "cp1252"))

    assert repaired == line
    assert repair(repaired) == repaired


firsts = st.sampled_from("\u00c3\u00e9\u00f0\u221a\u201a\u2013\u0192\uf8ff")


@settings(max_examples=1500)
@given(st.lists(st.text("aé√©‚è´ðŸÃ¶\u00a0ö Zü°ì\u0178", max_size=6) | firsts, min_size=1).map(" ".join), firsts)
def test_a_text_that_is_passed_over_has_nothing_to_put_right(text, first):
    """Kills: a hint that looks behind a first byte alone, or before it alone."""
    assert repair(text + first) == put_right(text + first)
