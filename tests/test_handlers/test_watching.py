"""Watches: a notice soon after a new fact, bundled, quiet when asked, never of one's own entries."""

from datetime import UTC, datetime

from briefs.page import Page
from data.store import outbox, watches
from handlers import watching
from handlers.terminal import plain
from tests.post import Post
from tests.test_handlers.test_delivering import ask
from tests.world import World


def watched(words: str = "Ann Lee", chat: int = 5) -> tuple[World, Post]:
    world = World()
    world.chat(chat)
    world.fact("Ann Lee", "an old deal")
    assert ask(world, f"/watch {words}", chat).title == f"Watching {words}."
    return world, Post(world.desk)


def tick(world: World, post: Post, minutes: float = 1) -> None:
    world.later(minutes=minutes)
    watching.tick(world.desk, world.now)
    post.send_all(world.now)


def test_a_new_fact_about_a_watched_name_is_told_within_a_minute_and_once() -> None:
    world, post = watched()
    world.fact("Ann Lee", "a new deal")
    world.fact("Bob Ray", "another deal")
    for _ in range(20):
        tick(world, post)
    [page] = post.to(5)
    assert page.title == "New on Ann Lee"
    assert "a new deal" in plain(page)
    assert "old deal" not in plain(page)
    assert "another" not in plain(page)
    assert all(line.cites for line in page.lines if line.facts)


def test_words_are_watched_as_well() -> None:
    world, post = watched("border visas")
    world.fact("Ann Lee", "a deal on visas")
    world.fact("Bob Ray", "a deal on border visas")
    tick(world, post)
    [page] = post.to(5)
    assert "border visas" in plain(page)
    assert len([line for line in page.lines if line.facts]) == 1


def test_a_chat_has_at_most_one_notice_in_ten_minutes_and_the_rest_comes_bundled() -> None:
    world, post = watched()
    ask(world, "/watch visas")
    for n in range(9):
        world.fact("Ann Lee", f"deal {n} on visas")
        tick(world, post)
    assert len(post.to(5)) == 1
    tick(world, post)
    tick(world, post)
    first, second = post.to(5)
    assert "deal 0" in plain(first)
    assert "New on Ann Lee, visas" in second.title
    assert all(f"deal {n} on" in plain(second) for n in range(1, 9))


def test_ones_own_entries_are_not_news() -> None:
    world, post = watched()
    world.fact("Ann Lee", "what I know myself", entered_by=5)
    tick(world, post)
    assert post.to(5) == []
    world.fact("Ann Lee", "what somebody else knows", entered_by=6)
    tick(world, post)
    assert "somebody else" in plain(post.to(5)[0])


def test_quiet_hours_hold_a_notice_back_until_they_end() -> None:
    world, post = watched()
    world.chat(5, quiet="22:00-07:00", zone="Asia/Karachi")
    world.now = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)  # 1:00 in Karachi
    world.fact("Ann Lee", "a deal at night")
    for _ in range(11):
        tick(world, post, 30)
    assert post.to(5) == []
    tick(world, post, 30)
    assert "a deal at night" in plain(post.to(5)[0])


def test_what_was_withdrawn_before_its_notice_is_not_told() -> None:
    world, post = watched()
    world.fact("Ann Lee", "a first deal")
    tick(world, post)
    gone = world.fact("Ann Lee", "a wrong deal")
    tick(world, post)
    world.withdraw(gone)
    for _ in range(15):
        tick(world, post)
    assert len(post.to(5)) == 1


def test_nothing_above_the_ceiling_is_told() -> None:
    world, post = watched(chat=-5)
    world.fact("Ann Lee", "a restricted deal", tlp=2)
    tick(world, post)
    assert post.arrived == []


def test_a_chat_that_is_gone_is_told_nothing() -> None:
    world, post = watched()
    world.chat(5, state="gone")
    world.fact("Ann Lee", "a deal")
    tick(world, post)
    assert outbox.due(world.desk.shelf, "9999") == []


def test_watches_are_listed_and_end_by_name_by_button_and_all_at_once() -> None:
    world, post = watched()
    ask(world, "/watch visas")
    ask(world, "/watch ports")
    page = ask(world, "/watches")
    assert [line.text for line in page.lines] == ["Ann Lee", "visas", "ports"]
    assert ask(world, "/unwatch Lee").title == "No longer watching Ann Lee."
    assert ask(world, page.choices[1].command).title == "No longer watching visas."
    assert ask(world, "/unwatch fish").verdict == "nothing"
    assert ask(world, "/unwatch all").title == "No longer watching ports."
    assert ask(world, "/watches").title == "Nothing is watched here."
    world.fact("Ann Lee", "a deal on visas in ports")
    tick(world, post)
    assert post.arrived == []


def test_what_came_between_two_looks_and_before_the_watch_is_not_told() -> None:
    world = World()
    world.chat(5)
    world.fact("Ann Lee", "a deal before")
    ask(world, "/watch Ann Lee")
    post = Post(world.desk)
    tick(world, post)
    assert post.arrived == []


def test_watching_the_same_twice_is_one_watch() -> None:
    world, _post = watched()
    assert ask(world, "/watch Ann Lee").title == "Ann Lee is watched here already."
    assert len(ask(world, "/watches").lines) == 1


def test_in_a_group_only_its_administrators_set_a_watch() -> None:
    world = World()
    world.chat(-5)
    assert "administrators only" in ask(world, "/watch visas", -5, runs=False).title
    assert ask(world, "/watch visas", -5, runs=True).title == "Watching visas."


def test_of_very_much_that_is_new_at_once_no_more_is_kept_than_a_notice_needs_and_it_says_so() -> None:
    world = World()
    world.chat(5)
    ask(world, "/watch visas", 5)
    for number in range(watches.KEPT + 20):
        world.fact(f"Ann {number}", f"deal {number} on visas")
    world.fact("Bob Ray", "a deal on ports")
    world.later(minutes=1)
    watching.tick(world.desk, world.now)
    [owed] = outbox.due(world.desk.shelf, "9998")
    told = plain(Page.model_validate_json(owed.page))
    assert f"deal {watches.KEPT + 19} on visas" in told
    assert "ports" not in told
    assert "At least" in told
    assert watches.hits(world.desk.shelf) == {}
