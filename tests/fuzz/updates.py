"""Updates as a strategy: hostile words in every field, in all kinds of update; dicts, as Telegram's JSON has them."""

from typing import Any

from hypothesis import strategies as st

from handlers.commands import COMMANDS

PIECES = (
    "Naqvi", "GLO.ACT", "IOM", "2019", "#1", "[1]", "article 1", "3 March 2024", "page 2", "1", "-1", "999999999999999999999",
    "\ud800", "\udfff", "\x00", "\x1b[31m", "\u202e", "\u2066", "\u2069", "\u200b", "\u200d", "\ufeff", "\u0301" * 40,
    "Nаqvi", "Ναqvi", "N​aqvi", "نقوی", "ﷺ", "🇵🇰", "👨‍👩‍👧‍👦", "İ", "ẞ",
    "<b>", "</i>", "<a href='tg://user?id=7'>x</a>", "<script>alert(1)</script>", "&lt;", "&#0;", "&", "*_`[", "**x**", "[x](tg://user?id=7)", "```",
    "'; DROP TABLE fact; --", "' OR 1=1 --", '" OR "', "NEAR(a b, 3)", "name:*", "a* AND NOT b", "-", "^a", '"', "(", "{x}", "%s", "%", "_", "\\",
    "{0.__class__}", "$(id)", "../../etc/passwd", "file:///etc/passwd", "http://127.0.0.1:1/x", "javascript:alert(1)",
    "@briefing_test_bot", "/actor", "//", "/", "~", "~actor~" + "0" * 24, "+7:/withdraw 1", "7:/withdraw 1", "\n", "\n\n", "\t", " ", "as", "to", "from", "and",
    "a" * 300, "/" * 200, "x " * 150, "١٢٣", "0x10", "1e999", "NaN",
)  # fmt: skip
NAMES = tuple(COMMANDS)

pieces = st.sampled_from(PIECES)
words = st.one_of(
    st.lists(pieces, max_size=6).map(" ".join),
    st.lists(pieces, max_size=4).map("".join),
    st.text(max_size=60),
    st.tuples(pieces, st.integers(1, 40)).map(lambda two: (two[0] * two[1] * 10)[:4096]),
)
commands = st.builds(
    lambda name, at, rest: f"/{name}{at} {rest}"[:4096],
    st.sampled_from(NAMES),
    st.sampled_from(("", "", "@briefing_test_bot", "@other_bot", "@")),
    words,
)
links = st.one_of(words, st.sampled_from(NAMES), st.from_regex(r"[A-Za-z0-9_-]{1,64}", fullmatch=True)).map(
    lambda payload: f"/start {payload}"[:4096]
)
texts = st.one_of(commands, commands, words, links)
numbers = st.one_of(st.integers(-5, 5), st.integers(-(2**31), 2**31))


@st.composite
def entities(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Marks at odd places: before the text, behind it, in the middle of a letter, over each other."""
    sorts = st.sampled_from(
        ("bot_command", "mention", "url", "text_link", "text_mention", "pre", "custom_emoji", "of the future")
    )
    found = []
    for _ in range(draw(st.integers(0, 4))):
        one: dict[str, Any] = {"type": draw(sorts), "offset": draw(numbers), "length": draw(numbers)}
        if one["type"] == "text_link":
            one["url"] = draw(words)
        if one["type"] == "text_mention":
            one["user"] = person(draw(st.integers(1, 9)), draw(words))
        found.append(one)
    return found


def person(number: int, name: str) -> dict[str, Any]:
    """A user of this name."""
    return {
        "id": number,
        "is_bot": False,
        "first_name": name,
        "username": name[:30],
        "language_code": name[:8],
    }


def _file(name: str) -> dict[str, Any]:
    return {
        "file_id": "hostile",
        "file_unique_id": "u",
        "file_name": name,
        "mime_type": name,
        "file_size": 30,
    }


PARTS = {
    "caption": lambda t: {"caption": t},
    "contact": lambda t: {"contact": {"phone_number": t, "first_name": t, "vcard": t}},
    "location": lambda t: {"location": {"longitude": 0.0, "latitude": 91.0}},
    "poll": lambda t: {
        "poll": {
            "id": t, "question": t, "options": [{"text": t, "voter_count": 0, "persistent_id": "p"}], "total_voter_count": 0,
            "is_closed": False, "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
            "allows_revoting": False, "members_only": False,
        }
    },
    "photo": lambda t: {"photo": [{"file_id": "hostile", "file_unique_id": "u", "width": 0, "height": -1}], "caption": t},
    "document": lambda t: {"document": _file(t), "caption": t},
    "sticker": lambda t: {
        "sticker": {
            "file_id": "s", "file_unique_id": "u", "type": "regular", "width": 1, "height": 1, "is_animated": False,
            "is_video": False, "emoji": t,
        }
    },
    "voice": lambda t: {"voice": {"file_id": "v", "file_unique_id": "u", "duration": 1}},
    "dice": lambda t: {"dice": {"emoji": t, "value": 99}},
    "came": lambda t: {"new_chat_members": [person(77, t)]},
    "went": lambda t: {"left_chat_member": person(77, t)},
    "titled": lambda t: {"new_chat_title": t},
    "created": lambda t: {"group_chat_created": True},
    "pinned": lambda t: {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}},
    "via": lambda t: {"via_bot": {"id": 9, "is_bot": True, "first_name": t}, "text": t},
    "forwarded": lambda t: {
        "forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": t}, "text": t,
    },
    "from a channel": lambda t: {
        "forward_origin": {"type": "channel", "date": 1, "message_id": 1, "chat": {"id": -9, "type": "channel", "title": t, "username": t}},
        "text": t,
    },
    "quote": lambda t: {"quote": {"text": t, "position": -1}, "text": t},
    "as a channel": lambda t: {"sender_chat": {"id": -9, "type": "channel", "title": t}, "text": t},
    "nothing": lambda t: {},
    "of the future": lambda t: {"hologram": {"words": t}},
}  # fmt: skip
"""What a message may hold besides its text."""

plans = st.one_of(
    st.tuples(st.just("message"), texts, st.fixed_dictionaries({}, optional={"entities": entities()})),
    st.tuples(st.just("message"), texts, st.fixed_dictionaries({})),
    st.tuples(st.just("part"), words, st.sampled_from(sorted(PARTS))),
    st.tuples(st.just("tap"), st.one_of(commands, words), st.sampled_from(("forged", "seen", "owned", "keyed"))),
    st.tuples(st.just("inline"), texts, st.none()),
    st.tuples(
        st.just("other"),
        texts,
        st.sampled_from(("edited_message", "channel_post", "my_chat_member", "chat_member", "poll", "unknown", "empty", "broken")),
    ),
    st.tuples(st.just("again"), st.just(""), st.none()),
)  # fmt: skip
"""A kind of update, the words in it, and what else it is made of."""
