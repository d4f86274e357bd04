"""The promise of the product: every line is backed by what it cites, over every store that is at hand."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefs.page import Line, Page, Source
from data.store import coverage
from handlers.desk import Desk
from handlers.terminal import plain
from tests.conversation import page
from tests.honesty import Held, faults, held

OF_A_NAME = (
    "/actor", "/org", "/project", "/country", "/event", "/find", "/timeline", "/quote", "/figure", "/latest",
    "/brief", "/compare", "/related",
)  # fmt: skip
OF_WORDS = ("/search", "/brief", "/why", "/quote", "/figure", "/find", "/latest", "/who")
QUESTIONS = (
    "{}", "who is {}", "who is the head of {}", "who was the minister of {}", "how many {}", "how many people {}",
    "what did {} say about migration", "what has {} said on trafficking", "is {} still in office",
    "latest on {}", "news about {}", "when did {} begin", "where is {}", "did {} sign anything",
    "who met {}", "who did {} meet", "who attended the {}", "who funds {}", "tell me about {}", "where did {} meet",
)  # fmt: skip
PLAIN = ("/upcoming", "/latest", "/brief", "/brief since 1 Jan 2020", "/brief since 1 Jan 2090")
ALONE = ("/about", "/start", "/help")
"""Commands that speak of the bot and the store, not from a source."""
LONGEST = {"/brief": 4_096, "/quote": 3_000}
"""Characters of an answer, its buttons apart; a brief is one Telegram message, a quote is shown whole."""
ONE_MESSAGE = 2_500

bounded = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


@pytest.fixture(scope="session", params=["sample", "invented", pytest.param("real", marks=pytest.mark.real)])
def store(request: pytest.FixtureRequest) -> Held:
    """The sample store, the invented articles, and the five originals where they are at hand."""
    fixtures = {"sample": "desk", "invented": "invented", "real": "real_desk"}
    return held(request.getfixturevalue(fixtures[request.param]))


def message(found: Page) -> str:
    """A page without its buttons, which Telegram sends beside the text."""
    return plain(found.model_copy(update={"choices": ()}))


def check(store: Held, text: str) -> None:
    """Ask, and hold the page that comes back to the promise."""
    command, _, words = text.partition(" ")
    found = page(store.desk, text)
    assert faults(store, found, words if command.startswith("/") else text) == []
    if command != "/source":
        assert len(message(found)) <= LONGEST.get(command, ONE_MESSAGE)


@pytest.mark.parametrize("command", ["/find", "/timeline", "/latest"])
def test_every_name_of_the_store_is_answered_honestly(store: Held, command: str) -> None:
    for name in store.names:
        check(store, f"{command} {name}")


@bounded
@given(data=st.data())
def test_every_command_about_a_name_is_honest(store: Held, data: st.DataObject) -> None:
    command = data.draw(st.sampled_from(OF_A_NAME))
    name, other = (data.draw(st.sampled_from(store.names)) for _ in range(2))
    check(store, f"{command} {name}, {other}" if command == "/compare" else f"{command} {name}")


@bounded
@given(data=st.data())
def test_every_command_about_words_of_the_articles_is_honest(store: Held, data: st.DataObject) -> None:
    words = data.draw(st.sampled_from(store.sentences)).split()
    first = data.draw(st.integers(0, max(len(words) - 2, 0)))
    some = " ".join(words[first : first + data.draw(st.integers(1, 4))])
    check(store, f"{data.draw(st.sampled_from(OF_WORDS))} {some}")


@bounded
@given(data=st.data())
def test_plain_questions_are_answered_honestly(store: Held, data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(QUESTIONS))
    check(store, form.format(data.draw(st.sampled_from(store.names))))


def test_the_proof_of_every_fact_is_honest(store: Held) -> None:
    for fact in store.facts:
        check(store, f"/why #{fact.id}")


def test_every_article_is_shown_honestly(store: Held) -> None:
    for number in store.articles:
        check(store, f"/source {number}")


@pytest.mark.parametrize("text", PLAIN)
def test_what_needs_no_words_is_honest(store: Held, text: str) -> None:
    check(store, text)


@bounded
@given(data=st.data())
def test_what_is_withheld_cannot_be_asked_for(store: Held, data: st.DataObject) -> None:
    """Words of a suspect passage, typed by the reader, bring no more of it."""
    some = " ".join(data.draw(st.sampled_from(sorted(store.withheld)))[:3])
    command = data.draw(st.sampled_from(["/search", "/why", "/quote", "/figure", "/brief", "/find"]))
    check(store, f"{command} {some}")


def test_what_the_store_covers_is_counted_rightly(store: Held) -> None:
    shelf = store.desk.shelf
    told = plain(page(store.desk, "/about"))
    assert f"covers {len(store.articles)} articles" in told
    assert all(f"{count} " in told for _, count in coverage.kinds(shelf))
    undated = sum(one.published.precision in ("none", "bounded") for one in store.articles.values())
    assert (f"{undated} of them undated" in told) == bool(undated)
    assert all(f"{name} ({count})" in told for name, count in coverage.publishers(shelf))


@bounded
@given(data=st.data())
def test_the_same_question_gets_the_same_page(store: Held, data: st.DataObject) -> None:
    asked = st.sampled_from([*(f"{c} {{}}" for c in OF_A_NAME), *QUESTIONS, *PLAIN, *ALONE])
    text = data.draw(asked).format(data.draw(st.sampled_from(store.names)))
    assert page(store.desk, text) == page(store.desk, text)


def dishonest(store: Held) -> dict[str, Page]:
    """Pages that break the promise, each in one way, made from the first fact with a value and a number."""
    fact = next(fact for fact in store.facts if fact.kind == "figure" and fact.article_id)
    number = fact.article_id or 0
    source = Source(number=number, label="a source", article_id=number)
    other = next(one for one in store.articles if one != number)
    stranger = next(one for one in store.persons if one not in store.named[number])
    gone = Line(text="Nothing", cites=(number,), facts=(10**9,))
    lines = {
        "cites nothing": Line(text="A thing happened."),
        "cites [": Line(text="A thing happened.", cites=(other,)),
        "is of article": Line(text="A thing.", cites=(number,), facts=(_of(store, other),)),
        "is not held": gone,
        "the number": Line(text="987654 people", cites=(number,), facts=(fact.id,)),
        "the date": Line(text="They met on 31 Dec 1871", cites=(number,), facts=(fact.id,)),
        "quotes what nobody said": Line(text="He said: “never said so”", cites=(number,), role="quote"),
        "is not named": Line(text=f"{stranger}: said so", cites=(number,)),
        "counted 5": Line(text="5, counted from the list", cites=(number,), facts=(fact.id,)),
        "shows the address": Line(text="Write to somebody@example.org", role="note"),
        "shows suspect text": Line(text=" ".join(sorted(store.withheld)[0]), role="note"),
    }
    return {fault: Page(title="A page", lines=(line,), sources=(source,)) for fault, line in lines.items()}


def _of(store: Held, number: int) -> int:
    return next((fact.id for fact in store.facts if fact.article_id == number), 10**9)


FAULTS = (
    "cites nothing", "cites [", "is of article", "is not held", "the number", "the date",
    "quotes what nobody said", "is not named", "counted 5", "shows the address", "shows suspect text",
)  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_page_that_breaks_the_promise_is_seen(store: Held, fault: str) -> None:
    found = faults(store, dishonest(store)[fault], "")
    assert any(fault in one for one in found)


def test_sentences_that_are_found_are_whole_or_visibly_cut(desk: Desk) -> None:
    """What is shown of a sentence stands in its article, letter for letter, between the marks of a cut."""
    store = held(desk)
    for sentence in store.sentences[::7]:
        words = " ".join(sentence.split()[:6])
        if not any(c.isalpha() for c in words):
            continue
        for line in page(desk, f"/search {words}").lines:
            pieces = [piece.strip() for piece in line.text.split("…")]
            if line.cites and not line.facts:
                assert all(piece in store.texts[line.cites[0]] for piece in pieces)
