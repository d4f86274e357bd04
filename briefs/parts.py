"""Parts: the sections of a brief shared out to at most four messages, shortened before they grow to more."""

from collections.abc import Mapping, Sequence

from briefs import daily, sources
from briefs.cut import cut
from briefs.daily import Material, Section
from briefs.language import _, _n
from briefs.page import Choice, Line, Page
from briefs.pages import cited_by
from briefs.telling import called
from data.dates import Value
from data.kinds import KINDS
from data.schedule import local
from data.store.articles import StoredArticle
from data.values import StoredFact

PARTS = 4
"""Messages of one brief, at most."""
UNITS = 3_600
"""UTF-16 units of a part as reckoned here; Telegram takes 4,096, and its name and marks come on top."""
CARDS = 8
"""Buttons to the cards of whom a part is about, at most."""
NAMED = 60
"""Characters of a chat's name in the title."""


class Brief(Value):
    """A brief composed: its messages in order, and how many items found no room."""

    title: str
    pages: tuple[Page, ...]
    left: int = 0


def compose(material: Material) -> Brief:
    """The brief as messages; one line when nothing is new."""
    if not daily.has_news(material):
        return Brief(title=daily.nothing_new(material), pages=(_nothing(material),))
    found = daily.sections(material)
    if not found:
        return Brief(title=_title(material), pages=(_slight(material),))
    shown = [section.model_copy(update={"lines": section.lines[: section.most]}) for section in found]
    while len(laid := _lay(_lines(material, found, shown), material.articles)) > PARTS:
        longest = max(range(len(shown)), key=lambda at: len(shown[at].lines))
        shown[longest] = shown[longest].model_copy(update={"lines": shown[longest].lines[:-1]})
    left = sum(len(full.lines) - len(part.lines) for full, part in zip(found, shown, strict=True))
    return Brief(title=_title(material), pages=_pages(laid, material, left), left=left)


def addressed(page: Page, chat: str) -> Page:
    """The page with the name of its chat in the title, where it has one."""
    if not chat:
        return page
    return page.model_copy(update={"title": _("{title} · {chat}", title=page.title, chat=cut(chat, NAMED))})


def facts(page: Page) -> list[int]:
    """The facts that a part tells, in order, each once."""
    return list(dict.fromkeys(number for line in page.lines for number in line.facts))


def _title(material: Material) -> str:
    day = local(material.due, material.plan.zone).date()
    return _("Daily brief, {day}", day=daily.day_of(day))


def _nothing(material: Material) -> Page:
    notes = daily.footer(material)[: len(material.missed)]
    choices = _resend(material)
    return Page(
        title=daily.nothing_new(material), lines=tuple(notes), choices=choices, verdict="nothing", stays=True
    )


def _slight(material: Material) -> Page:
    """What is new are offices or small counts alone, which a brief does not list."""
    items = len(material.facts)
    told = _n(
        "{n} minor item was recorded (an office named, a small count); /latest shows the newest.",
        "{n} minor items were recorded (offices named, small counts); /latest shows the newest.",
        items,
    )
    lines = (Line(text=told, role="plain"), *daily.footer(material))
    return Page(title=_title(material), lines=lines, choices=_resend(material), stays=True)


def _lines(material: Material, found: Sequence[Section], shown: Sequence[Section]) -> list[Line]:
    """Every line of the brief in order, the top line taken out of its section."""
    items = sum(len(section.lines) for section in found)
    lines = [*daily.header(material, items), *daily.top_line(shown)]
    for number, section in enumerate(shown):
        rest = section.lines[1:] if number == 0 and section.is_news else section.lines
        if rest:
            lines.append(Line(text=section.heading, role="heading"))
            lines += [Line(text=section.intro, role="note")] if section.intro else []
            lines += rest
    return [*lines, *daily.footer(material)]


def _lay(lines: Sequence[Line], articles: Mapping[int, StoredArticle]) -> list[list[Line]]:
    """The lines shared out so that each message has room for its own sources; no heading comes last."""
    parts: list[list[Line]] = [[]]
    for line in lines:
        if parts[-1] and _units([*parts[-1], line], articles) > UNITS:
            heads = [parts[-1].pop()] if parts[-1][-1].role == "heading" else []
            parts.append(heads)
        parts[-1].append(line)
    return parts


def _units(lines: Sequence[Line], articles: Mapping[int, StoredArticle]) -> int:
    """The length of a part in UTF-16 units, its title, marks and sources included."""
    text = sum(units(line.text) + 8 * len(line.cites) + 4 for line in lines)
    named = sum(units(sources.label(articles[n])) + 10 for n in cited_by(lines) if n in articles)
    return text + named + NAMED + 80


def units(text: str) -> int:
    """The length in UTF-16 code units, which is how Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def _pages(laid: Sequence[Sequence[Line]], material: Material, left: int) -> tuple[Page, ...]:
    title = _title(material)
    pages = []
    for number, lines in enumerate(laid, 1):
        of = _("{title}, part {part} of {parts}", title=title, part=number, parts=len(laid))
        cited = (material.articles[n] for n in cited_by(lines) if n in material.articles)
        last = [*_rest(left, material.between), *_resend(material), *_change()] if number == len(laid) else []
        page = Page(
            title=of if len(laid) > 1 else title, lines=tuple(lines), sources=sources.listed(cited),
            choices=(*_cards(lines, material.facts), *last), stays=True,
        )  # fmt: skip
        pages.append(page)
    return tuple(pages)


def _cards(lines: Sequence[Line], known: Sequence[StoredFact]) -> list[Choice]:
    """A button to the card of each subject of the lines."""
    by_id = {fact.id: fact for fact in known}
    told = [by_id[number] for line in lines for number in line.facts[:1] if number in by_id]
    subjects = {fact.subject_id: fact for fact in told}
    return [
        Choice(
            label=cut(called(fact.subject, fact.subject_short), 24),
            command=f"/{KINDS[fact.subject_kind].command} #{fact.subject_id}",
        )
        for fact in list(subjects.values())[:CARDS]
    ]


def _rest(left: int, between: tuple[int, int]) -> list[Choice]:
    if not left:
        return []
    command = f"/brief rest {between[0]}-{between[1]}"
    return [Choice(label=_n("{n} more item", "{n} more items", left), command=command)]


def _resend(material: Material) -> tuple[Choice, ...]:
    return tuple(
        Choice(label=_("Send part {part} again", part=part), command=f"/resend {delivery} {part}")
        for delivery, part, _day in material.missed
    )


def _change() -> list[Choice]:
    return [Choice(label=_("Change"), command="/subscription")]
