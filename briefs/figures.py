"""Figures: what was counted, by whom, when; lists that we counted ourselves are labelled as counted."""

from collections.abc import Iterable, Iterator, Sequence

from briefs.language import _, joined
from briefs.lines import note, of_facts
from briefs.page import Line
from briefs.telling import dated, figure, grouped, sentence
from briefs.trim import trim
from briefs.vocabulary import word
from data.values import StoredFact

ALONE, AMONG = 320, 200
"""Characters of the sentence of one or two figures, and of one among several."""
SAMPLE = 8
"""How many names of a counted list are shown."""


def lines(figures: Sequence[StoredFact], lists: Sequence[StoredFact]) -> Iterator[Line]:
    """The figures, each with the sentence it stands in, then the lists that can be counted."""
    told: set[str] = set()
    for fact in figures:
        line = of_figure(fact)
        yield line
        if fact.evidence not in told:
            told.add(fact.evidence)
            room = ALONE if len(figures) < 3 else AMONG
            stands = sentence(trim(fact.evidence, room, [fact.value]))
            yield Line(text=stands, role="plain", cites=line.cites)
    for group in grouped(lists):
        if len(group) > 1:
            yield counted(group)


def of_figure(fact: StoredFact) -> Line:
    """A figure as one line with its date."""
    return of_facts([fact]).model_copy(update={"text": f"{_capital(figure(fact))} {dated([fact])}"})


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def counted(group: Sequence[StoredFact]) -> Line:
    """'21, counted from the list (participant of the conference): A, B, C and 18 more'."""
    first = group[0]
    names = list(dict.fromkeys(fact.object or fact.value for fact in group))
    shown, rest = joined(names[:SAMPLE]), len(names) - SAMPLE
    text = _(
        "{n}, counted from the list ({attribute}, {name}): {names}",
        n=len(names),
        attribute=word(first.predicate),
        name=first.subject,
        names=_("{names} and {n} more", names=shown, n=rest) if rest > 0 else shown,
    )
    return Line(text=text, cites=of_facts(group).cites, facts=tuple(fact.id for fact in group))


def differing(figures: Sequence[StoredFact]) -> Iterator[Line]:
    """The same value credited to different speakers, side by side."""
    for alike in _alike(figures):
        speakers = {fact.speaker for fact in alike if fact.speaker}
        if len(speakers) > 1:
            said = " / ".join(figure(fact) for fact in alike)
            cites = sorted({fact.article_id for fact in alike if fact.article_id})
            text, numbers = (
                _("Sources differ on who said it: {told}", told=said),
                tuple(fact.id for fact in alike),
            )
            yield Line(text=text, cites=tuple(cites), facts=numbers, differs=True)


def _alike(figures: Iterable[StoredFact]) -> list[list[StoredFact]]:
    by_value: dict[tuple[float | None, str], list[StoredFact]] = {}
    for fact in (one for one in figures if one.number is not None):
        by_value.setdefault((fact.number, fact.unit), []).append(fact)
    return [alike for alike in by_value.values() if len(alike) > 1]


def remark() -> Line:
    """What holds for every figure."""
    return note(_("As stated by the source; nothing was added up or converted."))
