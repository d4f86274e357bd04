"""Corrections: who was told what no longer holds hears of it once, in reply to what told it; nobody else does."""

from datetime import timedelta

import pytest

from data.store import news, outbox
from data.values import FactKind
from handlers import correcting, delivering
from handlers.terminal import plain
from tests.post import Post
from tests.test_handlers.test_delivering import ask, run
from tests.world import World


def told(*chats: int) -> tuple[World, Post, int]:
    """A world in which these chats were told one fact by their brief, and chat 99 was told nothing."""
    world = World()
    post = Post(world.desk)
    for chat in chats:
        world.chat(chat)
        ask(world, "/subscribe 7:00 Karachi", chat)
    world.chat(99)
    fact = world.fact("Ann Lee", "a deal on visas")
    run(world, post, 24)
    assert sorted(chat for chat, *_ in post.arrived) == sorted(chats)
    post.arrived.clear()
    return world, post, fact


def tick(world: World, post: Post, times: int = 1) -> None:
    for _ in range(times):
        world.later(minutes=1)
        correcting.tick(world.desk, world.now)
        post.send_all(world.now)


def test_a_withdrawn_fact_is_told_once_to_exactly_those_who_were_told_it_in_reply_to_it() -> None:
    world, post, fact = told(5, 6, -7)
    answered = {chat: message for chat, _topic, message in outbox.told(world.desk.shelf, fact)}
    world.withdraw(fact, "the source took it back")
    tick(world, post, 5)
    assert sorted(chat for chat, *_ in post.arrived) == [-7, 5, 6]
    for chat, _topic, _key, page, reply in post.arrived:
        assert page.title == "CORRECTED: an item you were told was withdrawn."
        assert "a deal on visas" in plain(page)
        assert "Reason: the source took it back" in plain(page)
        assert reply == answered[chat]


def test_a_replaced_fact_is_told_with_what_holds_now_and_its_source() -> None:
    world, post, fact = told(5)
    new = world.replace(fact, "a deal on work permits")
    tick(world, post)
    [page] = post.to(5)
    assert page.title == "CORRECTED: an item you were told was replaced."
    assert "We told you: Ann Lee signed: a deal on visas" in plain(page)
    assert "What holds now: Ann Lee signed: a deal on work permits" in plain(page)
    assert page.sources
    assert outbox.told(world.desk.shelf, new)[0][0] == 5


def test_the_replacement_counts_as_told_so_that_its_own_correction_follows() -> None:
    world, post, fact = told(5)
    new = world.replace(fact, "a deal on work permits")
    tick(world, post)
    world.withdraw(new)
    tick(world, post, 3)
    assert len(post.to(5)) == 2
    assert "work permits" in plain(post.to(5)[1])


def test_several_replacements_at_once_are_one_notice_with_the_last() -> None:
    world, post, fact = told(5)
    second = world.replace(fact, "a deal on work permits")
    world.replace(second, "a deal on study permits")
    tick(world, post, 2)
    [page] = post.to(5)
    assert "a deal on visas" in plain(page)
    assert "study permits" in plain(page)
    assert "work permits" not in plain(page)


def test_a_fact_edited_to_the_same_words_needs_no_notice_but_its_own_end_does() -> None:
    world, post, fact = told(5)
    same = world.replace(fact, "a deal on visas")
    tick(world, post, 2)
    assert post.arrived == []
    world.withdraw(same)
    tick(world, post, 2)
    assert len(post.to(5)) == 1


def test_what_was_undone_before_anybody_heard_is_not_told() -> None:
    world, post, fact = told(5)
    world.withdraw(fact)
    world.restore(fact)
    tick(world, post, 2)
    assert post.arrived == []


def test_a_fact_that_holds_again_is_told_to_those_who_were_corrected_and_a_second_end_too() -> None:
    world, post, fact = told(5)
    world.withdraw(fact)
    tick(world, post, 2)
    world.restore(fact)
    tick(world, post, 2)
    world.withdraw(fact, "wrong after all")
    tick(world, post, 2)
    assert [page.title.split(":")[0] for page in post.to(5)] == ["CORRECTED", "HOLDS AGAIN", "CORRECTED"]


def test_several_ends_at_once_are_one_notice() -> None:
    world, post, fact = told(5)
    more = [world.fact("Bob Ray", f"deal number {n}") for n in range(3)]
    run(world, post, 24)
    post.arrived.clear()
    for one in (fact, *more):
        world.withdraw(one)
    tick(world, post, 3)
    [page] = post.to(5)
    assert page.title == "CORRECTED: 4 items you were told"


def test_a_chat_that_is_gone_gets_none() -> None:
    world, post, fact = told(5, 6)
    world.chat(5, state="gone")
    world.withdraw(fact)
    tick(world, post, 2)
    assert [chat for chat, *_ in post.arrived] == [6]


def test_who_ended_it_hears_of_it_like_all_others_unless_only_its_end_was_shown() -> None:
    world, post, fact = told(5, 6)
    world.withdraw(fact, by=5)
    with world.desk.store.writing() as db:
        outbox.note_told(db, 1, None, [fact], 11, delivering.stamp(world.now))
    tick(world, post, 2)
    assert sorted(chat for chat, *_ in post.arrived) == [1, 5, 6]
    other = world.fact("Ann Lee", "a deal on ports")
    world.withdraw(other, by=5)
    with world.desk.store.writing() as db:
        outbox.note_told(db, 5, None, [other], 12, delivering.stamp(world.now))
    post.arrived.clear()
    tick(world, post, 2)
    assert post.arrived == []


