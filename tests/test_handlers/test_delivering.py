"""Briefs by the clock: each once on its local day, or in the ledger with the true reason why not."""

from datetime import timedelta

import pytest

from briefs.page import Page
from data.store import deliveries, outbox, subscriptions
from data.values import FactKind
from handlers import delivering, making
from handlers.answer import answer
from handlers.leaving import kept_back
from handlers.request import Principal, Request
from handlers.terminal import plain
from tests.post import Crash, Post
from tests.world import START, World


def ask(world: World, text: str, chat: int = 5, *, runs: bool = True, topic: int | None = None,
        role: str = "reader") -> Page:  # fmt: skip
    who = Principal.model_validate(
        {"user_id": abs(chat), "chat_id": chat, "role": role, "runs_group": runs, "topic": topic}
    )
    where = "private" if chat > 0 else "group"
    return answer(world.desk, Request(text=text, who=who, where=where, when=world.now))


def subscribed(words: str = "7:00 Karachi", chat: int = 5, **kwargs: object) -> tuple[World, Post]:
    """A world with one subscription, made on Monday at 11:00 in Karachi."""
    world = World()
    world.chat(chat, "Desk")
    assert ask(world, f"/subscribe {words}", chat, **kwargs).verdict == "answer"  # type: ignore[arg-type]
    return world, Post(world.desk)


def run(world: World, post: Post, hours: float, every: float = 0.5) -> None:
    """Let the clock run: a tick and the post every so many hours."""
    for _ in range(round(hours / every)):
        world.later(hours=every)
        delivering.tick(world.desk, world.now)
        post.send_all(world.now)
    delivering.tick(world.desk, world.now)


def states(world: World) -> list[tuple[str, str, str]]:
    found = reversed(deliveries.listed(world.desk.shelf, 100))
    return [(one.day, one.state, one.reason) for one in found]


def text(pages: list[Page]) -> str:
    return "\n".join(plain(page) for page in pages)


def test_a_brief_comes_once_a_day_with_what_is_new_since_the_last() -> None:
    world, post = subscribed()
    world.fact("Ann Lee", "a deal on visas")
    run(world, post, 24)
    world.fact("Bob Ray", "a deal on ports")
    run(world, post, 24)
    assert [state for _day, state, _reason in states(world)] == ["sent", "sent"]
    first, second = post.to(5)
    assert "visas" in plain(first)
    assert "ports" not in plain(first)
    assert "ports" in plain(second)
    assert "visas" not in plain(second)


def test_every_line_with_a_fact_is_cited_and_every_fact_is_told() -> None:
    world, post = subscribed()
    numbers = {world.fact(f"Ann {n}", f"deal number {n}") for n in "abcd"}
    run(world, post, 24)
    [page] = post.to(5)
    assert all(line.cites for line in page.lines if line.facts)
    assert {n for line in page.lines for n in line.facts} == numbers
    assert all(outbox.told(world.desk.shelf, n) == [(5, None, 101)] for n in numbers)


def test_nothing_new_is_one_line_in_private_and_silence_in_a_group_unless_it_asked() -> None:
    world, post = subscribed()
    run(world, post, 24)
    [page] = post.to(5)
    assert page.title.startswith("Nothing new")
    assert page.lines == ()
    world, post = subscribed(chat=-5)
    run(world, post, 24)
    assert post.to(-5) == []
    assert states(world) == [("2026-03-03", "skipped", "nothing new for this chat")]
    ask(world, "/subscribe always", -5)
    run(world, post, 24)
    assert [page.title[:11] for page in post.to(-5)] == ["Nothing new"]


def test_what_is_recorded_late_about_long_ago_is_newly_learned_and_never_the_top_line() -> None:
    world, post = subscribed()
    world.fact("Ann Lee", "an old deal", day="3 May 2019")
    run(world, post, 24)
    [page] = post.to(5)
    texts = [line.text for line in page.lines]
    at = texts.index("Newly learned")
    assert "Earlier events" in texts[at + 1]
    assert "an old deal" in texts[at + 2]
    assert not [line for line in page.lines if line.role == "lead"]


def test_a_tick_that_comes_late_makes_up_for_today_and_lists_the_days_that_are_over() -> None:
    world, post = subscribed()
    world.fact("Ann Lee", "a deal on visas")
    delivering.tick(world.desk, world.now)
    world.later(hours=70)  # Thursday, 9:00 in Karachi
    run(world, post, 1)
    days = states(world)
    assert [(day, state) for day, state, _ in days] == [
        ("2026-03-03", "skipped"), ("2026-03-04", "skipped"), ("2026-03-05", "sent"),
    ]  # fmt: skip
    assert "the bot was not running when it was due (from 2026-03-02T06:00:00+00:00" in days[0][2]
    assert "visas" in plain(post.to(5)[0])


