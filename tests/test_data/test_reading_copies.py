"""Near-copies are told from reports that only tell of the same event."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reading.copies import HASHES, likely, near_copy, signature


def prose(seed: int, words: int = 300) -> str:
    """A text of invented words, the same for the same seed."""
    chosen = random.Random(seed)
    vocabulary = ["".join(chosen.choices("abdeiklmnorstu", k=chosen.randint(3, 8))) for _ in range(200)]
    return " ".join(chosen.choices(vocabulary, k=words))


REPORT = prose(1)
WORDS = REPORT.split()
EDITED = " ".join([*WORDS[:40], "edited", *WORDS[41:200], "again", *WORDS[200:]])
SHORTENED = " ".join(WORDS[:120])
QUOTING = prose(2) + " " + " ".join(WORDS[:25]) + " " + prose(3)


def test_an_edited_copy_and_a_shortened_copy_are_near_copies() -> None:
    assert near_copy(REPORT, EDITED) > 0.9
    assert near_copy(REPORT, SHORTENED) == 1.0
    assert near_copy(SHORTENED, REPORT) == 1.0


def test_case_and_punctuation_do_not_hide_a_copy() -> None:
    assert near_copy(REPORT, REPORT.upper().replace(" ", ", ")) == 1.0


def test_another_report_and_a_report_with_a_shared_quotation_are_none() -> None:
    assert near_copy(REPORT, prose(4)) == 0.0
    assert near_copy(REPORT, QUOTING) == 0.0


def test_a_short_notice_inside_a_report_is_no_copy_of_it() -> None:
    assert near_copy(REPORT, " ".join(WORDS[:20])) == 0.0


@pytest.mark.parametrize("text", ["", "...", "one two"])
def test_texts_without_four_words(text: str) -> None:
    assert near_copy(text, REPORT) == 0.0
    assert len(signature(text).digest) == HASHES


def test_likely_finds_the_copies_among_many() -> None:
    others = [prose(seed) for seed in range(10, 60)] + [EDITED, SHORTENED, REPORT]
    found = likely(signature(REPORT), [signature(text) for text in others])
    assert {50, 51, 52} <= set(found)
    assert len(found) < 10
    assert likely(signature(""), [signature(REPORT)]) == []
    assert likely(signature(REPORT), []) == []


@given(st.text(max_size=200), st.text(max_size=200))
def test_the_measure_is_symmetric_and_a_share(one: str, other: str) -> None:
    assert 0.0 <= near_copy(one, other) == near_copy(other, one) <= 1.0
    assert signature(one) == signature(one)


@given(st.text(min_size=1, max_size=200).filter(lambda text: any(map(str.isalnum, text))))
def test_a_text_is_a_copy_of_itself(text: str) -> None:
    assert near_copy(text, text) == 1.0
