"""/latest and /brief: what is new in the store, about a name or since a day."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, time

from briefs import digest, notices
from briefs.card import most_telling, withheld
from briefs.language import _, quoted
from briefs.lines import each, note, of_passage
from briefs.page import Line, Page
from briefs.telling import conjoined, grouped
from data.errors import BadUsage, NotFound
from data.kinds import KINDS
from data.reading.dates import parse
from data.store import articles, coverage, entities, facts, search
from data.values import FactKind, StoredFact
from handlers import previewing
from handlers.desk import Desk
from handlers.differing import differing
from handlers.lookup import READ, meant, several
from handlers.pages import cited
from handlers.request import Request
from handlers.spotting import names_in

SINCE = re.compile(r"(?:since|from)\s+(.+)", re.IGNORECASE)
MOST = 200
"""How many of the newest facts a brief is chosen from."""
LONGEST = 3_900
"""A brief is one message."""
NEWEST = 8
LOOKED = 150
"""Of how many facts that were recorded last the newest by date are told."""


def latest(desk: Desk, request: Request) -> Page:
    """The newest facts, of the store or about a name; by date where one is known, else by entry."""
    order = note(_("Newest first where a date is known; undated items in the order they were entered."))
    if not request.words:
        found = [fact for fact in facts.newest(desk.shelf, limit=LOOKED) if fact.kind is not FactKind.OFFICE]
        lines = [line for group in digest.newest(found, NEWEST) for line in each(group)]
        if not lines:
            raise NotFound(_("No record of anything.") + "\n" + notices.covers(coverage.of(desk.shelf)))
        return cited(desk, _("Latest in the store"), [order, *lines])
    named = several(desk, request.words, tuple(KINDS))
    about = [fact for one in named for fact in facts.about(desk.shelf, one.entity.id)]
    chosen = [fact for fact in _together(about, len(named)) if fact.kind is not FactKind.OFFICE]
    title = _("Latest on {names}", names=conjoined([one.entity.name for one in named]))
    lines = list(each(chosen))[:NEWEST] or _sentences(desk, [one.entity.id for one in named])
    if not lines:
        raise NotFound(f"{_('No record of anything.')}\n{notices.covers(coverage.of(desk.shelf))}")
    return cited(desk, title, [order, *lines])


def _sentences(desk: Desk, named: Sequence[int]) -> list[Line]:
    """The newest sentences that name them, where no fact but an office is held."""
    seen = [one for number in named for one in entities.seen(desk.shelf, number, READ, SENTENCES)]
    return [of_passage(one.passage, [one.text]) for one in seen][:SENTENCES]


SENTENCES = 4


def on(desk: Desk, words: str, limit: int = 5) -> list[StoredFact]:
    """The newest facts of whatever the words name, those first that hold the other words too."""
    named, rest = names_in(desk, words)
    about = [fact for number in named for fact in facts.about(desk.shelf, number, MOST)]
    stems = [word[:5] for word in search.content_words(rest)]
    holding = [
        f for f in about if f.kind is not FactKind.OFFICE and all(s in f.evidence.casefold() for s in stems)
    ]
    chosen = most_telling(grouped(_together(holding, len(named))), 0)
    return [fact for group in chosen for fact in group][:limit]


def _together(about: Sequence[StoredFact], names: int) -> list[StoredFact]:
    """Facts that involve all the names before those that involve one, each once."""
    times: dict[int, int] = {}
    for fact in about:
        times[fact.id] = times.get(fact.id, 0) + 1
    once = {fact.id: fact for fact in about}
    return sorted(once.values(), key=lambda fact: -(times[fact.id] >= names))


def brief(desk: Desk, request: Request) -> Page:
    """What is new to this chat, since a day or about a name; without words, all that is held, briefly."""
    if request.words.casefold() == "now":
        return previewing.now(desk, request)
    if previewing.REST.fullmatch(request.words):
        return previewing.rest(desk, request)
    asked = SINCE.fullmatch(request.words)
    if request.words and not asked:
        named = meant(desk, request.words, tuple(KINDS))
        found = facts.about(desk.shelf, named.entity.id, MOST + 1)
        title = _("Brief on {name}", name=named.entity.name)
    else:
        found = facts.newest(desk.shelf, since=_day(asked[1]) if asked else "", limit=MOST + 1)
        title = _("Brief")
    if not found:
        nothing = _("Nothing new since {day}.", day=asked[1]) if asked else _("Nothing new to report.")
        return Page(title=nothing, verdict="nothing")
    return _page(desk, title, found, request, asked[1] if asked else "")


def _page(desk: Desk, title: str, held: Sequence[StoredFact], request: Request, since: str) -> Page:
    """The brief on the first MOST of the facts; one more says that there are more."""
    shelf, found = desk.shelf, held[:MOST]
    known = articles.get_all(shelf, (fact.article_id for fact in found if fact.article_id))
    kept_back = articles.with_suspect(shelf, known)
    lines = digest.lines(
        found, list(differing(shelf, found)), list(withheld(kept_back)), known, request.when.date()
    )
    read = sum(number > 0 for number in known)  # what was entered by hand is no article
    most = MOST if len(held) > MOST else 0
    return cited(desk, title, [digest.head(read, since, request.when, most), *lines], longest=LONGEST)


def _day(words: str) -> str:
    """The beginning of a day, ISO 8601 UTC. Raises BadUsage when the words are no date."""
    when = parse(words)
    if when is None or when.earliest is None:
        raise BadUsage(
            _(
                "{words} is not a date I understand. Write it like 3 Nov 2025 or 2025-11-03.",
                words=quoted(words),
            )
        )
    return datetime.combine(when.earliest, time(), UTC).isoformat(timespec="seconds")
