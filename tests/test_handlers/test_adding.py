"""Adding and correcting by message: in one line, in fields, step by step; previewed, confirmed once, never lost."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefs.page import Page
from data.store import facts
from handlers.desk import Desk
from handlers.terminal import plain
from tests.test_handlers.test_editing import Person, a_fact, editors, log

__all__ = ["editors"]
ONE_LINE = "/addfact Piantedosi met Zorbrek Ulmani in Vienna on 3 Nov 2025 source: https://example.org/a"


def confirmed(anna: Person, page: Page, kind: str = "New: person") -> Page:
    """Answer the questions about new names, then confirm."""
    while any(choice.label == kind for choice in page.choices):
        page = anna.taps(page, kind)
    return anna.taps(page, "Confirm")


def test_one_line_is_read_previewed_as_it_will_be_stored_and_confirmed(editors: Desk) -> None:
    anna = Person(editors)
    asked = anna.says(ONE_LINE)
    assert asked.title == "“Zorbrek Ulmani” is not in the store. Is it a new name?"
    preview = anna.taps(asked, "New: person")
    told = plain(preview)
    for part in ("Subject: Matteo Piantedosi", "With: Zorbrek Ulmani", "When: 3 Nov 2025, to the day", "Where: Vienna",
                 "Source: https://example.org/a", "New in the store: Zorbrek Ulmani"):  # fmt: skip
        assert part in told
    assert log(editors) == 0
    stored = anna.taps(preview, "Confirm")
    number = facts.newest(editors.shelf, limit=1)[0].id
    assert stored.title == f"Stored as fact #{number}."
    card = plain(anna.says("/find Ulmani"))
    assert f"Met Matteo Piantedosi in Vienna (3 Nov 2025) [#{number}]" in card
    assert f"[#{number}] Entered by an editor, 2 Mar 2026: https://example.org/a" in card
    why = plain(anna.says(f"/why #{number}"))
    assert "»Piantedosi met Zorbrek Ulmani in Vienna on 3 Nov 2025«" in why
    assert "Entered by an editor on 2 Mar 2026; source: https://example.org/a" in why
    assert anna.says(f"/source #{number}").lines == anna.says(f"/why #{number}").lines


FAR = "is still to come: confirm it only when the source announces it."


@pytest.mark.parametrize(
    ("when", "warned"),
    [("3 Nov 2030", "3 Nov 2030"), ("Nov 2030", "Nov 2030"), ("2031", "2031"), ("after 2 Mar 2030", "2 Mar 2030"),
     ("3 Nov 2025", ""), ("2026", ""), ("2 Mar 2026", ""), ("before 2031", ""), ("undated", "")],
)  # fmt: skip
def test_what_is_said_to_have_happened_in_the_future_is_warned_of_and_not_refused(
    editors: Desk, when: str, warned: str
) -> None:
    anna = Person(editors)
    preview = anna.says(f"/addfact Piantedosi met Naqvi when: {when} source: https://example.org/a")
    said = [line.text for line in preview.lines if FAR in line.text]
    assert len(said) == bool(warned)
    assert all(warned in line for line in said)
    assert anna.taps(preview, "Confirm").verdict == "answer"


def test_an_announcement_is_about_the_future(editors: Desk) -> None:
    anna = Person(editors)
    words = "Piantedosi | announced | a new office | 3 Nov 2030 | Vienna | | https://example.org/a"
    preview = anna.says(f"/addfact {words}")
    assert "3 Nov 2030" in plain(preview)
    assert FAR not in plain(preview)


def test_a_double_tap_on_confirm_stores_once(editors: Desk) -> None:
    anna = Person(editors)
    preview = anna.taps(anna.says(ONE_LINE), "New: person")
    first, again = anna.taps(preview, "Confirm"), anna.taps(preview, "Confirm")
    assert first == again
    assert log(editors) == 1


def test_undone_it_is_gone_from_every_answer_and_the_name_with_it(editors: Desk) -> None:
    anna = Person(editors)
    stored = confirmed(anna, anna.says(ONE_LINE))
    anna.taps(stored, "Undo")
    assert anna.says("/find Ulmani").verdict == "nothing"
    assert "Ulmani" not in plain(anna.says("/latest"))


@pytest.mark.parametrize("text", [
    "/addfact Piantedosi | arrested | 12 smugglers | Nov 2025 | Rome | | article 1",
    "/addfact subject: Piantedosi; what: arrested; value: 12 smugglers; when: Nov 2025; where: Rome; source: [1]",
])  # fmt: skip
def test_fields_make_the_same_fact_in_either_form(editors: Desk, text: str) -> None:
    anna = Person(editors)
    anna.taps(anna.says(text), "Confirm")
    fact = facts.newest(editors.shelf, limit=1)[0]
    assert (fact.kind.value, fact.subject, fact.number, fact.counted, fact.when.edtf, fact.place, fact.source) == (
        "figure", "Matteo Piantedosi", 12.0, "smugglers", "2025-11", "Rome", "article 1",
    )  # fmt: skip


def test_the_guided_dialogue_asks_for_each_part(editors: Desk) -> None:
    anna = Person(editors)
    page = anna.says("/addfact")
    for words in ("Piantedosi", "arrested", "1,200 smugglers", "3/11/2025", "Lahore"):
        assert page.expects
        page = anna.says(f"{page.expects} {words}")
    page = anna.taps(page, "Skip")
    assert "From which source?" in page.title
    assert not [choice for choice in page.choices if choice.label == "Skip"], "a source is required"
    page = anna.says(f"{page.expects} from a friend")
    assert page.title.startswith("A source is an address")
    assert page.expects, "it is asked again, and nothing that was said before is lost"
    page = anna.says(f"{page.expects} own knowledge of the Ministry")
    assert "2025, known to the year: day and month cannot be told apart" in plain(page)
    anna.taps(page, "Confirm")
    assert facts.newest(editors.shelf, limit=1)[0].number == 1200


@pytest.mark.parametrize(("typed", "edtf"), [
    ("3 Nov 2025", "2025-11-03"), ("November 3, 2025", "2025-11-03"), ("2025-11-03", "2025-11-03"), ("25.12.2025", "2025-12-25"),
    ("Nov 2025", "2025-11"), ("2025", "2025"), ("2015-2019", "2015/2019"), ("since 2019", "2019/.."), ("before 2020", "../2020"),
    ("yesterday", "2026-03-01"), ("today", "2026-03-02"), ("undated", ""),
])  # fmt: skip
def test_a_date_is_taken_as_people_write_it(editors: Desk, typed: str, edtf: str) -> None:
    anna = Person(editors)
    anna.taps(
        anna.says(f"/addfact Piantedosi | praised | the work | {typed} | | | own knowledge of us"), "Confirm"
    )
    assert facts.newest(editors.shelf, limit=1)[0].when.edtf == edtf


def test_a_corrected_fact_takes_the_place_of_the_old_one(editors: Desk) -> None:
    anna, number = Person(editors), a_fact(editors)
    old = facts.get(editors.shelf, number)
    done = anna.taps(anna.says(f"/edit {number} value 9,999 visas"), "Confirm")
    new = facts.newest(editors.shelf, limit=1)[0]
    assert done.title == f"Fact #{number} is corrected; it stands as fact #{new.id} now."
    assert (new.supersedes, new.number, new.evidence) == (number, 9999.0, old and old.evidence)
    assert number not in facts.get_all(editors.shelf, [number])
    assert "9,999" in plain(anna.says("/figure 9,999"))
    assert f"/edit {new.id}" in plain(anna.says(f"/edit {number} value 8,888")), (
        "the old one points to the new one"
    )
    anna.taps(done, "Undo")
    assert facts.get_all(editors.shelf, [number])[number] == old
    assert anna.says("/figure 9,999").verdict == "nothing"


def test_the_second_of_two_editors_is_shown_what_the_first_changed(editors: Desk) -> None:
    anna, bela, number = Person(editors), Person(editors, 8, "editor", "Bela"), a_fact(editors)
    one, other = anna.says(f"/edit {number} value 100 visas"), bela.says(f"/edit {number} value 200 visas")
    anna.taps(one, "Confirm")
    refused = bela.taps(other, "Confirm")
    assert refused.verdict == "refusal"
    assert "Anna corrected fact" in plain(refused)
    assert "100" in plain(refused)
    assert log(editors) == 1
    bela.taps(bela.taps(refused, "Correct what it is now"), "Confirm")
    assert facts.newest(editors.shelf, limit=1)[0].number == 200


def test_a_draft_is_its_makers_alone(editors: Desk) -> None:
    anna, bela = Person(editors), Person(editors, 8, "editor", "Bela")
    preview = anna.says("/addfact Piantedosi | praised | the work | | | | article 1")
    assert bela.taps(preview, "Confirm").verdict == "refusal"
    assert anna.taps(preview, "Cancel").title == "Dropped; nothing was stored."
    assert anna.taps(preview, "Confirm").verdict == "usage"
    assert log(editors) == 0


def test_words_without_a_fact_are_kept_and_asked_about(editors: Desk) -> None:
    anna = Person(editors)
    page = anna.says("/addfact nothing to see here source: https://example.org/a")
    assert page.title.startswith("I could not read a fact")
    assert anna.taps(page, "Fill in the parts").expects


@pytest.mark.parametrize("text", [
    "/addfact a | b | c | d | e | f | g | h", "/addfact Piantedosi | praised | work | soon | | | article 1",
    "/addfact Piantedosi | praised | work | | | | article 99", "/addfact Piantedosi | praised | work | | | | hearsay",
    "/edit", "/edit 1 colour blue words", "/edit 99999 value 1", "/addfact confirm 77", "/edit confirm 77", "/addfact set 77 when 2025",
])  # fmt: skip
def test_bad_input_is_one_clear_sentence(editors: Desk, text: str) -> None:
    page = Person(editors).says(text)
    assert page.verdict in ("usage", "nothing") or page.expects
    assert log(editors) == 0


@given(words=st.text(max_size=80))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_typed_is_no_bug(editors: Desk, words: str) -> None:
    anna = Person(editors, user=hash(words) % 10_000 + 1)
    for command in ("addfact", "edit 1", "withdraw", "restore", "undo", "history", "alias Piantedosi =", "merge", "split", "rename",
                    "kind", "tlp", "grade", "review", "addfact confirm 1", "addfact set 1"):  # fmt: skip
        assert "went wrong" not in anna.says(f"/{command} {words}").title