def test_nothing_is_sent_twice_however_often_the_tick_comes() -> None:
    world, post = subscribed()
    world.fact("Ann Lee", "a deal")
    world.later(hours=24)
    for _ in range(5):
        delivering.tick(world.desk, world.now)
        post.send_all(world.now)
    assert len(post.arrived) == 1


def test_another_time_or_zone_brings_no_second_brief_on_that_day() -> None:
    world, post = subscribed()
    world.fact("Ann Lee", "a deal")
    run(world, post, 21)  # Tuesday, 8:00 in Karachi: the brief of 7:00 has been
    assert len(post.arrived) == 1
    ask(world, "/subscribe 10:00")
    run(world, post, 5)
    ask(world, "/subscribe 15:00 New York")
    run(world, post, 12)
    assert len(post.arrived) == 1
    run(world, post, 24)
    assert len(post.arrived) == 2
    assert [day for day, _, _ in states(world)] == ["2026-03-03", "2026-03-04"]


def test_a_part_that_may_have_arrived_is_not_repeated_but_pointed_out_and_can_be_asked_for() -> None:
    world, post = subscribed()
    world.fact("Ann Lee", "a deal on visas")
    post.fault = lambda owed: "late"
    run(world, post, 24)
    assert len(post.arrived) == 1
    assert states(world) == [("2026-03-03", "uncertain", "part 1 of 1: timed out")]
    post.fault = lambda owed: ""
    world.fact("Bob Ray", "a deal on ports")
    run(world, post, 24)
    second = post.to(5)[1]
    assert "visas" not in plain(second)
    assert "Part 1 of your brief of 3 Mar 2026 may not have reached you." in plain(second)
    [again] = [choice.command for choice in second.choices if choice.command.startswith("/resend")]
    assert ask(world, again).title == "Part 1 of the brief of 3 Mar 2026 is sent again."
    run(world, post, 1)
    assert "visas" in plain(post.to(5)[2])
    assert "it is not sent again" in ask(world, again).title
    run(world, post, 24)
    assert len(post.arrived) == 4
    assert "may not have" not in plain(post.to(5)[3])


def test_a_part_that_failed_is_in_the_next_brief() -> None:
    world, post = subscribed()
    world.fact("Ann Lee", "a deal on visas")
    post.fault = lambda owed: "403"
    run(world, post, 24)
    assert states(world) == [("2026-03-03", "failed", "part 1 of 1: bot was blocked by the user")]
    post.fault = lambda owed: ""
    run(world, post, 24)
    assert "visas" in plain(post.to(5)[0])


def many_facts(world: World, count: int) -> None:
    words = "a long agreement on the readmission of persons, the exchange of data and the training of staff"
    kinds = [
        (FactKind.AGREEMENT, "signed"), (FactKind.LAUNCH, "launched"), (FactKind.STATEMENT, "said"),
        (FactKind.MEETING, "met"),
    ]  # fmt: skip
    for n in range(count):
        kind, predicate = kinds[n % 4]
        world.fact(f"Official Number {n} of the Ministry of the Interior", f"{words}, text {n}",
                   kind=kind, predicate=predicate)  # fmt: skip


def test_a_brief_of_two_parts_of_which_one_failed_tells_that_one_again_and_the_other_not() -> None:
    world, post = subscribed()
    many_facts(world, 60)
    post.fault = lambda owed: "403" if owed.key.endswith(":2") else ""
    run(world, post, 24)
    [first] = post.to(5)
    assert "part 1 of 2" in first.title
    assert states(world)[0][1:] == ("failed", "part 2 of 2: bot was blocked by the user")
    post.fault = lambda owed: ""
    run(world, post, 24)
    second = post.to(5)[1]
    told = {n for line in first.lines for n in line.facts}
    again = {n for line in second.lines for n in line.facts}
    assert again
    assert not told & again


@pytest.mark.parametrize("count", [1, 30, 399, 450])
def test_a_brief_is_at_most_four_messages_with_a_way_to_the_rest(count: int) -> None:
    world, post = subscribed()
    many_facts(world, count)
    run(world, post, 24)
    pages = post.to(5)
    assert 1 <= len(pages) <= 4
    rest = [c.command for page in pages for c in page.choices if c.command.startswith("/brief rest")]
    told = {n for page in pages for line in page.lines for n in line.facts}
    if count == 1:
        assert not rest
        return
    seen = set(told)
    while rest:
        page = ask(world, rest[-1])
        shown = {n for line in page.lines for n in line.facts}
        assert shown
        assert not shown & told
        seen |= shown
        rest = [c.command for c in page.choices if c.label == "›"]
    assert len(seen) == min(count, 400)


