"""The commands that open the card of an entity, one for each kind that people ask for."""

from collections.abc import Callable, Sequence
from itertools import islice

from briefs import card as wording
from briefs.card import Dossier
from briefs.cut import cut
from briefs.language import N_, _, quoted
from briefs.page import Choice, Page
from briefs.pages import cited_by
from briefs.relations import KINDS as KINDS_THAT_TIE
from briefs.telling import called
from briefs.vocabulary import reasons
from data.errors import NotFound
from data.kinds import KINDS
from data.store import articles, entities, facts
from data.values import Entity, EntityKind, FactKind, StoredFact
from handlers.desk import Desk
from handlers.differing import differing as differs
from handlers.lookup import READ, Found, meant, offer, references
from handlers.nearest import instead
from handlers.occasions import happened, occasion
from handlers.request import Request
from handlers.wanting import unnamed
from handlers.withheld import withheld_in


def lookup(name: str, *kinds: EntityKind) -> Callable[[Desk, Request], Page]:
    """Make the command that tells what we know about an entity of one of these kinds."""

    def handle(desk: Desk, request: Request) -> Page:
        if not request.words:
            raise unnamed(desk, f"/{name} NAME", kinds)
        known = occasion(desk, request.words, said=False) if kinds == ("event",) else None
        there = happened(desk, request.words) if kinds == ("event",) and known is None else None
        if there is not None:
            return there
        try:
            return page(desk, known or meant(desk, request.words, kinds), request.words)
        except NotFound as unknown:
            if kinds != ("event",) or unknown.near or unknown.said:
                raise
            return instead(desk, request.words)

    return handle


def page(desk: Desk, found: Found, words: str) -> Page:
    """The card of an entity that was found by these words."""
    known, why = dossier(desk, found), matched(found, words)
    others = runners_up(desk, found, words) if why else []
    told = wording.told(known)
    cited = {*cited_by(told), *known.quoted, *known.withheld[: wording.CITED]} - known.articles.keys()
    if not told and not known.seen:
        cited |= {*known.margins}
    return wording.card(
        known, told, articles.get_all(desk.shelf, cited), why, [*further(desk, known), *others]
    )


def runners_up(desk: Desk, found: Found, words: str) -> list[Choice]:
    """Who else may be meant by what was not typed exactly."""
    shelf = desk.shelf
    found_near = shelf.names.search(words, 8, lambda numbers: entities.of_kinds(shelf, numbers, tuple(KINDS)))
    least = max(OTHERS, found.match.score - BEHIND)
    near = [match for match in found_near if match.score >= least]
    offers = [offer(desk, match) for match in near if match.entity_id != found.entity.id]
    own = found.entity.name
    return [Choice(label=_("{name}?", name=label), command=c) for label, c in offers if label != own][:3]


OTHERS = 0.5
"""How like a name has to be what was typed, of 1, to be offered beside the one that is shown."""
BEHIND = 0.2
"""How much less like what was typed it may be than the one that is shown: beside a surname that is known
letter for letter no country is offered that sounds a little like it."""


RELATED: tuple[EntityKind, ...] = ("project", "person", "organisation")
"""Kinds of entity that are offered beside a card: of each, those named together with it most often."""
VIEWS = (
    (N_("Quotes"), "quote", (FactKind.QUOTE, FactKind.STATEMENT)),
    (N_("Figures"), "figure", (FactKind.FIGURE,)),
    (N_("Timeline"), "timeline", tuple(FactKind)),
    (N_("Related"), "related", KINDS_THAT_TIE),
    (N_("Sources"), "search", tuple(FactKind)),
)
"""Other views of an entity, each offered when there are facts of its kinds."""


def further(desk: Desk, known: Dossier) -> list[Choice]:
    """What can be asked next: the other views of this entity, its sentences, and who is named with it."""
    entity, kinds = known.entity, {fact.kind for fact in known.facts}
    beside = entities.related(desk.shelf, entity.id, RELATED, 3)
    near = [one for kind in RELATED for one in beside if one.kind == kind]
    near = ([one for one in named_after(desk, entity) if one not in near] + near)[:NEAR]
    by_name, (by_reference, *others) = entity.name, references(desk, [entity, *near])
    views = [
        Choice(label=_(label), command=f"/{command} {by_name if command in BY_WORDS else by_reference}")
        for label, command, of in VIEWS
        if kinds & {*of}
    ]
    return [*views, *_share(by_reference), *map(_opened, near, others)]


