"""Conversations about subscriptions: begin, show, change, pause, end; by whom; and what is said of slips."""

import pytest

from data.store import subscriptions
from handlers.answer import answer
from handlers.terminal import plain, request
from tests.post import Post
from tests.test_handlers.test_delivering import ask, many_facts, run
from tests.world import World


@pytest.fixture
def world() -> World:
    one = World()
    one.chat(5, "Desk")
    one.chat(-5, "Group")
    one.fact("Mohsin Khan", "a deal on visas")
    return one


def test_a_subscription_is_confirmed_with_time_zone_days_and_next_brief(world: World) -> None:
    said = ask(world, "/subscribe 8:30 Brussels Khan, visas")
    assert said.title == "Subscribed: brief at 08:30 (Europe/Brussels), every day."
    assert "About: Mohsin Khan, visas." in plain(said)
    assert "Next brief: Mon 2 Mar 2026, 08:30 (Europe/Brussels)" in plain(said)
    assert "“Khan” is Mohsin Khan" in plain(said)


def test_what_is_not_spoken_of_stays(world: World) -> None:
    ask(world, "/subscribe 8:30 Brussels Khan")
    ask(world, "/subscribe weekdays")
    ask(world, "/subscribe 9:15")
    said = plain(ask(world, "/subscription"))
    assert "brief comes at 09:15 (Europe/Brussels), Monday to Friday." in said
    assert "About: Mohsin Khan." in said
    assert "everything" in plain(ask(world, "/subscribe everything"))


def test_a_subscription_is_begun_as_it_was_wished_or_not_at_all(world: World) -> None:
    """What breaks between its two writes leaves no subscription with a time that nobody asked for."""
    with world.desk.store.writing() as db:
        db.execute("CREATE TRIGGER full BEFORE UPDATE ON subscription BEGIN SELECT raise(ABORT, 'full'); END")
    assert ask(world, "/subscribe 8:30 about Khan").verdict == "refusal"
    assert subscriptions.of_chat(world.desk.shelf, 5, 0, "Asia/Karachi") is None


def test_every_button_of_a_subscription_works(world: World) -> None:
    for chat in (5, -5):
        ask(world, "/subscribe 8:30 Brussels Khan", chat)
        for choice in ask(world, "/subscription", chat).choices:
            assert ask(world, choice.command, chat).verdict in ("answer", "nothing"), choice.command


def test_the_time_and_zone_of_a_chat_are_its_own_settings(world: World) -> None:
    """Whatever changes them, the next brief keeps to them."""
    ask(world, "/subscribe 8:30 Brussels")
    world.chat(5, "Desk", zone="Asia/Tokyo", brief_at="06:00")
    assert "06:00 (Asia/Tokyo)" in ask(world, "/subscription").title


def test_an_unknown_zone_or_name_is_one_clear_sentence(world: World) -> None:
    assert "“Atlantis” is no time zone I know" in ask(world, "/subscribe 8:30 Atlantis").title
    assert ask(world, "/subscribe 8:30 about Atlantis").title.startswith("Subscribed")
    assert "not a time zone I know" in ask(world, "/subscribe 8:30 Mars/Phobos").title


def test_two_of_a_name_are_asked_about_and_the_button_subscribes(world: World) -> None:
    world.fact("Bilal Khan", "a deal on ports")
    said = ask(world, "/subscribe 8:30 Brussels Khan")
    assert said.title.startswith("Which")
    assert ask(world, said.choices[1].command).title.startswith("Subscribed")
    assert "Khan" in plain(ask(world, "/subscription"))


def test_in_a_group_only_its_administrators_and_the_bots_own_may_change_it(world: World) -> None:
    for line in ("/subscribe 8:30 Brussels", "/unsubscribe", "/pause"):
        assert "administrators only" in ask(world, line, -5, runs=False).title
    assert ask(world, "/subscribe 8:30 Brussels", -5, runs=False, role="admin").title.startswith("Subscribed")
    assert "08:30" in ask(world, "/subscription", -5, runs=False).title


def test_a_pause_has_an_end_that_lies_ahead(world: World) -> None:
    ask(world, "/subscribe 8:30 Brussels")
    assert "Paused until 16 Mar 2026" in plain(ask(world, "/pause 2 weeks"))
    assert "Paused until 5 Dec 2026" in plain(ask(world, "/pause until 5 Dec"))
    assert "Paused until 1 Feb 2027" in plain(ask(world, "/pause until 1 Feb"))
    assert "Write the day" in ask(world, "/pause until 5 Dec 2020").title
    assert "Write the day" in ask(world, "/pause until Christmas").title
    assert "Paused until you resume it" in plain(ask(world, "/pause"))
    assert "Next brief: Mon 2 Mar 2026" in plain(ask(world, "/pause off"))


