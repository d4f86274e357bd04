"""The name index as a conversation: what is typed, what is found and why; and what is never found."""

import contextlib
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.matching import Choice, Match, NameIndex, Nothing, Sure, create_tables, verdict
from data.matching.fit import EXACT
from data.matching.fold import fold

KNOWN = {
    1: ["Tariq Shamsi", "Syed Tariq Shamsi"],
    2: ["Tariq Mehmood Lodhi", "DG NCA"],
    3: ["Hélène Vasseur-Blanc"],
    4: ["National Crime Agency", "NCA"],
    5: ["SEA.WAY"],
    6: ["Country Programme III"],
    7: ["Greta von der Heide"],
    8: ["Nordic Commission"],
    9: ["International Organization for Harbours", "IOH"],
    10: ["Ministry of Interior"],
    11: ["Mehnaz Gillani"],
    12: ["Global Office on Drugs and Piracy", "GODP"],
    13: ["Zone II Command"],
    14: ["Zone III Command"],
}


@pytest.fixture
def index() -> NameIndex:
    return NameIndex.build([(id, alias) for id, aliases in KNOWN.items() for alias in aliases])


def test_a_word_is_borne_by_those_who_have_it_letter_for_letter(index: NameIndex) -> None:
    assert index.bearing("tariq", 9) == [1, 2]
    assert index.bearing("Lodhi", 9) == [2]
    assert index.bearing("Lodhie", 9) == index.bearing("Tariq Shamsi", 9) == index.bearing("...", 9) == []
    assert index.bearing("Tariq", 2) == []  # three aliases have it
    assert (index.bearing("Hélène", 9), index.bearing("Helene", 9)) == ([3], [])
    index.add(16, "Senator", "office")
    index.add(16, "Director Lodhi of the Agency", "office")
    assert (index.bearing("Senator", 9), index.bearing("Lodhi", 9)) == ([], [2])
    index.add(15, "Anna Lodhi")
    assert index.bearing("Lodhi", 9) == [2, 15]
    assert {match.entity_id for match in index.search("Lodhi")} >= {2, 15}


@pytest.mark.parametrize(
    ("typed", "entity", "because"),
    [
        ("Shamsi", 1, "surname"),
        ("shmasi", 1, "surname, two letters swapped"),
        ("Tareq Shamsee", 1, "one letter changed, another spelling"),
        ("شمسی", 1, "surname, Urdu spelling"),
        ("طارق شمسی", 1, "Urdu spelling"),
        ("Syed Shamsi Tariq", 1, "in another order"),
        ("Mr. Tariq Shamsi", 1, "without the title"),
        ("helene vaseur blanc", 3, "one letter missing"),
        ("n.c.a.", 4, "acronym with dots"),
        ("این سی اے", 4, "same words, written another way"),
        ("National Crime Agencies", 4, "another form of the word"),
        ("sea way", 5, "acronym without dots"),
        ("SEAWAY", 5, "acronym without dots"),
        ("sae.way", 5, "two letters swapped"),
        ("country program 3", 6, "same words, written another way"),
        ("cp3", 6, "initials"),
        ("vdh", 7, "initials"),
        ("nc", 8, "initials"),
        ("intl org for harbors", 9, "same words, written another way"),
        ("interior ministry", 10, "in another order"),
        ("Menaz Gilani", 11, "one letter missing"),
        ("drugs and piracy office", 12, "part of the name"),
        ("gopd", 12, "two letters swapped"),
        ("dg nca", 2, "exact name"),
        ("seaway project", 5, "same words, written another way"),
        ("nca shamsi", 1, "surname, not all words found"),
        ("zone 3 command", 14, "same words, written another way"),
    ],
)
def test_finds_what_was_meant_and_says_why(index: NameIndex, typed: str, entity: int, because: str) -> None:
    found = verdict(index.search(typed))
    assert isinstance(found, Sure)
    assert (found.match.entity_id, found.match.because) == (entity, because)


