"""Conversations with an editor who sends articles in, and with an administrator who follows feeds."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from briefs.page import Page
from data.store import articles, chats, facts, feeds
from data.store.chats import Person
from data.ways.child import rules_alone
from handlers.answer import answer
from handlers.arrivals import adding
from handlers.desk import Desk
from handlers.feeds import feeding, following
from handlers.request import Attachment, Request
from handlers.terminal import plain
from tests.conversation import NOW, page, said
from tests.test_data import loopback
from tests.test_data.loopback import Site, item, rss, web

STORY = (
    "Anna Berg, Minister of Interior of Norland, met Omar Khan, Director General of the Border Agency (BA), in Vienna "
    "on 5 May 2024. The police arrested 12 human smugglers in Karachi on 3 May 2024. Write to press@norland.example "
    "or call +92 300 1234567 for more."
)


@pytest.fixture
def site() -> Iterator[Site]:
    with loopback.site() as server:
        server.pages["/robots.txt"] = loopback.status(404)
        yield server


def brought(text: str, key: str = "7:1", attached: Attachment | None = None) -> Request:
    request = said(text, "editor").model_copy(update={"key": key, "attached": attached})
    words = text.partition(" ")[2]
    return request.model_copy(update={"words": words})


def add(desk: Desk, request: Request) -> Page:
    return adding(web(), rules_alone)(desk, request)


def test_a_forwarded_message_becomes_an_article_with_its_origin_and_day(empty: Desk) -> None:
    sent = NOW - timedelta(days=3)
    attached = Attachment(
        data=STORY.encode(), origin="Norland Channel", link="https://t.example/c/9", sent=sent
    )
    shown = plain(add(empty, brought("/add", attached=attached)))
    assert "Article 1 is in." in shown
    assert "Publisher: Norland Channel" in shown
    assert "27 Feb 2026" in shown
    assert "when the message was first sent" in shown
    assert "Language: en" in shown
    assert "It came from Norland Channel." in shown
    stored = articles.get(empty.shelf, 1)
    assert stored is not None
    assert stored.url == "https://t.example/c/9"


def test_an_editor_may_forward_an_article_though_a_forwarded_command_is_not_obeyed(empty: Desk) -> None:
    attached = Attachment(data=STORY.encode(), origin="Norland Channel", sent=NOW)
    told = answer(empty, brought(STORY, attached=attached))
    assert "Article 1 is in." in plain(told)
    order = Attachment(data=b"/article 1 drop", origin="", sent=NOW)
    answer(empty, brought("/article 1 drop", "7:2", order))
    assert articles.get(empty.shelf, 1) is not None


def test_contacts_are_kept_in_the_text_and_shown_nowhere(empty: Desk) -> None:
    add(empty, brought(f"/add {STORY}"))
    stored = articles.get(empty.shelf, 1)
    assert stored is not None
    assert "press@norland.example" in stored.text
    for asked in (
        "/article 1",
        "/article 1 facts",
        "/source 1",
        "/search Write",
        "/why 1",
        "/actor Anna Berg",
    ):
        told = plain(page(empty, asked, "editor"))
        assert "press@" not in told
        assert "1234567" not in told


def test_the_same_message_delivered_twice_is_one_article(empty: Desk) -> None:
    add(empty, brought(f"/add {STORY}"))
    add(empty, brought(f"/add {STORY} And more words of it.", key="7:1"))
    assert articles.count(empty.shelf.db) == 1
    assert "was here already" in add(empty, brought(f"/add {STORY}", key="7:2")).title


def test_a_pasted_text_keeps_its_lines(empty: Desk) -> None:
    add(
        empty,
        brought(
            "/add A title of its own\n\nAnna Berg met Omar Khan in Vienna, it was said.\n\nThe end of it all."
        ),
    )
    stored = articles.get(empty.shelf, 1)
    assert stored is not None
    assert stored.text.count("\n\n") == 2


def test_a_document_is_read_by_its_kind(empty: Desk) -> None:
    raw = f"From: Norland Press <a@b.example>\nSubject: Talks\nDate: Mon, 6 May 2024 10:00:00 +0000\n\n{STORY}".encode()
    shown = plain(
        add(
            empty,
            brought("/add", attached=Attachment(name="talks.eml", data=raw, media_type="message/rfc822")),
        )
    )
    assert "Publisher: Norland Press" in shown
    assert "Talks" in shown
    assert "6 May 2024" in shown


def test_a_link_is_fetched_and_its_page_read(empty: Desk, site: Site) -> None:
    site.pages["/17"] = loopback.page(
        f"<html><head><title>Talks</title></head><body><article><p>{STORY * 2}</p></article></body></html>"
    )
    assert "Article 1 is in." in add(empty, brought(f"/add {site.url}/17")).title
    stored = articles.get(empty.shelf, 1)
    assert stored is not None
    assert stored.url == f"{site.url}/17"


@pytest.mark.parametrize(
    "line", ["/add http://127.0.0.1:8080/x", "/add http://169.254.169.254/latest", "/add http://[::1]/"]
)
def test_the_command_itself_fetches_nothing_from_private_networks(empty: Desk, line: str) -> None:
    told = page(empty, line, "editor")
    assert told.verdict == "refusal"
    assert "private network" in told.title


def test_too_little_is_told_how_to_send_more(empty: Desk) -> None:
    assert page(empty, "/add hello", "editor").verdict == "usage"
    assert page(empty, "/add", "editor").verdict == "usage"


@pytest.mark.parametrize("line", ["/add x", "/article 1 drop", "/feed list", "/arrivals"])
def test_a_reader_may_do_none_of_it(empty: Desk, line: str) -> None:
    assert page(empty, line, "reader").verdict == "refusal"


def test_keep_drop_and_put_back(empty: Desk) -> None:
    add(empty, brought(f"/add {STORY}"))
    assert page(empty, "/article 1", "editor").choices[0].label == "Keep"
    assert "is kept" in page(empty, "/article 1 keep", "editor").title
    assert "Keep" not in [c.label for c in page(empty, "/article 1", "editor").choices]
    dropped = page(empty, "/article 1 drop", "editor")
    assert "was dropped" in dropped.title
    assert not facts.newest(empty.shelf)
    assert page(empty, "/source 1", "reader").verdict == "nothing"
    assert "Article 1" in page(empty, dropped.choices[0].command, "editor").title
    assert facts.newest(empty.shelf)


def test_data_are_corrected_by_the_next_message(empty: Desk) -> None:
    add(empty, brought(f"/add {STORY}"))
    offered = page(empty, "/article 1 correct", "editor")
    asked = page(empty, next(c.command for c in offered.choices if c.label == "Publisher"), "editor")
    assert asked.expects == "/article 1 publisher"
    assert "Publisher: The Post" in plain(page(empty, f"{asked.expects} The Post", "editor"))
    assert page(empty, "/article 1 date soon", "editor").verdict == "usage"
    assert "6 May 2024" in plain(page(empty, "/article 1 date 2024-05-06", "editor"))


def test_facts_are_reviewed_with_their_sentences(empty: Desk) -> None:
    add(empty, brought(f"/add {STORY}"))
    shown = plain(page(empty, "/article 1 facts", "editor"))
    assert "12 human smugglers" in shown


def test_arrivals_are_listed_until_somebody_has_looked(empty: Desk) -> None:
    add(empty, brought(f"/add {STORY}"))
    assert "[1]" in plain(page(empty, "/arrivals", "editor"))
    page(empty, "/article 1 keep", "editor")
    assert page(empty, "/arrivals", "editor").verdict == "nothing"
    assert "[1]" in plain(page(empty, "/arrivals all", "editor"))


@pytest.mark.parametrize("words", ["", "x", "99", "1 fly", "1 keep", "999999999 drop"])
def test_an_article_that_is_not_there_is_said_to_be_so(empty: Desk, words: str) -> None:
    assert page(empty, f"/article {words}", "editor").verdict in ("usage", "nothing")


def feed(desk: Desk, words: str) -> Page:
    request = said(f"/feed {words}", "admin").model_copy(update={"words": words})
    return feeding(web())(desk, request)


def test_a_feed_is_added_listed_paused_and_removed(empty: Desk, site: Site) -> None:
    site.pages["/rss"] = loopback.page(rss(item(f"{site.url}/a", "A", STORY * 4)))
    told = feed(empty, f"add {site.url}/rss publisher The Norland Post grade B trust current")
    assert "The Norland Post" in told.title
    assert "1 entry now" in told.title
    following(web(), rules_alone)(empty, NOW)
    assert facts.newest(empty.shelf)
    stored = articles.get(empty.shelf, 1)
    assert stored is not None
    assert (stored.publisher, stored.grade) == ("The Norland Post", "B")
    listed = plain(feed(empty, "list"))
    assert "1 article" in listed
    assert "grade B" in listed
    assert "paused" in feed(empty, "pause 1").title
    assert "paused" in plain(feed(empty, "list"))
    assert "followed again" in feed(empty, "resume 1").title
    assert "its articles stay" in feed(empty, "remove 1").title
    assert feed(empty, "list").verdict == "nothing"
    assert articles.get(empty.shelf, 1)


def test_what_was_done_with_a_feed_is_in_the_log(empty: Desk, site: Site) -> None:
    site.pages["/rss"] = loopback.page(rss(item(f"{site.url}/a", "A", STORY * 4)))
    feed(empty, f"add {site.url}/rss publisher The Norland Post")
    feed(empty, "pause 1")
    told = plain(page(empty, "/audit", "admin"))
    assert "followed feed 1, The Norland Post" in told
    assert "paused feed 1, The Norland Post" in told
    assert "/feed resume" in page(empty, "/undo 2", "admin").title


def test_what_is_no_feed_is_not_followed(empty: Desk, site: Site) -> None:
    site.pages["/page"] = loopback.page("<html><body>Hello</body></html>")
    request = said(f"/feed add {site.url}/page", "admin")
    with pytest.raises(Exception, match="web page, not a feed"):
        feed(empty, f"add {site.url}/page")
    assert answer(empty, request).verdict == "refusal"
    assert not feeds.every(empty.shelf)


def test_administrators_hear_of_a_broken_feed_once(empty: Desk, site: Site) -> None:
    with empty.store.writing() as db:
        chats.keep_person(
            db, Person(user_id=41, name="A", role="admin", state="approved", granted_at=NOW.isoformat())
        )
        feeds.add(db, f"{site.url}/gone", "", "", "current", 41, NOW.isoformat())
    for hours in (0, 48, 96):
        following(web(), rules_alone)(empty, NOW + timedelta(hours=hours))
    owed = empty.shelf.db.execute("SELECT chat, page FROM outbox").fetchall()
    assert [row["chat"] for row in owed] == [41]
    assert "404" in owed[0]["page"]
    assert "404" in plain(feed(empty, "list"))
