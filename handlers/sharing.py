"""/share: the card of a name as a one-page briefing note, a document to send on."""

import re
from zoneinfo import ZoneInfo

from briefs import briefing_note
from briefs.language import _
from briefs.lines import note
from briefs.page import Choice, Page
from briefs.private import without_contacts
from data.kinds import KINDS
from data.store import articles, chats, facts
from data.store.shelf import TLP
from handlers import cards
from handlers.desk import Desk
from handlers.lookup import meant, reference
from handlers.request import Request
from handlers.wanting import unnamed

LONGEST_NAME = 40
"""Characters of a name in the name of a file."""


def share(desk: Desk, request: Request) -> Page:
    """The note as a file, with its marking: the highest of the facts and articles that it tells."""
    if not request.words:
        raise unnamed(desk, "/share NAME", ["project", "person"])
    found = meant(desk, request.words, tuple(KINDS))
    card = without_contacts(cards.page(desk, found, ""))
    zone = zone_of(desk, request)
    made = request.when.astimezone(ZoneInfo(zone))
    marking = marking_of(desk, card)
    whole = briefing_note.Note(
        card=card, marking=marking, addresses=_addresses(desk, card), made=made, zone=zone
    )
    name = f"briefing-note-{_slug(found.entity.short or found.entity.name)}-{made:%Y-%m-%d}.docx"
    opened = f"/{KINDS[found.entity.kind].command} {reference(desk, found.entity)}"
    lines = (
        note(_("One page with numbered sources, marked {marking}.", marking=f"TLP:{marking}")),
        note(
            _(
                "It holds what the store knew when it was made; "
                "later corrections reach this chat, not the file."
            )
        ),
    )
    return Page(
        title=_("Briefing note: {name}", name=found.entity.name),
        lines=lines,
        choices=(Choice(label=found.entity.name, command=opened),),
        files=(briefing_note.file(whole, name),),
    )


def zone_of(desk: Desk, request: Request) -> str:
    """The time zone of the chat, else of the settings; an IANA name."""
    chat = chats.chat(desk.shelf, request.who.chat_id)
    return (chat.zone if chat else "") or desk.settings.timezone


def marking_of(desk: Desk, page: Page) -> str:
    """The highest marking of what a page tells."""
    told = facts.get_all(desk.shelf, [number for line in page.lines for number in line.facts])
    known = articles.get_all(desk.shelf, [source.article_id for source in page.sources])
    held = [*(fact.tlp for fact in told.values()), *(TLP.index(one.tlp) for one in known.values())]
    return TLP[max(held, default=0)]


def _addresses(desk: Desk, page: Page) -> dict[int, str]:
    known = articles.get_all(desk.shelf, [source.article_id for source in page.sources])
    return {number: one.url for number, one in known.items() if one.url}


def _slug(name: str) -> str:
    """A name as part of the name of a file: letters and digits of any script with dashes between."""
    return re.sub(r"[^\w]+", "-", name.casefold())[:LONGEST_NAME].strip("-_")
