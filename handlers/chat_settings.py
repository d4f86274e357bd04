"""/settings and /language: how a chat wants its answers, changed by buttons or by a typed value."""

import re
from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from briefs import choosing
from briefs.granting import called
from briefs.language import LANGUAGES, NUMBERS, _, speaking
from briefs.page import Page
from data.errors import BadUsage, NotAllowed
from data.store import chats
from data.store.chats import Chat
from data.store.shelf import TLP, Connection
from data.store.subscriptions import USUAL
from handlers.access import language_in
from handlers.changing import deed, watched
from handlers.desk import Desk
from handlers.people import CEILINGS, MOST, ceiling_of
from handlers.request import Request

TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
HOURS = re.compile(rf"{TIME.pattern}\s*(?:-|–|to)\s*{TIME.pattern}")


def settings(desk: Desk, request: Request) -> Page:
    """/settings: all of them; with a name, what may be chosen; with a value, the change and all of them."""
    name, _space, value = request.words.partition(" ")
    if not name:
        return choosing.overview(values(desk, request))
    if name.casefold() not in CHANGES:
        raise BadUsage(f"Usage: /settings [{' | '.join(CHANGES)}], for example /settings zone Asia/Karachi")
    ask, change = CHANGES[name.casefold()]
    if not value.strip():
        return ask(request)
    changed = change(value.strip(), request)
    with desk.store.writing() as db:
        _logged(desk, db, request, changed)
    with speaking(language_in(desk, request.who.chat_id)):
        return choosing.overview(values(desk, request), changed=True)


def values(desk: Desk, request: Request) -> dict[str, str]:
    """The settings as they hold in the chat of a request, the defaults where nothing was chosen."""
    chat = _chat(desk, request)
    return {
        "language": language_in(desk, request.who.chat_id),
        "zone": chat.zone or desk.settings.timezone,
        "numbers": chat.numbers,
        "ceiling": TLP[ceiling_of(desk, request)],
        "brief": chat.brief_at or USUAL,
        "quiet": chat.quiet,
    }


def _chat(desk: Desk, request: Request) -> Chat:
    who = request.who
    kind: chats.ChatKind = "group" if request.where == "group" else "private"
    return chats.chat(desk.shelf, who.chat_id) or Chat(id=who.chat_id, kind=kind, title=who.chat_title)


def _keep(desk: Desk, db: Connection, request: Request, changed: dict[str, object]) -> None:
    """Write what was changed; in private a language is the person's own too."""
    now = request.when.isoformat(timespec="seconds")
    chats.keep_chat(db, _chat(desk, request).model_copy(update=changed), now)
    person = chats.person(desk.shelf, request.who.user_id) if request.where == "private" else None
    if person is not None and "language" in changed:
        chats.keep_person(db, person.model_copy(update={"language": changed["language"]}))


def _logged(desk: Desk, db: Connection, request: Request, changed: dict[str, object]) -> None:
    """Write what was changed; in the log when it concerns others, or what may be shown."""
    if request.where != "group" and "ceiling" not in changed:
        return _keep(desk, db, request, changed)
    before = _chat(desk, request)
    chats.keep_chat(db, before, request.when.isoformat(timespec="seconds"))
    one = deed(request, "settings", {"name": called(before.id, before.title), "line": request.words})
    watched(desk, db, one, ("chat", "id", before.id), lambda db: _keep(desk, db, request, changed))
    return None


def language(desk: Desk, request: Request) -> Page:
    """/language: in which language a person is answered."""
    if not request.words:
        return choosing.languages("/language")
    changed = _language(request.words, request)
    with desk.store.writing() as db:
        _keep(desk, db, request, changed)
    with speaking(str(changed["language"])):
        return choosing.language_chosen()


def _language(value: str, request: Request) -> dict[str, object]:
    wanted = value.casefold()
    found = next((code for code, name in LANGUAGES.items() if wanted in (code, name.casefold())), None)
    if wanted == "urdu":
        found = "ur"
    if found is None:
        raise BadUsage(_("That language is not spoken here. Send {one} or {other}.", one="en", other="ur"))
    return {"language": found}


def _zone(value: str, request: Request) -> dict[str, object]:
    wanted = "/".join(part.strip().replace(" ", "_") for part in value.split("/"))
    for name in (wanted, wanted.title(), wanted.upper()):
        try:
            return {"zone": ZoneInfo(name).key}
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    raise BadUsage(_("That is no time zone. Write it as in {example}.", example="Asia/Karachi"))


def _numbers(value: str, request: Request) -> dict[str, object]:
    wanted = value.casefold()
    if wanted not in (*NUMBERS, choosing.PLAIN):
        raise BadUsage(_("Numbers can be written so: {names}.", names=", ".join((choosing.PLAIN, *NUMBERS))))
    return {"numbers": "" if wanted == choosing.PLAIN else wanted}


def _ceiling(value: str, request: Request) -> dict[str, object]:
    wanted = value.upper().removeprefix("TLP:").strip()
    if wanted not in TLP:
        raise BadUsage(_("That is no marking. Choose from {markings}.", markings=", ".join(TLP)))
    if wanted not in _markings(request):
        raise NotAllowed(_("TLP:{marking} cannot be chosen by you in this chat.", marking=wanted))
    return {"ceiling": TLP.index(wanted)}


def _markings(request: Request) -> tuple[str, ...]:
    """The markings that may be chosen: an administrator of the bot may go beyond the usual one."""
    most = MOST if request.who.role == "admin" else CEILINGS
    return TLP[: most[request.where] + 1]


def _brief(value: str, request: Request) -> dict[str, object]:
    found = TIME.fullmatch(value)
    if not found:
        raise BadUsage(_("That is no time. Write it as in {example}.", example="07:30"))
    return {"brief_at": _clock(found[1], found[2])}


def _quiet(value: str, request: Request) -> dict[str, object]:
    if value.casefold() in OFF:
        return {"quiet": ""}
    found = HOURS.fullmatch(value)
    if not found:
        raise BadUsage(_("Write the hours as in {example}.", example="22:30-06:30"))
    return {"quiet": f"{_clock(found[1], found[2])}-{_clock(found[3], found[4])}"}


def _clock(hours: str, minutes: str) -> str:
    return f"{int(hours):02}:{int(minutes):02}"


OFF = (choosing.OFF, "none", "no", "never", "بند")
CHANGES: dict[str, tuple[Callable[[Request], Page], Callable[[str, Request], dict[str, object]]]] = {
    "language": (lambda request: choosing.languages("/settings language"), _language),
    "zone": (lambda request: choosing.zones(), _zone),
    "numbers": (lambda request: choosing.numbers(), _numbers),
    "ceiling": (lambda request: choosing.ceilings(_markings(request)), _ceiling),
    "brief": (lambda request: choosing.times(), _brief),
    "quiet": (lambda request: choosing.quiet(), _quiet),
}
"""What can be set: the page that asks for a value, and the function that reads it."""