@pytest.mark.parametrize(
    "typed",
    ["north harbour partnership", "The North Harbor Partnership", "North Harbor Partnership program"],
)
def test_a_word_of_kind_more_or_less_is_the_same_name(typed: str) -> None:
    index = NameIndex.build(
        [(1, "North Harbour Partnership Project"), (2, "North Harbour Partnership for Ports")]
    )
    found = verdict(index.search(typed))
    assert isinstance(found, Sure)
    assert found.match.entity_id == 1


@pytest.mark.parametrize("typed", ["Malik", "sheikh", "Rana", "Khan"])
def test_a_family_name_that_is_a_title_too_is_found(typed: str) -> None:
    index = NameIndex.build([(1, "Nadia Rauf Malik"), (2, "Omar Sheikh"), (3, "Sara Rana"), (4, "Asad Khan")])
    assert isinstance(verdict(index.search(typed)), Sure)


@pytest.mark.parametrize(
    "typed",
    ["Tаriq Shаmsi", "T\u200bariq Sh\u00adamsi", "\u202eTariq Shamsi\u202c", "ＴＡＲＩＱ　ＳＨＡＭＳＩ", "tariq\nshamsi 🙂", "T4riq Sh4msi",
     "Tάriq Shαmsi"],
)  # fmt: skip
def test_hidden_signs_wide_letters_and_look_alikes_do_not_hide_a_name(index: NameIndex, typed: str) -> None:
    assert index.search(typed)[:1]
    assert index.search(typed)[0].entity_id == 1


@pytest.mark.parametrize("typed", ["tariq", "Tarik", "طارق"])
def test_first_name_of_two_is_a_choice(index: NameIndex, typed: str) -> None:
    found = verdict(index.search(typed))
    assert isinstance(found, Choice)
    assert {match.entity_id for match in found.matches} == {1, 2}


@pytest.mark.parametrize(
    "typed",
    ["", " ", "a", "of the", "Mr", "Syed", "H.E. Mr Dr", "!!!", "\u200b\u202e", "🙂🙂", "Filippo Ottavio",
     "International Amnesty Watch", "x" * 10_000, "Zone IV Command", "Tariq Ramadani"],
)  # fmt: skip
def test_nobody_is_meant(index: NameIndex, typed: str) -> None:
    assert isinstance(verdict(index.search(typed)), Nothing)


