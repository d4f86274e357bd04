"""Charts: which figures and months can be drawn honestly, and the same figures in words."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from briefs.dates import one, say
from briefs.figures import of_figure
from briefs.language import _, _n
from briefs.lines import heading, is_dated, note
from briefs.page import Line
from briefs.pictures.charts import Apart, Chart, Month, Panel, Point
from briefs.telling import figure, when
from briefs.trim import trim
from data.values import FactKind, StoredFact

PANELS = 2
"""How many units are drawn, each on an axis of its own."""
POINTS = 8
"""How many figures an axis bears on a phone."""
ROWS = 4
"""How many figures are drawn below: undated ones, and those that are alone with their unit."""
MONTHS = 18
"""How many months with facts are drawn: the latest."""
LEAST = 2
"""One figure alone makes no chart, nor does one month."""
BRIEFLY = 60
"""Characters of a figure in a picture."""


def chart(title: str, figures: Sequence[StoredFact], others: Sequence[StoredFact] = ()) -> Chart | None:
    """What can be drawn of figures and of the months of other facts; None when it is too little.

    A figure without a date of its own is shown apart, never placed on an axis of time.
    """
    known = [fact for fact in figures if fact.number is not None]
    drawn = list(panels(fact for fact in known if is_dated(fact)))
    shown = {number for panel in drawn for point in panel.points for number in point.facts}
    rest = tuple(_apart(fact) for fact in known if fact.id not in shown)[:ROWS]
    counted = months(others)
    if not drawn and len(rest) < LEAST and not counted:
        return None
    return Chart(title=title, panels=tuple(drawn), apart=rest, months=counted)


def panels(figures: Iterable[StoredFact]) -> Iterator[Panel]:
    """The figures of each unit over time, the unit with most figures first."""
    of_unit: dict[str, list[StoredFact]] = {}
    for fact in figures:
        of_unit.setdefault(fact.unit, []).append(fact)
    ranked = sorted(of_unit.items(), key=lambda item: -len(item[1]))
    for unit, alike in ranked[:PANELS]:
        if len(alike) >= LEAST:
            ordered = sorted(alike, key=lambda fact: (_middle(fact), fact.id))[-POINTS:]
            yield Panel(unit=named(unit), points=tuple(_point(fact) for fact in ordered))


def _middle(fact: StoredFact) -> date:
    """The day in the middle of what is known of a date."""
    first = fact.when.earliest or fact.when.latest or date.min
    last = fact.when.latest or first
    return first + (last - first) / 2


def _point(fact: StoredFact) -> Point:
    first = fact.when.earliest or _middle(fact)
    return Point(
        first=first,
        day=_middle(fact),
        last=fact.when.latest or first,
        number=fact.number or 0,
        text=_brief(fact),
        when=say(fact.when),
        facts=(fact.id,),
    )


def _apart(fact: StoredFact) -> Apart:
    return Apart(text=_brief(fact), when=when(fact.when, fact.published))


def _brief(fact: StoredFact) -> str:
    """The figure with what it counts, or with the words around it where that was not read."""
    if fact.counted:
        return figure(fact)
    return _("{told}: {what}", told=figure(fact), what=trim(fact.evidence, BRIEFLY, [fact.value]))


def named(unit: str) -> str:
    """What an axis is called."""
    return {"count": _("number"), "percent": _("per cent")}.get(unit, unit)


def months(facts: Iterable[StoredFact]) -> tuple[Month, ...]:
    """How many dated facts there are of each month, as far as the month is known; () for fewer than two."""
    known = [f for f in facts if f.kind is not FactKind.OFFICE and f.when.precision in ("day", "month")]
    counted = Counter(fact.when.edtf[:7] for fact in known)
    latest = sorted(counted)[-MONTHS:]
    if len(latest) < LEAST:
        return ()
    return tuple(Month(month=month, label=one(month), count=counted[month]) for month in latest)


def lines(drawn: Chart, figures: Sequence[StoredFact], others: Sequence[StoredFact]) -> Iterator[Line]:
    """The same in words: the figures on the axes, those without a date, and the months."""
    placed = {number for panel in drawn.panels for point in panel.points for number in point.facts}
    known = sorted(figures, key=lambda fact: (_middle(fact) if is_dated(fact) else date.max, fact.id))
    yield from (of_figure(fact) for fact in known if fact.id in placed)
    apart = [fact for fact in figures if fact.id not in placed and fact.number is not None][:ROWS]
    if apart:
        yield heading(_("Not on the axis") if placed else _("In no order of time"))
        yield from map(of_figure, apart)
    if drawn.months:
        yield _months(drawn.months, others)


def _months(counted: Sequence[Month], facts: Sequence[StoredFact]) -> Line:
    """The months in one line, counted by us, with the sources of what was counted."""
    labels = {one.month for one in counted}
    there = [
        fact for fact in facts if fact.when.edtf[:7] in labels and fact.when.precision in ("day", "month")
    ]
    total = sum(one.count for one in counted)
    text = _n(
        "Facts per month, counted by us: {n} dated fact, {first} to {last}",
        "Facts per month, counted by us: {n} dated facts, {first} to {last}",
        total,
        first=counted[0].label,
        last=counted[-1].label,
    )
    cites = sorted({fact.article_id for fact in there if fact.article_id})
    return Line(text=text, cites=tuple(cites), facts=tuple(fact.id for fact in there))


def remark() -> Line:
    """What holds for every chart."""
    return note(_("Drawn as the sources state it; nothing was added up or converted."))