def test_quiet_hours_hold_a_correction_back_until_they_end() -> None:
    world, post, fact = told(5)
    world.chat(5, quiet="10:00-12:30", zone="Asia/Karachi")
    world.withdraw(fact)  # shortly after 11:00 in Karachi
    tick(world, post, 60)
    assert post.arrived == []
    tick(world, post, 60)
    assert len(post.to(5)) == 1


def test_what_may_not_be_shown_any_more_is_not_repeated_and_no_restricted_replacement_told() -> None:
    world, post, fact = told(-5)
    world.replace(fact, "a secret deal", tlp=3)
    tick(world, post)
    [page] = post.to(-5)
    assert "secret" not in plain(page)
    assert "What holds now may not be shown here." in plain(page)


def test_who_may_have_been_told_by_an_uncertain_message_hears_of_it_too() -> None:
    world = World()
    world.chat(5)
    ask(world, "/subscribe 7:00 Karachi")
    post = Post(world.desk, fault=lambda owed: "late")
    fact = world.fact("Ann Lee", "a deal on visas")
    run(world, post, 24)
    post.fault = lambda owed: ""
    world.withdraw(fact)
    tick(world, post, 2)
    assert post.to(5)[-1].title.startswith("CORRECTED")
    assert len(post.to(5)) == 2


@pytest.mark.parametrize("arrives", [True, False])
def test_what_ends_while_its_brief_waits_is_corrected_once_the_brief_is_out_and_only_then(
    arrives: bool,
) -> None:
    world = World()
    world.chat(5)
    ask(world, "/subscribe 7:00 Karachi")
    post = Post(world.desk, fault=lambda owed: "429")
    fact = world.fact("Ann Lee", "a deal on visas")
    run(world, post, 24)
    world.withdraw(fact)
    tick(world, post, 3)
    assert post.arrived == []
    post.fault = lambda owed: "" if arrives else "403"
    tick(world, post, 3)
    said = [page.title.split(":")[0] for page in post.to(5)]
    assert said == (["Daily brief, Tue 3 Mar 2026", "CORRECTED"] if arrives else [])


def test_an_answer_that_was_on_its_way_when_a_fact_ended_is_corrected_and_a_later_one_is_not() -> None:
    world, post, fact = told(5)
    world.withdraw(fact)
    ended = world.now
    tick(world, post)
    with world.desk.store.writing() as db:
        outbox.note_told(db, 6, None, [fact], 11, delivering.stamp(ended + timedelta(seconds=20)))
        outbox.note_told(db, 7, None, [fact], 12, delivering.stamp(ended + timedelta(minutes=3)))
    tick(world, post, 40)
    assert sorted(chat for chat, *_ in post.arrived) == [5, 6]


def test_a_change_is_not_looked_at_for_ever() -> None:
    world, post, fact = told(5)
    world.withdraw(fact)
    tick(world, post, 40)
    assert news.mark(world.desk.shelf, correcting.CHECKED) == str(news.last(world.desk.shelf))


def test_topics_of_a_forum_are_corrected_each_in_its_own() -> None:
    world = World()
    world.chat(-5)
    fact = world.fact("Ann Lee", "a deal")
    with world.desk.store.writing() as db:
        outbox.note_told(db, -5, 3, [fact], 11, delivering.stamp(world.now))
        outbox.note_told(db, -5, None, [fact], 12, delivering.stamp(world.now))
    world.withdraw(fact)
    post = Post(world.desk)
    tick(world, post, 2)
    assert sorted((topic or 0, reply) for _c, topic, _k, _p, reply in post.arrived) == [(0, 12), (3, 11)]


def test_the_next_brief_recalls_what_was_corrected_and_does_not_call_it_new() -> None:
    world, post, fact = told(5)
    gone = world.fact("Bob Ray", "a deal on ports")
    run(world, post, 24)
    world.replace(fact, "a deal on work permits")
    world.withdraw(gone, "no such deal")
    tick(world, post, 2)
    run(world, post, 24)
    page = post.to(5)[-1]
    said = plain(page)
    assert "Corrected or withdrawn since you were told" in said
    assert "Corrected: Ann Lee signed: a deal on visas" in said
    assert "Withdrawn: Bob Ray signed: a deal on ports" in said
    assert "no such deal" in said
    assert said.count("work permits") == 1


def test_a_crash_in_the_middle_tells_nobody_twice() -> None:
    world, post, fact = told(5, 6)
    world.withdraw(fact)
    correcting.tick(world.desk, world.now)
    correcting.tick(world.desk, world.now)
    post.send_all(world.now)
    correcting.tick(world.desk, world.now)
    post.send_all(world.now)
    assert sorted(chat for chat, *_ in post.arrived) == [5, 6]


def test_facts_of_other_kinds_are_corrected_in_their_own_words() -> None:
    world = World()
    world.chat(5)
    fact = world.fact("Ann Lee", "We shall act.", kind=FactKind.QUOTE, predicate="said")
    with world.desk.store.writing() as db:
        outbox.note_told(db, 5, None, [fact], 11, delivering.stamp(world.now))
    world.withdraw(fact)
    post = Post(world.desk)
    tick(world, post)
    assert "Ann Lee said: “We shall act.”" in plain(post.to(5)[0])
