"""The invented world that benchmark stores report on: who there is, how often named, and what is said.

Entities are named by `benchmarks.namegen`; a few of each kind are named everywhere and most hardly
ever, as in the news of one region. Sentences are templates of the shapes that the articles use, with
filler words of natural frequencies, so that some words stand in a third of all texts. One seed gives
one world, whatever is asked of it in whatever order.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

from benchmarks.name_words import CLASSES, FIELDS, PLACES
from benchmarks.namegen import Names, Zipf, respelled, tail
from data.dates import UNDATED, DateSpan
from data.values import EntityKind, Fact, FactKind

SHARES: dict[EntityKind, float] = {
    "place": 0.16, "organisation": 0.22, "person": 0.50, "project": 0.07, "event": 0.05,
}  # fmt: skip


def _listed(text: str) -> list[str]:
    return [" ".join(item.split()) for item in text.split(",")]


FIRST_DAY = date(2012, 1, 1)
DAYS = 5_300
ROLES = _listed(
    """
    Director General, Minister for Interior, Secretary, Ambassador, Commissioner, Head of
    Mission, Deputy Director, Spokesperson, Country Representative, Additional Director, Project
    Manager, Chief of Section, Joint Secretary, Attorney General, Regional Coordinator
    """
)
COUNTED = _listed(
    """
    migrants, human smugglers, victims of trafficking, passports, arrests, visas, refugees,
    cases, officers trained, returns, member states, traffickers, asylum applications
    """
)
DONE = _listed(
    """
    were registered, were arrested, were stopped at the border, returned, were issued, were
    trained
    """
)
TOPICS = _listed(
    """
    migrant smuggling, human trafficking, border management, irregular migration, legal
    migration, return and reintegration, victim protection, labour migration, document fraud,
    asylum
    """
)
COMMON = _listed(
    """
    the, of, and, in, to, a, for, on, with, that, by, at, from, migration, government, border,
    people, country, security, cooperation, police, trafficking, smugglers, officials, report,
    against, year, new, public, law, support, work, training, illegal, authorities, meeting,
    protection, regional, human, rights, between, international, programme, office, labour,
    national, first, network, action, victims, agencies, measures, development, states, police,
    joint, workers, abroad, data, sea, route, group, court, airport, agreement, system, plan,
    ministry, fight, partners, services, procedures, return
    """
)


class Thing(NamedTuple):
    """An entity of the world."""

    id: int
    kind: EntityKind
    name: str
    aliases: tuple[tuple[str, str], ...]
    """(text, sort)."""
    short: str = ""

    @property
    def surface(self) -> str:
        """How a text names it in passing: its acronym, else its name."""
        return self.short or self.name


class Told(NamedTuple):
    """One sentence, the things it names, and what a reader would take from it."""

    text: str
    things: tuple[Thing, ...]
    kind: FactKind | None = None
    fields: dict[str, object] = {}  # noqa: RUF012
    day: DateSpan = UNDATED


class World:
    """`size` entities, and an endless stream of what is reported about them."""

    def __init__(self, size: int, seed: int = 1) -> None:
        self.chance = random.Random(seed)
        self.things: dict[EntityKind, list[Thing]] = {}
        self._sums: dict[EntityKind, list[float]] = {}
        number = 0
        for kind, share in SHARES.items():
            made = list(_things(kind, max(4, round(size * share)), number, seed))
            number += len(made)
            self.things[kind] = made
            self._sums[kind] = list(accumulate(1 / (place + 2) for place in range(len(made))))
        self._filler = Zipf([*COMMON, *(word.lower() for word in tail("euro"))])

    def any(self, kind: EntityKind) -> Thing:
        """An entity of a kind, the n-th about 1 / (n + 2) as often."""
        return self.chance.choices(self.things[kind], cum_weights=self._sums[kind])[0]

    def words(self, count: int) -> str:
        """That many words as a text would hold them, in no order."""
        return " ".join(self.chance.choices(self._filler.items, cum_weights=self._filler.sums, k=count))

    def day(self) -> DateSpan:
        """A date: of a day, a month or a year."""
        day = FIRST_DAY + timedelta(days=self.chance.randrange(DAYS))
        edtf, precision = self.chance.choice(
            [
                (day.isoformat(), "day"),
                (day.isoformat(), "day"),
                (f"{day:%Y-%m}", "month"),
                (f"{day:%Y}", "year"),
            ]
        )
        return DateSpan(edtf=edtf, precision=precision, words=edtf)  # type: ignore[arg-type]

    def told(self) -> Told:
        """One sentence with a fact in it; the kinds are as frequent as in the sample articles."""
        tell = self.chance.choices(TELLERS, [weight for _, weight in SPOKEN])[0]
        day = self.day() if self.chance.random() < 0.3 else UNDATED
        told = tell(self)
        if day.edtf:
            told = told._replace(text=f"{told.text[:-1]} in {day.edtf}.", day=day)
        return told

    def filler(self) -> Told:
        """A sentence that names somebody and states nothing we read."""
        one = self.any(self.chance.choice(["place", "person", "organisation"]))
        return Told(f"{self.words(5).capitalize()} {one.surface} {self.words(8)}.", (one,))

    def fact(self, told: Told, start: int) -> Fact | None:
        """What is read from a sentence that begins at `start`, None when it states nothing."""
        if told.kind is None:
            return None
        subject = told.things[0]
        return Fact(
            kind=told.kind, subject=subject.name, subject_kind=subject.kind, when=told.day,
            start=start, end=start + len(told.text), **told.fields,
        )  # type: ignore[arg-type]  # fmt: skip


def _things(kind: EntityKind, count: int, before: int, seed: int) -> Iterator[Thing]:
    names = NAMERS[kind](Names(seed * 100 + before % 97))
    chance = random.Random(seed + before)
    seen: set[str] = set()
    number = before
    for name in names:
        if name.casefold() in seen:
            continue
        seen.add(name.casefold())
        number += 1
        yield _thing(number, kind, name, chance)
        if len(seen) == count:
            return


def _thing(number: int, kind: EntityKind, name: str, chance: random.Random) -> Thing:
    plain, _, short = name.rstrip(")").partition(" (")
    aliases = [(plain, "name")]
    if short:
        aliases.append((short, "acronym"))
    other = respelled(plain, chance).title()
    if kind == "person" and chance.random() < 0.15 and other != plain:
        aliases.append((other, "spelling"))
    return Thing(number, kind, plain, tuple(aliases), short)


def _persons(names: Names) -> Iterator[str]:
    while True:
        yield names.person()


def _bodies(names: Names) -> Iterator[str]:
    while True:
        yield names.body()


def _places(names: Names) -> Iterator[str]:
    yield from (name.replace("_", " ") for name in PLACES)
    towns = [*tail("south"), *tail("euro"), *tail("arab")]
    yield from towns
    for word in ("Port", "New", "District", "Upper", "Lower", "Fort", "Bandar", "Tal"):
        yield from (f"{word} {town}" for town in towns)


def _projects(names: Names) -> Iterator[str]:
    while True:
        field, other = names.fields.draw(names.chance), names.fields.draw(names.chance)
        place = names.places.draw(names.chance)
        verb = names.chance.choice(["Improving", "Strengthening", "Action on", "Supporting", "Building"])
        name = f"{verb} {field} and {other} in {place}"
        letters = "".join(word[0] for word in name.split() if word[0].isupper())
        yield f"{name} ({letters}{names.chance.randrange(1, 99)})"


def _events(names: Names) -> Iterator[str]:
    while True:
        what = names.chance.choice(
            ["conference", "roundtable", "workshop", "visit", "summit", "ministerial meeting"]
        )
        field, place = names.fields.draw(names.chance), names.places.draw(names.chance)
        day, year = names.chance.randrange(1, 28), names.chance.randrange(2012, 2026)
        yield f"{what} on {field}, {place}, {day} {names.chance.choice(MONTHS)} {year}"


MONTHS = ["January", "March", "April", "June", "September", "October", "November"]
NAMERS = {
    "person": _persons,
    "organisation": _bodies,
    "place": _places,
    "project": _projects,
    "event": _events,
}


def _office(world: World) -> Told:
    who, bodies = world.any("person"), world.things["organisation"]
    body = bodies[(who.id * 7 + world.chance.randrange(3)) % len(bodies)]
    title = f"{ROLES[(who.id * 7 + body.id) % len(ROLES)]} of {body.surface}"
    text = f"{who.name}, {title}, {world.words(9)}."
    fields = {"predicate": "holds", "object": body.name, "object_kind": body.kind, "value": title}
    return Told(text, (who, body), FactKind.OFFICE, fields)


def _figure(world: World) -> Told:
    about = world.any(world.chance.choice(["place", "organisation"]))
    number = world.chance.choice([world.chance.randrange(2, 90), world.chance.randrange(100, 90_000)])
    counted = world.chance.choice(COUNTED)
    text = f"In {about.surface} {number:,} {counted} {world.chance.choice(DONE)} {world.words(6)}."
    fields = {
        "predicate": "figure",
        "value": f"{number:,}",
        "number": float(number),
        "unit": "count",
        "counted": counted,
    }
    return Told(text, (about,), FactKind.FIGURE, fields)


def _project(world: World) -> Told:
    what = world.any("project")
    place, body = world.any("place"), world.any("organisation")
    predicate, other = world.chance.choice(
        [("target country", place), ("target country", place), ("funded by", body), ("implemented by", body)]
    )
    text = f"{what.name} ({what.short}), {predicate} {other.name}, {world.words(7)}."
    fields = {"predicate": predicate, "object": other.name, "object_kind": other.kind, "value": other.name}
    return Told(text, (what, other), FactKind.PROJECT, fields)


def _event(world: World) -> Told:
    what, place = world.any("event"), world.any("place")
    text = f"{place.name} took part in the {what.name}, {world.words(6)}."
    fields = {"predicate": "participant", "object": place.name, "object_kind": "place", "value": place.name}
    return Told(text, (what, place), FactKind.EVENT, fields)


def _quote(world: World) -> Told:
    who, topic = world.any("person"), world.chance.choice(TOPICS)
    said = f"{topic} {world.words(12)}"
    fields = {"predicate": "said", "value": said, "speaker": who.name}
    return Told(f"“{said},” {who.name} said.", (who,), FactKind.QUOTE, fields)


def _statement(world: World) -> Told:
    who, place, topic = world.any("person"), world.any("place"), world.chance.choice(TOPICS)
    said = f"{place.name} {world.words(8)} {topic}"
    fields = {"predicate": "said", "value": said, "speaker": who.name, "reported": True}
    return Told(f"{who.name} said that {said}.", (who, place), FactKind.STATEMENT, fields)


def _meeting(world: World) -> Told:
    who, other, place = world.any("person"), world.any("person"), world.any("place")
    fields = {"predicate": "met", "object": other.name, "object_kind": "person", "place": place.name}
    return Told(
        f"{who.name} met {other.name} in {place.name} {world.words(7)}.",
        (who, other, place),
        FactKind.MEETING,
        fields,
    )


def _done(kind: FactKind, predicate: str) -> "Teller":
    def tell(world: World) -> Told:
        body, place = world.any("organisation"), world.any("place")
        what = f"a {world.words(5)} for {place.name}"
        return Told(
            f"{body.surface} {predicate} {what}.",
            (body, place),
            kind,
            {"predicate": predicate, "value": what},
        )

    return tell


Teller = type(_office)
SPOKEN = (
    (_office, 26), (_figure, 20), (_project, 18), (_event, 9), (_quote, 6), (_statement, 12), (_meeting, 5),
    (_done(FactKind.AGREEMENT, "signed"), 1.2), (_done(FactKind.LAUNCH, "launched"), 1),
    (_done(FactKind.ANNOUNCEMENT, "announced"), 1), (_done(FactKind.FOUNDING, "opened"), 0.8),
)  # fmt: skip
"""The tellers and how often each speaks, in hundredths."""
TELLERS = [teller for teller, _ in SPOKEN]
PUBLISHERS = Zipf(
    [f"The {town} {word}" for town in tail("south")[:60] for word in ("Times", "Post", "Observer", "Herald")]
)
HEADS = [
    f"{one.replace('_', ' ')} of {field.replace('_', ' ')}" for one in CLASSES[:8] for field in FIELDS[:8]
]
