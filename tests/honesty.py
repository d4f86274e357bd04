"""What an answer must hold against the store: each function yields the faults of a page as plain sentences."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from briefs.dates import say
from briefs.page import Line, Page
from data.dates import DateSpan
from data.store import articles, entities, facts
from data.store.articles import StoredArticle
from data.values import StoredFact
from handlers.desk import Desk
from handlers.lookup import READ
from handlers.terminal import plain

ROLES = (*READ, "boilerplate", "suspect")
CONTENT = ("lead", "bullet", "quote")
"""Roles of the lines that state something."""
WINDOW = 7
"""Words in a row of a withheld passage that would give it away."""
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w[\w.]*")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
DATE = re.compile(rf"\b(?:\d{{1,2}}(?:-\d{{1,2}})? )?{MONTH} (?:\d{{1,2}}, )?\d{{4}}\b")
OURS = re.compile(
    r"\(\d+, counted from the list\)|^\d+, counted from the list|\(\d+, compared by us from the lists\)"
    r"|\band \d+ more\b|^Fact #?\d+:|^\d+ facts? (?:were )?read\b.*$|, announced \d+ (?:days|months) ago$"
)
"""Numbers that are counted by us and say so."""
COUNTED = re.compile(r"(\d+), (?:counted from the list|compared by us from the lists)")


def fold(text: str) -> str:
    """The text with its white space folded."""
    return " ".join(text.split())


def told(span: DateSpan) -> str:
    """A date as answers say it; '' when its years are not those that are held."""
    words = say(span)
    return words if set(re.findall(r"\d{4}", words)) == set(re.findall(r"\d{4}", span.edtf)) else ""


def windows(text: str) -> set[tuple[str, ...]]:
    """Every WINDOW words in a row, without case and marks."""
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[at : at + WINDOW]) for at in range(len(words) - WINDOW + 1)}


@dataclass
class Held:
    """What a store holds, looked up once: the other side of every comparison."""

    desk: Desk
    articles: dict[int, StoredArticle] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    """The folded text of each article."""
    named: dict[int, set[str]] = field(default_factory=dict)
    """Names of the persons that are mentioned in each article."""
    persons: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    facts: tuple[StoredFact, ...] = ()
    sentences: tuple[str, ...] = ()
    """The folded text of every passage that may be shown."""
    withheld: set[tuple[str, ...]] = field(default_factory=set)
    """Word windows that stand in suspect passages alone."""
    when: dict[int, set[str]] = field(default_factory=dict)
    """How the dates of each article are said: its own, and those of its passages."""


def held(desk: Desk) -> Held:
    """Everything of a store that answers are compared with."""
    shelf = desk.shelf
    found = Held(desk)
    numbers = [row[0] for row in shelf.rows("SELECT id FROM article ORDER BY id")]
    found.articles = articles.get_all(shelf, numbers)
    found.texts = {number: fold(one.text) for number, one in found.articles.items()}
    _passages(found)
    last = shelf.row("SELECT max(id) FROM entity")[0]
    known = [one for n in range(1, last + 1) if (one := entities.get(shelf, n))]
    found.names = tuple(dict.fromkeys(one.name for one in known))
    found.persons = tuple(one.name for one in known if one.kind == "person")
    found.named = {number: set() for number in numbers}
    for one in known:
        for seen in entities.seen(shelf, one.id, ROLES, 500) if one.kind == "person" else ():
            found.named[seen.passage.article_id].add(one.name)
    found.facts = tuple(fact for number in numbers for fact in facts.of_article(shelf, number))
    return found


def _passages(found: Held) -> None:
    shown: set[tuple[str, ...]] = set()
    sentences = []
    for number, article in found.articles.items():
        passages = articles.passages(found.desk.shelf, number)
        dates = articles.dates_of(found.desk.shelf, (one.id for one in passages))
        spans = [article.published, *(span for spans in dates.values() for span in spans)]
        found.when[number] = {told(span) for span in spans if span.edtf}
        for one in passages:
            if one.role == "suspect":
                found.withheld |= windows(one.text)
            else:
                shown |= windows(one.text)
            if one.role in READ:
                sentences.append(fold(one.text))
    found.withheld -= shown
    found.sentences = tuple(sentences)


def faults(store: Held, page: Page, typed: str) -> list[str]:
    """Everything that is dishonest in the page that answers what was typed; [] when nothing is."""
    found = ["a bug"] if "went wrong" in page.title else []
    found += sources(store, page)
    found += secrets(store, page, typed)
    for line in page.lines:
        backed = [store.articles[number] for number in line.cites if number in store.articles]
        for check in (citation, backing, numbers, speakers):
            found += [f"{fault} — {line.text!r} {line.cites}" for fault in check(store, line)]
        found += [f"{fault} — {line.text!r}" for fault in quotations(store, line, typed)]
        if len(backed) != len(line.cites):
            found.append(f"cites what is not held — {line.text!r}")
    return found


def sources(store: Held, page: Page) -> Iterator[str]:
    """The numbers that lines cite are those of the page's sources, neither more nor fewer."""
    listed = {source.number for source in page.sources}
    cited = {number for line in page.lines for number in line.cites}
    if listed != cited:
        yield f"cites {sorted(cited)}, lists {sorted(listed)}"
    if any(source.article_id not in store.articles for source in page.sources):
        yield "lists an article that is not held"