def test_what_is_not_sent_by_the_end_of_its_day_is_called_back_and_told_by_the_next_brief() -> None:
    world, post = subscribed()
    world.fact("Ann Lee", "a deal on visas")
    post.fault = lambda owed: "429"
    run(world, post, 24)
    post.fault = lambda owed: ""
    world.later(hours=14)  # Wednesday, 1:00
    delivering.tick(world.desk, world.now)
    run(world, post, 8)
    assert [state for _, state, _ in states(world)] == ["skipped", "sent"]
    assert "its day was over before it could be sent" in states(world)[0][2]
    assert len(post.arrived) == 1
    assert "visas" in plain(post.to(5)[0])


def test_a_part_that_was_leaving_while_it_was_called_back_counts_as_what_became_of_it() -> None:
    world, post = subscribed()
    world.fact("Ann Lee", "a deal on visas")
    post.fault = lambda owed: "429"
    run(world, post, 36)
    [leaving] = outbox.due(world.desk.shelf, delivering.stamp(world.now))
    world.later(hours=2)  # Wednesday, 1:00: it is called back
    delivering.tick(world.desk, world.now)
    post.fault = lambda owed: ""
    post.send(leaving, world.now)
    run(world, post, 8)
    assert [state for _, state, _ in states(world)] == ["sent", "sent"]
    assert len([line for page in post.to(5) for line in page.lines if line.facts]) == 1


def test_a_crash_between_composing_and_owing_loses_and_repeats_nothing() -> None:
    world, post = subscribed()
    world.fact("Ann Lee", "a deal on visas")
    world.later(hours=24)
    delivering.book(world.desk, world.now)
    [due] = deliveries.unmade(world.desk.shelf, 0, 9)
    with world.desk.store.writing() as db:
        deliveries.begin(db, [due.id], delivering.stamp(world.now))  # killed here
    delivering.tick(world.desk, world.now)
    post.send_all(world.now)
    assert len(post.arrived) == 1


def test_a_brief_in_which_we_are_killed_again_and_again_is_given_up_and_its_facts_come_with_the_next() -> (
    None
):
    for kills, state in ((making.TRIES - 1, "sent"), (making.TRIES, "failed")):
        world, post = subscribed()
        world.fact("Ann Lee", "a deal on visas")
        world.later(hours=23)
        delivering.book(world.desk, world.now)
        [due] = deliveries.unmade(world.desk.shelf, 0, 9)
        for _ in range(kills):
            with world.desk.store.writing() as db:
                deliveries.begin(db, [due.id], delivering.stamp(world.now))  # killed here
        run(world, post, 1)
        assert states(world)[0][1] == state
        run(world, post, 24)
        assert ["a deal on visas" in plain(page) for page in post.to(5)].count(True) == 1


def test_a_crash_while_sending_is_uncertain_and_not_repeated() -> None:
    world, post = subscribed()
    world.fact("Ann Lee", "a deal on visas")
    post.fault = lambda owed: "late crash"
    world.later(hours=24)
    delivering.tick(world.desk, world.now)
    with pytest.raises(Crash):
        post.send_all(world.now)
    with world.desk.store.writing() as db:
        outbox.doubt(db, delivering.stamp(world.now))
    post.fault = lambda owed: ""
    run(world, post, 2)
    assert len(post.arrived) == 1
    assert states(world)[0][1:] == ("uncertain", "part 1 of 1: stopped while sending part 1")


def test_a_pause_is_told_in_the_ledger_and_its_news_afterwards() -> None:
    world, post = subscribed()
    world.fact("Ann Lee", "a deal on visas")
    ask(world, "/pause until 5 Mar 2026")
    run(world, post, 72)
    assert [(state, reason) for _, state, reason in states(world)] == [
        ("skipped", "paused until 2026-03-05"), ("skipped", "paused until 2026-03-05"), ("sent", ""),
    ]  # fmt: skip
    assert "visas" in plain(post.to(5)[0])


def test_a_chat_that_is_gone_or_denied_is_not_written_to() -> None:
    world, post = subscribed()
    world.chat(5, "Desk", state="gone")
    run(world, post, 24)
    world.chat(5, "Desk", state="denied")
    run(world, post, 24)
    assert post.arrived == []
    assert [reason for _, _, reason in states(world)] == [
        "the chat cannot be reached: the bot was blocked or removed", "the chat is not approved",
    ]  # fmt: skip