def test_without_a_subscription_it_says_how_to_get_one(world: World) -> None:
    for line in ("/subscription", "/pause", "/unsubscribe"):
        assert ask(world, line).title == "This chat has no daily brief."


def test_an_ended_subscription_can_be_begun_again(world: World) -> None:
    ask(world, "/subscribe 8:30 Brussels Khan")
    assert ask(world, "/unsubscribe").title.startswith("Unsubscribed")
    assert ask(world, "/subscribe").title.startswith("Subscribed")
    assert len(world.desk.shelf.rows("SELECT id FROM subscription")) == 1


def test_a_preview_shows_the_next_brief_and_changes_nothing(world: World) -> None:
    ask(world, "/subscribe 7:00 Karachi")
    world.fact("Ann Lee", "a deal on ports")
    before = subscriptions.of_chat(world.desk.shelf, 5, 0, "UTC")
    for line in ("/preview", "/brief now"):
        said = plain(ask(world, line))
        assert "a deal on ports" in said
        assert "a deal on visas" not in said
    assert subscriptions.of_chat(world.desk.shelf, 5, 0, "UTC") == before
    post = Post(world.desk)
    run(world, post, 24)
    assert "a deal on ports" in plain(post.to(5)[0])


def test_brief_now_without_a_subscription_is_of_the_last_day(world: World) -> None:
    said = ask(world, "/brief now")
    assert "a deal on visas" in plain(said)
    assert "/subscribe" in [choice.command for choice in said.choices]


def test_the_terminal_has_no_brief_to_subscribe_to_and_can_preview_one(world: World) -> None:
    assert "private and group chats only" in answer(world.desk, request("/subscribe 7", world.now)).title
    assert "a deal on visas" in plain(answer(world.desk, request("/preview", world.now)))


def test_the_ledger_is_for_admins_and_says_what_became_of_each_brief(world: World) -> None:
    ask(world, "/subscribe 7:00 Karachi")
    ask(world, "/subscribe 7:00 Karachi", -5)
    world.fact("Ann Lee", "a deal on ports")
    post = Post(world.desk, fault=lambda owed: "late" if owed.chat == 5 else "")
    run(world, post, 24)
    assert "admins only" in ask(world, "/deliveries").title
    said = ask(world, "/deliveries", role="admin")
    assert said.title == "Briefs: 1 sent, 1 uncertain"
    assert "Desk: Tue 3 Mar 2026, 07:00 (Asia/Karachi): uncertain" in plain(said)
    assert "part 1 of 1: timed out" in plain(said)
    assert "Group: Tue 3 Mar 2026, 07:00 (Asia/Karachi): sent. Parts sent: 1 of 1. Messages: " in plain(said)
    assert "Group" not in plain(ask(world, "/deliveries Desk", role="admin"))
    assert "Group" in plain(ask(world, "/deliveries 2026-03-03", role="admin"))
    assert ask(world, "/deliveries 2026-03-04", role="admin").verdict == "nothing"
    resend = next(choice.command for choice in said.choices if choice.command.startswith("/resend"))
    assert "is sent again" in ask(world, resend, 77, role="admin").title
    assert ask(world, resend, 77).verdict == "nothing"


def test_the_ledger_is_read_page_by_page(world: World) -> None:
    ask(world, "/subscribe 7:00 Karachi")
    run(world, Post(world.desk), 24 * 12)
    first = ask(world, "/deliveries", role="admin")
    second = ask(world, first.choices[-1].command, role="admin")
    assert len(first.lines) == len(second.lines) == 5
    assert not {line.text for line in first.lines} & {line.text for line in second.lines}


def test_the_rest_of_a_brief_is_only_for_its_own_chat(world: World) -> None:
    ask(world, "/subscribe 7:00 Karachi")
    many_facts(world, 80)
    post = Post(world.desk)
    run(world, post, 24)
    rest = next(c.command for p in post.to(5) for c in p.choices if c.command.startswith("/brief rest"))
    assert ask(world, rest).title.startswith("More of the brief, page 1 of")
    assert ask(world, rest, -5).verdict == "usage"


@pytest.mark.parametrize(
    "words", ["/preview 99999999999999999999", "/audit 9999-12-31", "/preview ٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩٩"]
)
def test_a_number_or_a_day_beyond_all_bounds_is_no_bug(words: str) -> None:
    assert ask(World(), words, role="admin").verdict != "bug"
    assert "logged" not in plain(ask(World(), words, role="admin"))