def secrets(store: Held, page: Page, typed: str) -> Iterator[str]:
    """No text of a suspect passage and no e-mail address, save what was typed."""
    said = plain(page).replace(typed, " ") if typed else plain(page)
    yield from (f"shows the address {found}" for found in ADDRESS.findall(said))
    yield from (f"shows suspect text: {' '.join(found)}" for found in windows(said) & store.withheld)


def citation(store: Held, line: Line) -> Iterator[str]:
    """A line that states something cites at least one source."""
    if line.role in CONTENT and not line.cites:
        yield "cites nothing"


def backing(store: Held, line: Line) -> Iterator[str]:
    """The facts of a line are held, current, and from the articles it cites; what is counted adds up."""
    known = facts.get_all(store.desk.shelf, line.facts)
    for number in line.facts:
        fact = known.get(number)
        if fact is None or fact.state != "current":
            yield f"fact {number} is not held"
        elif fact.article_id not in line.cites:
            yield f"fact {number} is of article {fact.article_id}"
    stated = {fact.object or fact.value for fact in known.values()}
    for count in COUNTED.findall(line.text):
        if int(count) != len(stated):
            yield f"counted {count}, and names {len(stated)}"


def numbers(store: Held, line: Line) -> Iterator[str]:
    """Numbers and dates of a cited line stand in what backs it, or are dates of what it states."""
    if not line.cites:
        return
    text = OURS.sub(" ", line.text)
    for when in sorted(dates(store, line) | spoken_of(store, line), key=len, reverse=True):
        text = text if not when else re.sub(rf"(?<![\w.,]){re.escape(when)}(?!\w)", " ", text)
    there = " ".join([*backed_by(store, line), *names(store, line)])
    stand = set(NUMBER.findall(there))
    yield from (f"the date {date} is not in the source" for date in DATE.findall(text) if date not in there)
    yield from (f"the number {one} is not in the source" for one in NUMBER.findall(text) if one not in stand)


def dates(store: Held, line: Line) -> set[str]:
    """How the dates may be said: of its facts and of the reports; of a sentence, any that its article states."""
    stated = facts.get_all(store.desk.shelf, line.facts).values()
    if not stated:
        return {when for number in line.cites for when in store.when.get(number, ())}
    published = [store.articles[number].published for number in line.cites if number in store.articles]
    return {told(when) for when in (*(fact.when for fact in stated), *published) if when.edtf}


def spoken_of(store: Held, line: Line) -> set[str]:
    """The words by which an article gives the date of a fact of the line: 'this year', '26-27 April'."""
    stated = facts.get_all(store.desk.shelf, line.facts).values()
    words = {fact.when.words for fact in stated if fact.when.words}
    return {one for one in words if any(fold(one) in store.texts[n] for n in line.cites if n in store.texts)}


def backed_by(store: Held, line: Line) -> list[str]:
    """The texts that must hold what a line says: the evidence of its facts, else the articles it cites."""
    stated = facts.get_all(store.desk.shelf, line.facts).values()
    evidence = [fold(fact.evidence) for fact in stated]
    return evidence or [store.texts[number] for number in line.cites if number in store.texts]


def names(store: Held, line: Line) -> Iterator[str]:
    """The names that its facts bear, and the data of its articles."""
    for fact in facts.get_all(store.desk.shelf, line.facts).values():
        yield from (
            fact.subject,
            fact.object,
            fact.speaker,
            fact.place,
            fact.subject_short,
            fact.object_short,
        )
    for number in line.cites:
        article = store.articles.get(number)
        yield from (article.title, article.url, article.file) if article else ()


def quoted(text: str) -> Iterator[str]:
    """What stands between “ and the ” that closes it, quotations inside it included."""
    open_at: list[int] = []
    for at, mark in enumerate(text):
        if mark == "“":
            open_at.append(at)
        elif mark == "”" and open_at:
            start = open_at.pop()
            if not open_at:
                yield text[start + 1 : at]


def quotations(store: Held, line: Line, typed: str) -> Iterator[str]:
    """What is in quotation marks is the source's letter for letter, or what was typed."""
    texts = [*(backed_by(store, line) if line.cites else ()), *map(fold, spoken_of(store, line)), fold(typed)]
    for words in quoted(line.text):
        pieces = [fold(piece) for piece in re.split("[…»«]", words)]
        if not any(all(piece in text for piece in pieces) for text in texts):
            yield f"quotes what nobody said: “{words}”"


def speakers(store: Held, line: Line) -> Iterator[str]:
    """A person whose name opens a bullet, or to whom a quotation is credited, is named in a cited article."""
    if not line.cites:
        return
    for name in opening(store.persons, line):
        if not any(name in store.named.get(number, ()) for number in line.cites):
            yield f"{name} is not named in the source"


def opening(persons: Iterable[str], line: Line) -> Iterator[str]:
    """The persons whose names open the line, or follow the dash after a quotation."""
    said = line.text.rpartition("” — ")[2] if line.role == "quote" else line.text
    if line.role == "bullet" or said != line.text:
        yield from (
            name for name in persons if re.match(r"\W|$", said[len(name) :]) and said.startswith(name)
        )