def test_a_brief_keeps_to_the_ceiling_of_its_chat() -> None:
    world, post = subscribed(chat=-5)
    world.fact("Ann Lee", "a restricted deal", tlp=2)
    world.fact("Bob Ray", "an open deal", tlp=0)
    run(world, post, 24)
    assert "open deal" in text(post.to(-5))
    assert "restricted" not in text(post.to(-5))


def test_a_subscription_to_names_and_topics_tells_of_these_alone() -> None:
    world = World()
    world.chat(5)
    world.fact("Ann Lee", "an old deal")
    ask(world, "/subscribe 7:00 Karachi Ann Lee, visas")
    post = Post(world.desk)
    world.fact("Ann Lee", "a deal on roads")
    world.fact("Bob Ray", "a deal on visas")
    world.fact("Bob Ray", "a deal on fish")
    run(world, post, 24)
    said = text(post.to(5))
    assert "roads" in said
    assert "visas" in said
    assert "fish" not in said
    assert "About: Ann Lee, visas." in said


def test_a_fact_that_was_accepted_or_restored_later_is_new_when_it_holds() -> None:
    world, post = subscribed()
    proposed = world.fact("Ann Lee", "a proposed deal")
    ended = world.fact("Bob Ray", "a doubted deal")
    with world.desk.store.writing() as db:
        db.execute("UPDATE fact SET state = 'proposed' WHERE id = ?", (proposed,))
    world.withdraw(ended)
    run(world, post, 24)
    assert "deal" not in text(post.to(5))
    with world.desk.store.writing() as db:
        db.execute("UPDATE fact SET state = 'current' WHERE id = ?", (proposed,))
    world.restore(ended)
    run(world, post, 24)
    assert "a proposed deal" in text(post.to(5))
    assert "a doubted deal" in text(post.to(5))


def test_equal_briefs_are_composed_once_and_no_chat_waits_for_another() -> None:
    world = World()
    world.fact("Ann Lee", "before")
    for chat in range(1, 41):
        world.chat(chat, f"Chat {chat}")
        ask(world, "/subscribe 7:00 Karachi", chat)
    world.fact("Bob Ray", "a deal on visas")
    post = Post(world.desk, fault=lambda owed: "429" if owed.chat == 1 else "")
    run(world, post, 22)
    assert len(post.arrived) == 39
    assert {page.title.split(" · ")[0] for _c, _t, _k, page, _r in post.arrived} == {
        "Daily brief, Tue 3 Mar 2026"
    }
    assert "Chat 7" in post.to(7)[0].title


def test_a_clock_that_jumped_ahead_and_back_does_not_silence_the_bot() -> None:
    world, post = subscribed()
    world.fact("Ann Lee", "a deal")
    now = world.now
    world.now = now + timedelta(days=400)
    run(world, post, 1)
    world.now = now
    run(world, post, 48)
    days = [day for day, state, _ in states(world) if state == "sent" and day.startswith("2026")]
    assert days == ["2026-03-03", "2026-03-04"]


def test_a_chat_whose_settings_turned_the_brief_off_gets_none_until_it_asks_again() -> None:
    world, post = subscribed()
    world.chat(5, brief_at="off")
    run(world, post, 24)
    assert post.arrived == []
    assert states(world) == []
    assert ask(world, "/subscription").title == "The brief of this chat is off in its settings."
    said = ask(world, "/subscribe 7:00")
    assert said.title.startswith("Subscribed: brief at 07:00")
    assert "Today's brief comes in a moment." in plain(said)
    run(world, post, 24)
    assert [day for day, _, _ in states(world)] == ["2026-03-03", "2026-03-04"]
    assert "Next brief: Thu 5 Mar 2026, 07:00" in plain(ask(world, "/subscription"))


def test_a_late_brief_waits_for_quiet_hours_and_one_at_its_own_time_does_not() -> None:
    world, post = subscribed("14:00 Karachi")
    world.chat(5, zone="Asia/Karachi", brief_at="14:00", quiet="15:00-17:00")
    world.later(hours=4.5)  # 15:30 in Karachi: it should have come at 14:00
    run(world, post, 1)
    assert post.arrived == []
    run(world, post, 1)
    assert len(post.arrived) == 1
    world.chat(5, zone="Asia/Karachi", brief_at="14:00", quiet="13:00-17:00")
    run(world, post, 21)
    assert len(post.arrived) == 2


