"""/timeline: what is known of one or more names, in the order in which it happened."""

from collections.abc import Iterable, Iterator, Sequence

from briefs import timeline
from briefs.language import _
from briefs.lines import is_dated
from briefs.page import Choice, Page
from briefs.pictures import timelines as drawing
from briefs.sources import foot
from briefs.telling import conjoined, dated, grouped, sentence, tell
from briefs.timeline import Item
from data.dates import UNDATED, DateSpan
from data.errors import NotFound
from data.kinds import KINDS
from data.store import articles, entities, facts
from data.store.entities import Seen
from data.values import FactKind, StoredFact
from handlers.around import around
from handlers.desk import Desk
from handlers.lookup import READ, Found, several
from handlers.pages import bound, captioned
from handlers.request import Request
from handlers.wanting import unnamed

LONGEST = 2_400
"""A timeline has no buttons, so its lines may take more room."""
MOST = 120
"""How many facts and passages of a name are looked through."""


def timelines(desk: Desk, request: Request) -> Page:
    """The dated items of the names, then the undated ones."""
    if not request.words:
        raise unnamed(desk, "/timeline NAME", ["organisation"])
    found = several(desk, request.words, tuple(KINDS))
    known = items(desk, found)
    if not known:
        name = found[0].entity.name
        raise NotFound(_("Nothing is held of {name} that could be put in order.", name=name))
    choices = [Choice(label=_("Picture"), command=f"/chart timeline {request.words}")]
    stacks = [[*timeline.lines(known)], *timeline.further(known)]
    return bound(desk, _title(found), stacks, choices, longest=LONGEST)


def _title(found: Sequence[Found]) -> str:
    return _("Timeline of {names}", names=conjoined([one.entity.name for one in found]))


def picture(desk: Desk, request: Request) -> Page:
    """The timeline of the names as a picture, with the same items in words."""
    found = several(desk, request.words, tuple(KINDS))
    held = items(desk, found)
    if not held:
        name = found[0].entity.name
        raise NotFound(_("Nothing is held of {name} that could be put in order.", name=name))
    for most in range(timeline.DRAWN, 0, -1):
        known = list(timeline.drawn(held, most))
        page = captioned(desk, _title(found), timeline.captions(known))
        if all(line in page.lines for _entry, line in known):
            break
    entries = tuple(entry for entry, line in known if line in page.lines)
    articles_of = articles.get_all(desk.shelf, (source.article_id for source in page.sources))
    drawn = drawing.Timeline(title=_title(found), entries=entries, foot=foot(list(articles_of.values())))
    return page.model_copy(update={"files": (drawing.draw(drawn),)})


def items(desk: Desk, found: Sequence[Found]) -> list[Item]:
    """Facts of the names, and sentences that name one of them with a date, each sentence once.

    In a gap of years between them, also sentences that go on after one that names them.
    """
    by_sentence: dict[tuple[int, int], Item] = {}
    for one in found:
        for key, item in _of_facts(desk, one):
            by_sentence.setdefault(key, item)
        for key, item in _of_sentences(desk, one):
            if key not in by_sentence or not by_sentence[key].when.edtf:
                by_sentence[key] = item
    known = list(by_sentence.values())
    between = timeline.gaps(known)
    return [*known, *_between(desk, found, between)] if between else known


def _between(desk: Desk, found: Iterable[Found], gaps: Sequence[tuple[Item, Item]]) -> Iterator[Item]:
    """Sentences with a date in a gap that name one of these, or go on after one that does."""
    told = {passage.id: passage for one in found for passage in around(desk, one.entity, MOST)}
    dates = articles.dates_of(desk.shelf, told)
    for number, passage in told.items():
        for when in dates.get(number, []):
            if any(_inside(when, *gap) for gap in gaps):
                text = _("Near the name: {told}", told=sentence(passage.text))
                yield Item(when=when, text=text, article=passage.article_id)
                break


def _inside(when: DateSpan, before: Item, after: Item) -> bool:
    """Whether a date lies between two items, on both ends."""
    start = before.when.latest or before.day
    return bool(when.earliest and when.latest and start < when.earliest and when.latest < after.day)


def _of_facts(desk: Desk, one: Found) -> Iterator[tuple[tuple[int, int], Item]]:
    known = [f for f in facts.about(desk.shelf, one.entity.id, MOST) if f.kind is not FactKind.OFFICE]
    for group in grouped(known):
        fact = group[0]
        if fact.article_id is not None:
            yield (
                (fact.article_id, fact.start),
                _item(fact, tell(group, one.entity.id), [f.id for f in group]),
            )


def _item(fact: StoredFact, text: str, ids: Iterable[int]) -> Item:
    when = fact.when if is_dated(fact) else UNDATED.model_copy(update={"words": fact.when.words})
    if fact.when.precision == "bounded":
        text = f"{text} {dated([fact])}".rstrip()
        when = UNDATED
    return Item(when=when, text=text, article=fact.article_id or 0, facts=tuple(ids))


def _of_sentences(desk: Desk, one: Found) -> Iterator[tuple[tuple[int, int], Item]]:
    seen: list[Seen] = entities.seen(desk.shelf, one.entity.id, READ, MOST)
    dates = articles.dates_of(desk.shelf, (s.passage.id for s in seen))
    for item in seen:
        for when in dates.get(item.passage.id, []):
            if when.edtf and (when.precision != "bounded" or when.why == "since"):
                passage = item.passage
                yield (
                    (passage.article_id, passage.start),
                    Item(when=when, text=sentence(passage.text), article=passage.article_id),
                )
                break
