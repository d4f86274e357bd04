"""Feeds are followed: nothing hangs, nothing enters twice, and each is told apart by how it goes."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import BadArticle
from data.store import arrivals, articles, facts, feeds
from data.store.store import Store
from data.ways.child import rules_alone
from data.ways.feeds import BROKEN, QUIET, USUAL, Feed, asked_to_wait, next_wait, parse, with_jitter
from data.ways.fetching import Fetched, Web
from data.ways.following import Turn, follow
from handlers.answer import answer
from handlers.desk import Desk
from handlers.settings import Settings
from tests.conversation import said
from tests.test_data import loopback
from tests.test_data.loopback import Site, item, page, rss, web

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
TEXT = (
    "Anna Berg, Minister of Interior of Norland, met Omar Khan, Director General of the Border Agency, in Vienna "
    "on 5 May 2024. {more} They spoke about the return of migrants and about the training of officers at the "
    "airport of the capital, which is to begin in autumn. "
)
WHOLE = TEXT + "The talks were the third of their kind and were held behind closed doors all day long. " * 7
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {c} "{f"&{p};" * 10}">' for p, c in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><rss version='2.0'><channel><title>&i;</title></channel></rss>"
)
ATOM = (
    '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Herald</title><entry>'
    "<title>Talks in Vienna</title><id>urn:1</id><link href='{link}'/><updated>2024-05-07T08:00:00Z</updated>"
    "<content type='html'>{text}</content></entry></feed>"
)


@pytest.fixture
def site() -> Iterator[Site]:
    with loopback.site() as server:
        server.pages["/robots.txt"] = loopback.status(404)
        yield server


def add(store: Store, url: str, trust: feeds.Trust = "current", publisher: str = "") -> int:
    with store.writing() as db:
        return feeds.add(db, url, publisher, "", trust, 1, NOW.isoformat(timespec="seconds"))


def turn(store: Store, now: datetime = NOW, **rules: float) -> Turn:
    return follow(store, now, rules_alone, web(**rules))


def article(text: str) -> str:
    return f"<html><head><title>x</title></head><body><article><p>{text}</p></article></body></html>"


def test_a_summary_leads_to_its_page_and_a_whole_text_does_not(site: Site) -> None:
    store = Store()
    site.pages["/long"] = page(
        article(WHOLE.format(more="It was the first meeting of the two in that town."))
    )
    site.pages["/feed"] = page(
        rss(
            item(f"{site.url}/long", "Talks", "A short summary.")
            + item(f"{site.url}/own", "Own", WHOLE.format(more="Rain fell."))
        )
    )
    number = add(store, f"{site.url}/feed")
    assert turn(store).entered == 2
    assert feeds.counts(store.shelf(), number) == {"read": 2}
    assert site.asked["/long"] == 1
    assert site.asked["/own"] == 0
    stored = articles.get_all(store.shelf(), [1, 2])
    assert {one.publisher for one in stored.values()} == {"The Courier"}
    assert {one.published.edtf for one in stored.values()} == {"2024-05-06"}
    assert all(arrivals.get(store.shelf(), one).way == "feed" for one in stored)


def test_the_same_entry_again_under_another_id_or_in_another_turn_enters_once(site: Site) -> None:
    store = Store()
    text = WHOLE.format(more="One.")
    site.pages["/feed"] = page(rss(item(f"{site.url}/a", "A", text)))
    site.pages["/other"] = page(rss(item(f"{site.url}/a?utm_source=x", "A", text, guid="another")))
    add(store, f"{site.url}/feed")
    add(store, f"{site.url}/other")
    assert turn(store).entered == 1
    assert turn(store, NOW + timedelta(days=1)).entered == 0
    assert articles.count(store.shelf().db) == 1


def test_an_entry_that_was_edited_becomes_a_new_version(site: Site) -> None:
    store = Store()
    add(store, f"{site.url}/feed")
    text = WHOLE.format(more="The police arrested 12 smugglers in Norland on 3 May 2024.")
    site.pages["/feed"] = page(rss(item(f"{site.url}/a", "A", text)))
    turn(store)
    site.pages["/feed"] = page(rss(item(f"{site.url}/a", "A", text.replace("12", "14"))))
    assert turn(store, NOW + timedelta(hours=2)).entered == 1
    assert arrivals.get(store.shelf(), 2).version_of == 1
    numbers = [fact.number for fact in facts.newest(store.shelf()) if fact.number]
    assert numbers == [14.0]


def test_proposed_facts_of_a_feed_are_shown_nowhere(site: Site) -> None:
    store = Store()
    site.pages["/feed"] = page(rss(item(f"{site.url}/a", "A", WHOLE.format(more=""))))
    add(store, f"{site.url}/feed", "proposed")
    assert turn(store).entered == 1
    assert not facts.newest(store.shelf())
    assert facts.proposed_of(store.shelf(), 1)


def test_a_page_that_cannot_be_had_is_asked_for_again_before_the_summary_does(site: Site) -> None:
    store = Store()
    site.pages["/a"] = loopback.status(503)
    site.pages["/feed"] = page(rss(item(f"{site.url}/a", "A", TEXT.format(more="") + "More words to read.")))
    number = add(store, f"{site.url}/feed")
    for hours in range(2):
        assert turn(store, NOW + timedelta(hours=hours)).entered == 0
        assert feeds.counts(store.shelf(), number) == {"new": 1}
    assert turn(store, NOW + timedelta(hours=3)).entered == 1


def test_what_was_noted_is_read_though_the_program_stopped_in_between(site: Site) -> None:
    """The ETag is written with the entries, so a 304 after a crash loses none of them."""
    store = Store()
    body = rss(item(f"{site.url}/a", "A", WHOLE.format(more="")))
    site.pages["/feed"] = loopback.tagged(body)
    number = add(store, f"{site.url}/feed")
    with store.writing() as db:
        feeds.keep_items(db, number, parse(body.encode(), site.url).items, NOW.isoformat())
        feeds.answered(db, number, title="", etag='"one"', modified="", said="new", wait=0, next_at=NOW.isoformat(),
                       now=NOW.isoformat())  # fmt: skip
    assert turn(store).entered == 1


def test_fifty_feeds_of_every_sort(site: Site) -> None:
    """Good ones, unchanged ones, errors, slow ones, broken ones, bombs, floods and odd encodings, all at once."""
    store = Store()
    sorts = {
        "good": lambda n: page(
            rss(item(f"{site.url}/x{n}", f"T{n}", WHOLE.format(more=f"Case {n} was opened."), f"g{n}"))
        ),
        "tagged": lambda n: loopback.tagged(
            rss(item(f"{site.url}/y{n}", f"U{n}", WHOLE.format(more=f"Case {n} ended."), f"h{n}"))
        ),
        "error": lambda n: loopback.status(500),
        "gone": lambda n: loopback.status(410),
        "dripping": lambda n: loopback.dripping,
        "silent": lambda n: loopback.silent,
        "moved": lambda n: loopback.leads(f"/good{n}"),
        "broken": lambda n: page("<rss><channel><item><title>No end"),
        "bomb": lambda n: page(BOMB, "application/rss+xml"),
        "flood": lambda n: loopback.endless(100_000_000),
    }
    for n in range(5):
        for sort, page_of in sorts.items():
            site.pages[f"/{sort}{n}"] = page_of(n)
            add(store, f"{site.url}/{sort}{n}")
    site.pages["/good3"] = page(
        rss(item(f"{site.url}/x3", "Müller", WHOLE.format(more="Präsident Müller came."))).encode("cp1252"),
        "text/xml; charset=utf-8",
    )
    site.pages["/good4"] = page(ATOM.format(link=f"{site.url}/atom", text=WHOLE.format(more="Snow fell.")))
    began = time.monotonic()
    first = turn(store, seconds=2.0)
    assert time.monotonic() - began < 90
    second = turn(store, NOW + timedelta(days=2), seconds=2.0)
    assert second.entered == 0, "nothing enters twice"
    assert first.entered == articles.count(store.shelf().db) == 10
    assert [site.said[f"/tagged{n}", 304] for n in range(5)] == [1] * 5
    texts = [one.text for one in articles.get_all(store.shelf(), range(1, 11)).values()]
    assert sum("Präsident Müller" in text for text in texts) == 1, "the wrong encoding was seen through"
    every = feeds.every(store.shelf())
    assert len(every) == 50
    told: dict[str, set[tuple[str, str]]] = {}
    for one in every:
        sort = one.url.removeprefix(site.url).strip("/").rstrip("01234")
        told.setdefault(sort, set()).add((one.answered, one.problem))
    assert {len(said) for said in told.values()} == {1}, "those of one sort go alike"
    assert told["good"] == told["tagged"] == told["moved"] == {("unchanged", "")}
    problems = {sort: problem for sort, ((answered, problem),) in told.items() if answered == "failed"}
    assert set(problems) == {"error", "gone", "dripping", "silent", "broken", "bomb", "flood"}
    assert "500" in problems["error"]
    assert "410" in problems["gone"]
    assert "too slow" in problems["dripping"]
    assert "malformed" in problems["broken"]
    assert "entities" in problems["bomb"]
    assert "larger than" in problems["flood"]
    assert len({one.feed.id for one in first.troubles}) == 20, (
        "of what will last the administrators hear at once"
    )
    desk = Desk(store, Settings())
    shown = [answer(desk, said(f"/feed list {number}", "admin")) for number in range(1, 8)]
    lines = [line.text for one in shown for line in one.lines]
    for one in every:
        head = f"{one.id}. {one.publisher or one.title or one.url}: "
        assert any(line.startswith(head) for line in lines)
        assert lines.count(one.url) == 1
    for problem in problems.values():
        alike = 5 * list(problems.values()).count(problem)
        assert sum(problem in line for line in lines) == alike, "/feed list says of each why it fails"


def test_a_failing_feed_is_trouble_once_until_it_has_worked_again(site: Site) -> None:
    store = Store()
    number = add(store, f"{site.url}/feed")
    site.pages["/feed"] = loopback.status(500)
    heard = []
    for day in range(6):
        found = turn(store, NOW + timedelta(days=2 * day))
        heard.append(len(found.troubles))
        for one in found.troubles:
            with store.writing() as db:
                feeds.note_told(db, one.feed.id, one.problem)
    assert heard == [0, 0, 1, 0, 0, 0]
    site.pages["/feed"] = page(rss(""))
    turn(store, NOW + timedelta(days=20))
    known = feeds.get(store.shelf(), number)
    assert known is not None
    assert (known.told, known.failures, known.problem) == ("", 0, "")


def test_a_feed_that_brings_about_a_bug_keeps_no_other_from_being_asked(site: Site) -> None:
    """What cannot be foreseen stays with the feed that caused it, and is noted there."""

    class Broken(Web):
        def feed(self, url: str, etag: str = "", modified: str = "") -> Fetched:
            if url.endswith("/bad"):
                raise RuntimeError("unforeseen")
            return super().feed(url, etag, modified)

    store = Store()
    site.pages["/good"] = page(rss(item(f"{site.url}/own", "Own", WHOLE.format(more="Rain fell."))))
    bad, _good = add(store, f"{site.url}/bad"), add(store, f"{site.url}/good")
    odd = Broken(allowed=loopback.LOOPBACK)
    assert follow(store, NOW, rules_alone, odd).asked == 2
    noted = feeds.get(store.shelf(), bad)
    assert noted is not None
    assert noted.problem
    assert noted.next_at > NOW.isoformat()
    assert feeds.get(store.shelf(), _good).problem == ""  # type: ignore[union-attr]


def test_a_paused_feed_is_not_asked(site: Site) -> None:
    store = Store()
    number = add(store, f"{site.url}/feed")
    with store.writing() as db:
        feeds.set_state(db, number, "paused", NOW.isoformat())
    assert turn(store).asked == 0
    assert not site.asked


@given(st.integers(0, 10**7), st.booleans(), st.booleans(), st.text(max_size=20))
def test_a_feed_is_asked_again_neither_too_soon_nor_never(
    seconds: int, fresh: bool, failed: bool, seed: str
) -> None:
    wait = with_jitter(next_wait(timedelta(seconds=seconds), fresh, failed), seed)
    assert USUAL * 0.89 <= wait <= (BROKEN if failed else QUIET) * 1.11


def test_a_server_may_ask_us_to_wait() -> None:
    assert asked_to_wait("120", NOW) == timedelta(seconds=120)
    assert asked_to_wait("Mon, 02 Mar 2026 10:00:00 GMT", NOW) == timedelta(hours=1)
    assert asked_to_wait("soon", NOW) == timedelta()
    assert asked_to_wait("9" * 40, NOW) == BROKEN


@given(st.binary(max_size=2000))
def test_junk_is_a_feed_or_one_sentence(raw: bytes) -> None:
    try:
        assert isinstance(parse(raw, "http://news.example/"), Feed)
    except BadArticle as error:
        told = str(error)
        assert told.endswith(".")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_entities_are_refused_in_every_encoding(encoding: str) -> None:
    with pytest.raises(BadArticle, match="entities"):
        parse(BOMB.encode(encoding), "http://news.example/")
