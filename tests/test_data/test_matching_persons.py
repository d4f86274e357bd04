"""The guard before two persons become one: variants of a name agree, near names do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.matching.persons import same_person

NAMES = st.lists(
    st.sampled_from(["Tariq", "Shamsi", "Mehmood", "Lodhi", "Helene", "Vasseur", "Wanda", "Rashid", "Ivo"]),
    min_size=1,
    max_size=4,
    unique=True,
).map(" ".join)  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jehanzeb Lodhi", "Jahanzeb Lodhi"),
        ("Rai Tahir", "Muhammad Tahir Rai"),
        ("Syed Tariq Hasan Shamsi", "Tariq Shamsee"),
        ("Hussain Rizwi", "Husain Rizvi"),
        ("Cyrus Sajid Quraishi", "Cyrus Qureshi"),
        ("Dimitri Papandreou", "Dimitris Papandreou"),
        ("Brandt Ivo", "Ivo Brandt"),
        ("طارق شمسی", "Tariq Shamsi"),
        ("Dr. Wanda Ferreira", "Ferreira, Wanda"),
    ],
)
def test_spellings_of_one_name_agree(one: str, other: str) -> None:
    assert same_person(one, other) is True
    assert same_person(other, one) is True


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Muhammad Ali", "Muhammad Asif"),
        ("Tariq Shamsi", "Tariq Mehmood Lodhi"),
        ("Nadir Sharif", "Shahid Sharif"),
        ("Ivo Brandt", "Eva Brandt"),
        ("Asif Ali", "Asif Hussain"),
    ],
)
def test_names_that_share_a_part_do_not_agree(one: str, other: str) -> None:
    assert same_person(one, other) is False


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Shamsi", "Tariq Shamsi"),
        ("Tariq", "Tariq Shamsi"),
        ("T. Shamsi", "Tariq Shamsi"),
        ("Muhammad Ali", "Mohammad Ali"),
        ("", "Tariq Shamsi"),
        ("Tariq Ali", "Tariq Ali Shamsi"),
    ],
)
def test_too_little_leaves_it_open(one: str, other: str) -> None:
    assert same_person(one, other) is None


@given(one=NAMES, other=NAMES)
def test_the_order_of_asking_does_not_matter(one: str, other: str) -> None:
    assert same_person(one, other) is same_person(other, one)


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_is_judged(one: str, other: str) -> None:
    assert same_person(one, other) in (True, False, None)
