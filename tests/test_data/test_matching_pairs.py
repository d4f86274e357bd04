"""Two names side by side: what is one body or person, and what only looks like it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.matching.pairs import SAME, pair_score


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harbour Trading Ltd.", "Harbour Trading Limited"),
        ("OAO Severnaya Neva", "Open Joint Stock Company Severnaya Neva"),
        ("1st Maritime Bank", "First Maritime Bank"),
        ("The Centre for Harbour Policy", "Center for Harbor Policy"),
        ("International Organisation for Ports", "International Organization of Ports"),
        ("Harbour Police Agency", "Agency of Harbour Police"),
        ("Country Programme III", "Country Program 3"),
        ("Ministry of Ports & Shipping", "Ministry of Ports and Shipping"),
        ("Brigade Forty-Four", "Brigade 44"),
        ("Ports Authorities Network", "Ports Authority Network"),
        ("H.P.A.", "HPA"),
        ("Harbour Police Agency", "HPA"),
        ("United Nations Office on Piracy", "UN Office on Piracy"),
        ("Wanda Ferreira", "FERREIRA, Wanda"),
        ("WandaFerreira", "Wanda Ferreira"),
        ("Dr. Wanda Ferreira", "Wanda Luisa Ferreira"),
        ("W. Ferreira", "Wanda Ferreira"),
        ("Вадим Орловский", "Vadim Orlovsky"),
        ("Tariq Shamsi", "طارق شمسی"),
        ("W4nda Ferreira", "Wanda Ferreira"),
    ],
)
def test_same(one: str, other: str) -> None:
    assert pair_score(one, other) >= SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zone II", "Zone III"),
        ("Coast Guard Zone II", "Coast Guard Zone IV"),
        ("Country Programme 2", "Country Programme 3"),
        ("Regional Office for Asia", "Regional Office for Africa"),
        ("Government of Malta", "Government of Mali"),
        ("Bank of Niger", "Bank of Nigeria"),
        ("Institute for Ports in Northern Iraq", "Institute for Ports in Northern Iran"),
        ("Harbour Alliance against Smuggling", "Harbour Action against Trafficking"),
        ("Delta Systems Inc.", "Delta Industries Inc."),
        ("Wanda Ferreira", "Paulo Ferreira"),
        ("P. Ferreira", "Wanda Ferreira"),
        ("Muhammad Ali", "Muhammad Asif"),
        ("", "Wanda Ferreira"),
    ],
)
def test_not_same(one: str, other: str) -> None:
    assert pair_score(one, other) < SAME


@given(st.text(max_size=80), st.text(max_size=80))
@settings(deadline=None)
def test_score_is_the_same_both_ways_and_between_0_and_1(one: str, other: str) -> None:
    assert pair_score(one, other) == pair_score(other, one)
    assert 0 <= pair_score(one, other) <= 1


@given(st.text(alphabet="abcdefgh ", min_size=1, max_size=40).filter(str.strip))
def test_a_name_is_itself(name: str) -> None:
    assert pair_score(name, name.upper()) == 1
