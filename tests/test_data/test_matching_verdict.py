"""The verdict: one is meant, a few are meant equally, or nobody is."""

from hypothesis import given
from hypothesis import strategies as st

from data.matching import Choice, Match, Nothing, Sure, verdict


def ranked(*scores: float, because: str = "surname") -> list[Match]:
    return [
        Match(entity_id=id, name=f"name {id}", score=score, because=because)
        for id, score in enumerate(scores, 1)
    ]


def test_one_well_ahead_is_sure() -> None:
    assert verdict(ranked(0.9, 0.7)) == Sure(match=ranked(0.9)[0])


def test_two_close_together_are_a_choice() -> None:
    found = verdict(ranked(0.87, 0.83, 0.5))
    assert isinstance(found, Choice)
    assert [match.entity_id for match in found.matches] == [1, 2]
    assert not found.more


def test_a_surname_that_is_anothers_middle_name_is_asked_about() -> None:
    """A lone surname leaves more room than other words: whoever bears it otherwise may be meant."""
    found = verdict([*ranked(0.92), Match(entity_id=2, name="other", score=0.83, because="part of the name")])
    assert isinstance(found, Choice)
    apart = [*ranked(0.92, because="part of the name"), *ranked(0, 0.83, because="part of the name")[1:]]
    assert isinstance(verdict(apart), Sure)


def test_an_exact_name_beats_all_that_are_only_near() -> None:
    assert isinstance(verdict(ranked(1.0, 0.98, 0.97)), Sure)


def test_two_exact_bearers_are_a_choice() -> None:
    assert isinstance(verdict(ranked(1.0, 1.0, 0.98)), Choice)


def test_more_than_four_are_cut_and_said_to_be() -> None:
    found = verdict(ranked(0.8, 0.8, 0.8, 0.8, 0.8))
    assert isinstance(found, Choice)
    assert len(found.matches) == 4
    assert found.more


def test_the_near_are_offered_and_the_far_are_not() -> None:
    assert verdict(ranked(0.6, 0.55, 0.4)) == Nothing(near=tuple(ranked(0.6, 0.55)))
    assert verdict(ranked(0.4, 0.3)) == Nothing()
    assert verdict([]) == Nothing()


def test_initials_of_many_mean_nobody() -> None:
    assert verdict(ranked(0.82, 0.82, 0.82, 0.82, 0.82, because="initials")) == Nothing()


@given(st.lists(st.floats(0, 1), max_size=12))
def test_any_ranking_gives_a_verdict_of_the_right_size(scores: list[float]) -> None:
    matches = ranked(*sorted(scores, reverse=True))
    found = verdict(matches)
    if isinstance(found, Choice):
        assert 2 <= len(found.matches) <= 4
    elif isinstance(found, Nothing):
        assert len(found.near) <= 3
    else:
        assert found.match == matches[0]
