"""SENT: the commands about what a chat is sent, how it wants it, and who is let in."""

from briefs.language import N_
from handlers import access, briefing, chat_settings, deliveries, previewing, subscribing, watching
from handlers.command import Command
from handlers.request import Where
from handlers.rights import ADMIN, Right

ENTRY = Right(role="stranger", writes=True, entry=True)
DOOR = Right(role="admin", writes=True, entry=True)
SETTING = Right(group_admins=True, writes=True)
OWN = Right(where=("private", "terminal"), writes=True)
CHATS: tuple[Where, ...] = ("private", "group")
RUNS = Right(where=CHATS, group_admins=True, writes=True)
"""For what a chat is sent: in a group, for those who run it."""
IN_CHATS = Right(where=CHATS)
RESENDS = Right(group_admins=True, writes=True)

SENT: tuple[Command, ...] = (
    Command(
        "brief",
        "[now | NAME | since DATE]",
        N_("what is new, by topic"),
        "/brief since 1 Jan 2020",
        briefing.brief,
    ),
    Command(
        "subscribe",
        "[HH:MM] [ZONE] [NAMES or TOPICS]",
        N_("a brief here every day, at your time"),
        "/subscribe 8:30 Brussels",
        subscribing.subscribe,
        RUNS,
    ),
    Command(
        "subscription",
        "",
        N_("this chat's brief: when and about what"),
        "/subscription",
        subscribing.subscription,
        IN_CHATS,
    ),
    Command("pause", "[until DATE]", N_("no briefs for a while"), "/pause 2 weeks", subscribing.pause, RUNS),
    Command("unsubscribe", "", N_("no more briefs here"), "/unsubscribe", subscribing.unsubscribe, RUNS),
    Command("preview", "", N_("what the next brief would hold"), "/preview", previewing.preview),
    Command(
        "watch",
        "NAME or WORDS",
        N_("a notice soon after a new fact"),
        "/watch GLO.ACT",
        watching.watch,
        RUNS,
    ),
    Command("watches", "", N_("what is watched here"), "/watches", watching.listing, IN_CHATS),
    Command("unwatch", "[NAME or all]", N_("no more notices of it"), "/unwatch all", watching.unwatch, RUNS),
    Command(
        "deliveries",
        "[CHAT | DAY]",
        N_("what became of each brief, and why"),
        "/deliveries",
        deliveries.ledger,
        ADMIN,
    ),
    Command(
        "resend",
        "N [PART]",
        N_("a part of a brief once more"),
        "/resend 12 2",
        deliveries.resend,
        RESENDS,
    ),
    Command(
        "settings",
        "[NAME VALUE]",
        N_("how this chat wants its answers"),
        "/settings",
        chat_settings.settings,
        SETTING,
    ),
    Command(
        "language",
        "[en | ur]",
        N_("the language of the answers to you"),
        "/language",
        chat_settings.language,
        OWN,
    ),
    Command("access", "", N_("ask to be let in"), "/access", access.access, ENTRY),
    Command("approve", "ID", N_("let a person or a group in"), "/approve 41", access.approve, DOOR),
    Command("deny", "ID", N_("do not let a person or a group in"), "/deny 41", access.deny, DOOR),
)