def test_a_topic_of_a_forum_has_its_own_subscription() -> None:
    world, post = subscribed(chat=-5)
    ask(world, "/subscribe 7:00 Karachi", -5, topic=9)
    world.fact("Ann Lee", "a deal")
    run(world, post, 24)
    assert sorted((chat, topic or 0) for chat, topic, *_ in post.arrived) == [(-5, 0), (-5, 9)]


def test_who_subscribes_anew_is_not_told_what_came_meanwhile() -> None:
    world, post = subscribed()
    ask(world, "/unsubscribe")
    world.fact("Ann Lee", "a missed deal")
    run(world, post, 48)
    assert states(world) == []
    ask(world, "/subscribe")
    world.fact("Bob Ray", "a fresh deal")
    run(world, post, 24)
    assert "fresh" in text(post.to(5))
    assert "missed" not in text(post.to(5))


def test_who_unsubscribes_is_not_sent_what_was_still_waiting() -> None:
    world, post = subscribed()
    world.fact("Ann Lee", "a deal")
    post.fault = lambda owed: "429"
    run(world, post, 22)
    ask(world, "/unsubscribe")
    post.fault = lambda owed: ""
    run(world, post, 2)
    assert post.arrived == []
    assert states(world)[0][1:] == ("skipped", "part 1 of 1: the chat unsubscribed before it was sent")


def test_an_unsound_zone_holds_up_nobody_else() -> None:
    world, post = subscribed()
    world.chat(6, "Lost")
    ask(world, "/subscribe 7:00 Karachi", 6)
    world.chat(6, "Lost", zone="Mars/Phobos")
    world.fact("Ann Lee", "a deal")
    run(world, post, 24)
    assert [chat for chat, *_ in post.arrived] == [5]


def test_an_office_that_changed_hands_is_told_as_changed() -> None:
    world, post = subscribed()
    before = world.article("Old", "3 Mar 2024")
    world.fact("Ann Lee", "Director General", kind=FactKind.OFFICE, predicate="holds", article=before,
               object="Border Agency", object_kind="organisation")  # fmt: skip
    run(world, post, 24)
    after = world.article("New", "1 Mar 2026")
    world.fact("Bob Ray", "Director General", kind=FactKind.OFFICE, predicate="holds", article=after,
               object="Border Agency", object_kind="organisation")  # fmt: skip
    run(world, post, 24)
    said = text(post.to(5)[1:])
    assert "Changed" in said
    [line] = [line for line in said.splitlines() if "→" in line]
    before_it, _arrow, after_it = line.partition("→")
    assert "Ann Lee" in before_it
    assert "3 Mar 2024" in before_it
    assert "Bob Ray" in after_it


def test_a_subscription_is_part_of_the_ledger_only_from_its_beginning() -> None:
    world, _post = subscribed()
    one = subscriptions.of_chat(world.desk.shelf, 5, 0, "UTC")
    assert one is not None
    assert one.created_at == delivering.stamp(START)


@pytest.mark.parametrize("chat", [5, -5])
@pytest.mark.parametrize("how", ["marked", "withdrawn"])
def test_a_part_is_not_resent_with_what_was_marked_or_withdrawn_since(chat: int, how: str) -> None:
    world, post = subscribed(chat=chat)
    number = world.fact("Ann Lee", "a deal on visas")
    post.fault = lambda owed: "lost"
    run(world, post, 24)
    if how == "withdrawn":
        world.withdraw(number)
    else:
        with world.desk.store.writing() as db:
            db.execute("UPDATE fact SET tlp = 3 WHERE id = ?", (number,))
    post.fault = lambda owed: ""
    assert ask(world, "/resend 1", chat).verdict == "refusal"
    run(world, post, 1)
    assert "visas" not in text(post.to(chat))


def test_what_waits_to_leave_is_kept_back_once_its_chat_may_not_be_told_it() -> None:
    world, post = subscribed(chat=-5)
    number = world.fact("Ann Lee", "a deal on visas")
    post.fault = lambda owed: "429"
    run(world, post, 24)
    [owed] = outbox.due(world.desk.shelf, "9998")
    assert kept_back(world.desk, owed) == ""
    with world.desk.store.writing() as db:
        db.execute("UPDATE fact SET tlp = 3 WHERE id = ?", (number,))
    assert "marked higher" in kept_back(world.desk, owed)
    with world.desk.store.writing() as db:
        db.execute("UPDATE fact SET tlp = 0 WHERE id = ?", (number,))
    world.chat(-5, state="denied")
    assert "not approved" in kept_back(world.desk, owed)
