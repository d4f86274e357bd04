"""Folding and keys: different ways of writing one name come to the same tokens or keys."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.matching.arabic import spelled_out
from data.matching.fold import LONGEST_TOKEN, MOST_TOKENS, fold
from data.matching.keys import features, number, short_forms, skeleton, skeletons


@pytest.mark.parametrize(
    ("written", "tokens"),
    [
        ("SEA.WAY", ("seaway",)),
        ("H.P.A.", ("hpa",)),
        ("H P A", ("hpa",)),
        ("Mr.Brandt", ("mr", "brandt")),
        ("Hélène  Vasseur-Blanc", ("helene", "vasseur", "blanc")),
        ("O’Hara", ("ohara",)),
        ("N\u200ba\u202eqvi", ("naqvi",)),
        ("Nаqvi", ("naqvi",)),
        ("Вадим", ("vadim",)),
        ("ﬁnance", ("finance",)),
        ("Country Programme III", ("country", "program", "3")),
        ("Brigade Forty-Four", ("brigade", "44")),
        ("Ports & Shipping", ("ports", "and", "shipping")),
        ("WandaFerreira", ("wanda", "ferreira")),
        ("W4nda", ("wanda",)),
        ("CP3", ("cp3",)),
        ("Joint Stock Company Neva", ("jsc", "neva")),
        ("محسن نقوی", ("MHSN", "NQVY")),
        ("محسن نقوي", ("MHSN", "NQVY")),
        ("ایف آئی اے", ("fia",)),
        ("ڈبلیو ٹی او", ("wto",)),
        ("निर्मला", ("nirmla",)),
        ("贝拉克", ("beilake",)),
        ("", ()),
        ("🙂 — !", ()),
    ],
)
def test_folded(written: str, tokens: tuple[str, ...]) -> None:
    assert fold(written) == tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [("naqvi", "naqwi"), ("qureshi", "kureishi"), ("khan", "kan"), ("zahid", "sahid"), ("yousuf", "iusuf"),
     ("philip", "filip"), ("husain", "hussein"), ("MHSN", "mohsin"), ("WMSY", "shamsi"), ("XALD", "khalid")],
)  # fmt: skip
def test_spellings_of_one_sound_share_a_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other"), [("muhammad", "ahmad"), ("ali", "asif"), ("MHMD", "AHMD")])
def test_different_names_do_not_share_a_skeleton(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize(("written", "latin"), [("MHMVD", "mahmood"), ("NQVY", "naqvi"), ("ALNVR", "noor")])
def test_waw_and_the_article_are_read_both_ways(written: str, latin: str) -> None:
    assert skeleton(latin) in skeletons(written)


def test_a_lone_letter_name_is_a_word() -> None:
    assert spelled_out(["اے", "خان"]) == ["اے", "خان"]
    assert spelled_out(["ڈی", "جی", "بندرگاہ"]) == ["dg", "بندرگاہ"]


def test_short_forms_know_numbers_and_small_words() -> None:
    assert "cp3" in short_forms(fold("Country Programme III"))
    assert {"mp", "mop"} <= set(short_forms(fold("Ministry of Ports")))
    assert "vdh" in short_forms(fold("Greta von der Heide"))
    assert short_forms(fold("Ports")) == []


@given(st.text(max_size=600))
@settings(max_examples=200, deadline=None)
def test_folding_any_text_is_bounded_and_plain(text: str) -> None:
    tokens = fold(text)
    assert len(tokens) <= MOST_TOKENS
    assert all(token and len(token) <= LONGEST_TOKEN and token.isascii() for token in tokens)
    assert all(token.isupper() or token == token.lower() for token in tokens)


@given(st.text(max_size=100))
@settings(deadline=None)
def test_every_name_has_features_and_they_are_numbers_of_32_bits(text: str) -> None:
    tokens = fold(text)
    if tokens:
        assert all(0 <= number(feature) < 1 << 32 for feature in features(tokens))
        assert "!" + "".join(tokens).lower() in features(tokens)
        assert set(features(tokens, typed=True)) >= {"#" + token for token in tokens if len(tokens) == 1}