@given(query=st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_text_gets_scores_between_0_and_1_best_first(query: str) -> None:
    found = SHARED.search(query, limit=10)
    assert [match.score for match in found] == sorted((match.score for match in found), reverse=True)
    assert all(0 < match.score <= 1 and match.because for match in found)
    assert len({match.entity_id for match in found}) == len(found)


@given(name=st.text(min_size=1, max_size=60))
@settings(max_examples=150, deadline=None)
def test_what_is_added_is_found_and_what_is_discarded_is_not(name: str) -> None:
    SHARED.add(99, name)
    found = [match.entity_id for match in SHARED.search(name)]
    SHARED.discard(99, name)
    after = [match.entity_id for match in SHARED.search(name)]
    assert 99 not in after
    assert 99 in found or not any(len(token) > 1 for token in fold(name)) or verdict_is_silent(name)


def verdict_is_silent(name: str) -> bool:
    """Names of titles and function words alone are never found, however they are stored."""
    return not NameIndex.build([(1, name)]).search(name)


SHARED = NameIndex.build([(id, alias) for id, aliases in KNOWN.items() for alias in aliases])


def store(path: Path) -> sqlite3.Connection:
    """A file as the store opens it, as far as names need it."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = wal")
    db.execute("PRAGMA foreign_keys = on")
    return db


def new_store(path: Path) -> sqlite3.Connection:
    db = store(path)
    db.execute("BEGIN")
    db.execute("CREATE TABLE entity (id INTEGER PRIMARY KEY, kind TEXT, name TEXT)")
    create_tables(db)
    db.executemany("INSERT INTO entity VALUES (?, 'person', '')", [(id,) for id in range(1, 100)])
    db.execute("COMMIT")
    return db


def test_every_connection_sees_a_committed_alias_at_its_next_query(tmp_path: Path) -> None:
    writer = new_store(tmp_path / "names.db")
    names = NameIndex(writer)
    reader = NameIndex(store(tmp_path / "names.db"))
    assert reader.search("Wanda Ferreira") == []
    writer.execute("BEGIN")
    names.add(7, "Wanda Ferreira")
    assert [match.entity_id for match in names.search("ferreira")] == [7]
    assert reader.search("ferreira") == []
    writer.execute("COMMIT")
    assert [match.entity_id for match in reader.search("ferreira")] == [7]
    writer.execute("BEGIN")
    names.discard(7, "Wanda Ferreira")
    writer.execute("COMMIT")
    assert reader.search("ferreira") == []
    reader.db.close()
    writer.close()


ASK = """
import sqlite3, sys
from data.matching import NameIndex
names = NameIndex(sqlite3.connect(sys.argv[1]))
for typed in sys.stdin:
    print([match.entity_id for match in names.search(typed)], flush=True)
"""


def test_another_process_that_has_the_file_open_finds_a_new_alias_at_once(tmp_path: Path) -> None:
    writer = new_store(tmp_path / "names.db")
    asking = subprocess.Popen(
        [sys.executable, "-c", ASK, str(tmp_path / "names.db")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    with asking, contextlib.closing(writer):
        assert asking.stdin
        assert asking.stdout
        said = []
        for change in (None, NameIndex(writer).add, NameIndex(writer).discard):
            if change:
                change(7, "Wanda Ferreira")
            asking.stdin.write("ferreira\n")
            asking.stdin.flush()
            said.append(asking.stdout.readline().strip())
        asking.stdin.close()
    assert said == ["[]", "[7]", "[]"]


def test_a_rolled_back_alias_is_forgotten(tmp_path: Path) -> None:
    writer = new_store(tmp_path / "names.db")
    names = NameIndex(writer)
    for _ in range(2):
        writer.execute("BEGIN")
        names.add(7, "Wanda Ferreira")
        assert names.search("ferreira")
        writer.execute("ROLLBACK")
        assert names.search("ferreira") == []
    writer.close()


def test_search_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    writer = new_store(tmp_path / "names.db")
    NameIndex(writer).add(3, "Wanda Ferreira")
    before = writer.total_changes
    NameIndex(writer).search("Wanda")
    assert writer.total_changes == before
    writer.close()


def test_an_alias_given_twice_is_kept_once(index: NameIndex) -> None:
    index.add(1, "Tariq Shamsi")
    index.discard(1, "Tariq Shamsi")
    index.discard(1, "Syed Tariq Shamsi")
    assert 1 not in [match.entity_id for match in index.search("Shamsi")]


def test_keep_chooses_among_all_before_the_cut(index: NameIndex) -> None:
    assert [match.entity_id for match in index.search("nca", keep=lambda ids: [2])] == [2]
    assert index.search("nca", keep=lambda ids: []) == []


def test_the_order_of_adding_does_not_change_an_answer() -> None:
    rows = [(id, alias) for id, aliases in KNOWN.items() for alias in aliases]
    one, other = NameIndex.build(rows), NameIndex.build([])
    for id, alias in reversed(rows):
        other.add(id, alias)
    for typed in ("tariq", "shmasi", "interior ministry", "zone"):
        assert one.search(typed) == other.search(typed)


def test_names_filed_at_once_are_found_on_both_sides_of_a_segment() -> None:
    index = NameIndex.build([])
    index.db.execute("INSERT INTO alias (id, entity, text, norm) VALUES (65530, 1, '-', '-')")
    names = ["Ada", "Bruno", "Clara", "Dario", "Edith", "Fabio", "Greta", "Hugo", "Irene", "Jonas"]
    index.fill((id, f"{name} Vasseur") for id, name in enumerate(names, 2))
    for id, name in enumerate(names, 2):
        assert [match.entity_id for match in index.search(f"{name} Vasseur", limit=1)] == [id]


@pytest.mark.parametrize("typed", ["ministry", "the commission", "international office"])
def test_words_that_tell_nothing_find_nobody(typed: str) -> None:
    index = NameIndex.build(
        [(1, "Ministry of Ports"), (2, "Nordic Commission"), (3, "International Office for Harbours")]
    )
    assert isinstance(verdict(index.search(typed)), Nothing)


def test_the_same_words_typed_in_full_are_found() -> None:
    index = NameIndex.build([(1, "International Organisation"), (2, "Nordic International Organisation")])
    found = verdict(index.search("international organization"))
    assert isinstance(found, Sure)
    assert found.match.entity_id == 1


@pytest.mark.parametrize("typed", ["mahmood " * 40, "م" * 9_000, "a.b." * 2_000, "́" * 5_000, "Zoe" * 3_000])
def test_long_input_is_cut_and_answered(index: NameIndex, typed: str) -> None:
    assert isinstance(verdict(index.search(typed)), Nothing)


def test_a_word_that_others_bear_is_hardly_a_slip() -> None:
    without = NameIndex.build([(1, "Hussain Abbasi")])
    known = NameIndex.build([(1, "Hussain Abbasi"), (2, "Hassan Lodhi")])
    assert known.search("Hassan Abbasi")[0].score < without.search("Hassan Abbasi")[0].score


def test_a_country_that_has_a_name_without_capitals_is_no_acronym() -> None:
    named = NameIndex.build([(1, "Interior Minister of Greece"), (2, "Ghana"), (2, "گھانا")])
    assert isinstance(verdict(named.search("interior minister of Ghana")), Nothing)


@given(
    st.sampled_from(
        ["National Crime Agency", "tariq shamsi", "DG NCA", "NCA", "Grete Heide", "nobody at all", "", "..."]
    )
)
@settings(deadline=None)
def test_a_few_names_are_compared_as_in_an_index_of_their_own(typed: str) -> None:
    rows = [(number, text) for number, texts in KNOWN.items() for text in texts]
    of_its_own = NameIndex.build(rows)
    alone = NameIndex.build([(1, "Somebody Else")]).compare(typed, rows)
    found = of_its_own.search(typed, 3)
    assert [match.entity_id for match in found[:1]] == [match.entity_id for match in alone[:1]]
    assert [match.score for match in found[:1]] == pytest.approx(
        [match.score for match in alone[:1]], abs=0.12
    )


WORDS = st.sampled_from(
    ["tariq", "shamsi", "Syed", "Lodhi", "NCA", "n.c.a.", "Ministry", "of", "Interior", "the", "Zone", "II", "III", "DG", "Nordic",
     "commission", "International", "organisation", "organization", "for", "harbours", "IOH", "Mr", "sea", "way"]
)  # fmt: skip


@given(st.lists(WORDS, min_size=1, max_size=5).map(" ".join), st.sets(st.integers(1, 14)))
@settings(deadline=None)
def test_whole_names_are_those_that_a_search_is_sure_of(typed: str, there: set[int]) -> None:
    index = NameIndex.build([(id, alias) for id, aliases in KNOWN.items() for alias in aliases])

    def keep(ids: Sequence[int]) -> set[int]:
        return there.intersection(ids)

    found = [match for match in index.search(typed, 20, keep) if match.score >= EXACT]
    assert sorted(index.whole(typed, keep), key=_by_entity) == sorted(found, key=_by_entity)


def _by_entity(match: Match) -> int:
    return match.entity_id


def test_so_many_who_bear_a_name_are_left_to_the_search() -> None:
    index = NameIndex.build([(number, f"Harbour Office {number}") for number in range(1, 100)])
    assert [match.entity_id for match in index.whole("the harbour office 7", lambda ids: ids)] == [7]
    many = NameIndex.build([(number, f"{title} Lodhi") for number in range(1, 100) for title in ("Mr", "")])
    assert many.whole("lodhi", lambda ids: ids) == []
    assert len(many.search("lodhi", 99, lambda ids: ids)) > 1
