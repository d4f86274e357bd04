"""Fuzz: thousands of hostile updates through the whole bot, in this process, against the strict fake server.

BRIEFING_LONG=1 makes many more, other ones each time; the last line printed (`-s`) says how many.
"""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.fake_telegram import FakeTelegram
from tests.fuzz.bench import ADMIN, DENIED, EDITOR, READER, STRANGER, Bench
from tests.fuzz.updates import commands, plans, words

LONG = bool(os.environ.get("BRIEFING_LONG"))
ALONE = settings(
    max_examples=150 if LONG else 15,
    deadline=None,
    derandomize=not LONG,
    database=None,
    phases=(
        Phase.generate,
    ),  # what one example did to the bot is part of the next: nothing can be made smaller
    suppress_health_check=list(HealthCheck),
)
BY = (ADMIN, EDITOR, READER, STRANGER, DENIED)


@pytest.fixture(scope="module")
def loop() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="module")
def bench(loop: asyncio.Runner, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with FakeTelegram() as server:
        one = Bench(server, Path(tmp_path_factory.mktemp("fuzz"), "a.db"))
        loop.run(one.open())
        yield one
        assert loop.run(one.close()) == ""
        print(f"\n{one.number - 800_000_000} updates, {len(one.faults.found)} faults")


def judge(bench: Bench) -> None:
    """What holds whatever came: no bug, no refused call, and nothing told to whoever was not let in."""
    assert not bench.task.done(), "the bot ended"
    assert not bench.faults.found, bench.faults.found[:3]
    # A tap that leads to what is shown already: only Telegram can know, and nothing comes of it.
    refused = [told for told in bench.server.refusals if "message is not modified" not in told]
    assert not refused, refused[:3]
    outside = [bench.people[3], bench.people[4], bench.closed]
    told = "\n".join(message.text for chat in outside for message in chat.answers)
    leaked = [name for name in bench.names() if name in told]
    assert not leaked
    for chat in (*bench.people, bench.group, bench.closed):
        chat.all = chat.all[-30:]
    bench.server.calls = [
        call for call in bench.server.calls[-100:] if call.done is None or call.method == "setMyCommands"
    ]


@ALONE
@given(st.lists(st.tuples(plans, st.sampled_from(BY), st.booleans()), min_size=25, max_size=50))
def test_no_update_is_a_bug_or_refused_or_tells_a_stranger_anything(
    loop: asyncio.Runner, bench: Bench, chosen: list[tuple[Any, int, bool]]
) -> None:
    updates = []
    for plan, by, in_group in chosen:
        own = bench.people[BY.index(by)]
        group = bench.closed if by == STRANGER else bench.group
        updates.append(bench.update(plan, group if in_group else own, by))
    loop.run(bench.feed(updates))
    judge(bench)


@ALONE
@given(
    st.lists(
        st.tuples(commands, st.sampled_from(("forged", "owned", "keyed", "seen")), st.sampled_from((READER, STRANGER, DENIED)),
                  st.booleans()),
        min_size=20, max_size=40,
    )
)  # fmt: skip
def test_forged_and_replayed_taps_of_readers_and_strangers_change_nothing(
    loop: asyncio.Runner, bench: Bench, chosen: list[tuple[str, str, int, bool]]
) -> None:
    loop.run(bench.feed([]))
    before = bench.kept()
    updates = [
        bench.update(("tap", text, how), bench.group if in_group else bench.people[BY.index(by)], by)
        for text, how, by, in_group in chosen
    ]
    loop.run(bench.feed(updates))
    judge(bench)
    after = bench.kept()
    assert {table for table in before if before[table] != after[table]} == set()


@given(words)
@settings(deadline=None, max_examples=50)
def test_what_no_file_can_hold_is_replaced_before_anybody_sees_it(text: str) -> None:
    import json

    from bot.wire import encodable

    cleaned = json.loads(encodable(json.dumps({"text": text}).encode()))["text"]
    cleaned.encode()
    assert (
        cleaned
        == text.encode("utf-16", "surrogatepass")
        .decode("utf-16", "surrogatepass")
        .encode("utf-8", "replace")
        .decode()
    )