def _share(reference: str) -> list[Choice]:
    """The button that hands a card on, where the program has a command for it."""
    from handlers.commands import COMMANDS  # the table holds this module's own commands

    return [Choice(label=_("Share"), command=f"/share {reference}")] if "share" in COMMANDS else []


BY_WORDS = ("figure", "search")
"""Views that search for words; the others take the entity by its number where its name is shared."""
NEAR = 2
"""How many others are offered beside a card."""


def opened(desk: Desk, beside: Sequence[Entity]) -> list[Choice]:
    """Buttons that open the cards of these entities."""
    return list(map(_opened, beside, references(desk, beside)))


def _opened(entity: Entity, named: str) -> Choice:
    """A button that opens the card of an entity, by what it is `named` on buttons."""
    return Choice(label=called(entity.name, entity.short), command=f"/{KINDS[entity.kind].command} {named}")


def named_after(desk: Desk, entity: Entity) -> list[Entity]:
    """Projects that bear the acronym of a body in their name: 'UNODC Country Programme'."""
    if entity.kind != "organisation" or not entity.short:
        return []
    return entities.beginning(desk.shelf, f"{entity.short} ", ["project"])


def dossier(desk: Desk, found: Found) -> Dossier:
    """All that the store has to say about an entity."""
    shelf = desk.shelf
    about = facts.about(shelf, found.entity.id)
    seen = entities.seen(shelf, found.entity.id, READ)
    withheld = withheld_in(desk, found.entity.id)
    doubtful = entities.perhaps_same(shelf, found.entity.id)
    others = (one for number in doubtful for one in entities.seen(shelf, number, READ, limit=1))
    perhaps = tuple(islice(others, wording.UNDECIDED))
    margins = entities.named_in(shelf, found.entity.id, ("boilerplate",), limit=MARGINS)
    numbers = {one.passage.article_id for one in (*seen, *perhaps)}
    numbers |= {f.article_id for f in about if f.kind is FactKind.OFFICE and f.article_id}
    return Dossier(
        entity=found.entity, facts=tuple(about), seen=tuple(seen), conflicts=tuple(differs(shelf, about)),
        margins=margins,
        quoted=speakers(desk, found.entity, about), perhaps=perhaps, withheld=withheld,
        articles=articles.get_all(shelf, numbers),
    )  # fmt: skip


MARGINS = 20
"""How many passages beside the text are looked at that name an entity."""


def speakers(desk: Desk, entity: Entity, about: Sequence[StoredFact]) -> dict[int, tuple[str, ...]]:
    """Who is quoted in the articles that an event is known from; nothing for other kinds of entity."""
    if entity.kind != "event":
        return {}
    told_in = sorted({fact.article_id for fact in about if fact.subject_id == entity.id and fact.article_id})
    quoted = {
        number: [f.subject for f in facts.of_article(desk.shelf, number) if f.kind is FactKind.QUOTE]
        for number in told_in[:REPORTS]
    }
    return {number: tuple(dict.fromkeys(names)) for number, names in quoted.items() if names}


REPORTS = 3
"""Of how many reports of an event the speakers are named."""


def matched(found: Found, words: str) -> str:
    """The line that says what was matched, '' when the name was typed as it stands."""
    if not found.match.because or words.casefold() in (
        found.entity.name.casefold(),
        found.entity.short.casefold(),
    ):
        return ""
    because = found.match.because
    if found.entity.kind != "person":
        because = because.replace("surname", "part of the name").replace("first name", "part of the name")
    return _("For {words}: {because}.", words=quoted(cut(words, 60)), because=reasons(because))


actor = lookup("actor", "person", "organisation")
org = lookup("org", "organisation")
project = lookup("project", "project", "organisation")
country = lookup("country", "place")
event = lookup("event", "event")
find = lookup("find", *KINDS)
