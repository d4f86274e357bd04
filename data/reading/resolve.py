"""Resolution inside one article: which of its names mean the same person, body, project or place."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from data.reading import anaphora, persons, spelling
from data.reading.gazetteers import vocabulary
from data.reading.lines import Line
from data.reading.tokens import is_capitals
from data.values import EntityKind, Mention

_EXPLAINED = 0.9
"""Confidence of an acronym that the article explains."""

How = Literal["name", "surname", "acronym", "role", "pronoun"]


class Named(NamedTuple):
    """`text[start:end]` is a name; `entity` is its canonical name where a gazetteer or the store has one."""

    start: int
    end: int
    kind: EntityKind
    confidence: float = 1.0
    entity: str = ""
    stored: bool = False


class Short(NamedTuple):
    """An acronym that the article explains: what it stands for, None when that is no entity."""

    acronym: str
    stands_for: str
    kind: EntityKind | None


def resolve(
    text: str, lines: Sequence[Line], named: Sequence[Named], shorts: Sequence[Short]
) -> tuple[Mention, ...]:
    """Mentions for all of `named`, and for the surnames, offices and pronouns that stand for persons."""
    others = _bodies(text, [name for name in named if name.kind != "person"], shorts)
    people = _People(text, [name for name in named if name.kind == "person"])
    mentions = [*others, *people.mentions(), *people.surnames(lines)]
    mentions = sorted(mentions, key=lambda mention: mention.start)
    return tuple(
        sorted((*mentions, *anaphora.find(text, lines, mentions)), key=lambda mention: mention.start)
    )


class _People:
    """The persons of an article: their names, longest first, and the canonical name of each."""

    def __init__(self, text: str, named: Sequence[Named]) -> None:
        self._text = text
        self._named = sorted(named)
        self._starts = [name.start for name in self._named]
        self._canonical: dict[str, str] = {}
        self._heads: list[str] = []
        for name in named:
            if name.entity:
                self._learn(text[name.start : name.end], name.entity)
        written = dict.fromkeys(text[name.start : name.end] for name in named)
        for form in sorted(written, key=lambda form: (-len(spelling.words(form)), -len(form))):
            if form not in self._canonical:
                self._learn(form, self._whose(form))

    def _learn(self, form: str, canonical: str) -> None:
        self._canonical[form] = canonical
        if canonical not in self._heads:
            self._heads.append(canonical)

    def _whose(self, form: str) -> str:
        """The person already met whose name covers `form`, when there is just one; else `form` itself."""
        candidates = [head for head in self._heads if spelling.covers(head, form)]
        return candidates[0] if len(candidates) == 1 else " ".join(form.split())

    def mentions(self) -> Iterator[Mention]:
        """One mention for every name of a person."""
        for name in self._named:
            form = self._text[name.start : name.end]
            entity = self._canonical[form]
            if entity == form and not name.entity and len(spelling.words(form)) == 1:
                entity = self._namesake(form, name.start) or form
            single = len(spelling.words(form)) == 1 and form != entity
            yield _mention(self._text, name, entity, "surname" if single else "name")

    def surnames(self, lines: Iterable[Line]) -> Iterator[Mention]:
        """Later mentions by one word: the last name, or another word that only one person has."""
        owners = self._owners()
        near: set[str] = set()
        for line in lines:
            here = self._in(line)
            for index in range(len(line.tokens)):
                mention = self._one(line, index, owners, here or near)
                if mention:
                    yield mention
            near = here or near

    def _one(self, line: Line, index: int, owners: dict[str, set[str]], near: set[str]) -> Mention | None:
        heads = owners.get(line.tokens[index].text)
        if not heads or index in line.taken or not self._stands_alone(line, index):
            return None
        meant = heads if len(heads) == 1 else heads & near
        start = line.tokens[index].start
        entity = next(iter(meant)) if len(meant) == 1 else self._of_those(heads, start)
        if not entity:
            return None
        first, last = _whole(line, index, spelling.words(entity))
        line.taken.update(range(first, last + 1))
        final = spelling.words(entity)[-1] == line.tokens[last].text
        named = Named(line.tokens[first].start, line.tokens[last].end, "person", 0.9 if final else 0.7)
        return _mention(self._text, named, entity, "surname" if first == last else "name")

    def _namesake(self, form: str, at: int) -> str:
        """Whom one name of several persons means at `at`, '' when that cannot be told."""
        last = {head for head in self._fuller if spelling.covers(head, form)}
        return self._of_those(last or {head for head in self._fuller if form in spelling.words(head)}, at)

    def _of_those(self, heads: set[str], at: int) -> str:
        """The one of several persons of a name who was introduced before `at`, or alone with this title.

        A reader of 'Mr Khan' knows only the Khans that the text has named so far.
        """
        met = [head for head in heads if self._introduced.get(head, at) < at]
        if len(met) > 1 and (title := _honorific(self._text, at)):
            met = [head for head in met if _honorific(self._text, self._introduced[head]) == title]
        return met[0] if len(met) == 1 else ""

    @cached_property
    def _fuller(self) -> list[str]:
        """The persons of whom more than one name is known."""
        return [head for head in self._heads if len(spelling.words(head)) > 1]

    @cached_property
    def _introduced(self) -> dict[str, int]:
        """Where each person is first named by more than one name."""
        found: dict[str, int] = {}
        for name in self._named:
            form = self._text[name.start : name.end]
            if len(spelling.words(form)) > 1:
                found.setdefault(self._canonical[form], name.start)
        return found

    def _in(self, line: Line) -> set[str]:
        """The persons named in `line`."""
        some = self._named[bisect_left(self._starts, line.start) : bisect_left(self._starts, line.end)]
        return {self._canonical[self._text[name.start : name.end]] for name in some}

    def _owners(self) -> dict[str, set[str]]:
        """Words that point to persons: last names, and other words of a name that are nobody's last name."""
        last: dict[str, set[str]] = {}
        other: dict[str, set[str]] = {}
        for head in self._heads:
            *front, final = spelling.words(head)
            last.setdefault(final, set()).add(head)
            for word in front:
                if len(word) > 2 and word[0].isupper():
                    other.setdefault(word, set()).add(head)
        for form, head in self._canonical.items():
            last.setdefault(spelling.words(form)[-1], set()).add(head)
        for word, heads in last.items():
            if heads.intersection(self._fuller):
                heads.discard(word)
        alone = {word: heads for word, heads in other.items() if word not in last and len(heads) == 1}
        return alone | last

    @staticmethod
    def _stands_alone(line: Line, index: int) -> bool:
        sort = line.sorts[index]
        if sort in {"common", "honorific", "calendar", "country adjective"}:
            if persons.leader(line, index) in {"honorific", "role"}:
                return True
            if line.title_case or sort == "calendar":
                return False
            said = line.opens(index) or sort in {"honorific", "country adjective"}
            return _speaks(line, index) if said else True
        return sort in {"name", "given"} and index not in line.hit_at


_HONORIFIC = re.compile(
    r"\b(Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Justice|Barrister|Senator|Colonel|General)\.? $"
)


def _honorific(text: str, at: int) -> str:
    """The title right before the name at `at`, without its stop; '' when there is none."""
    found = _HONORIFIC.search(text, max(0, at - 12), at)
    return found[1] if found else ""


def _whole(line: Line, index: int, words: Sequence[str]) -> tuple[int, int]:
    """First and last token of the words of a name around `index`: 'von der Leyen', or the whole of it."""
    first = last = index
    while (
        first
        and line.adjacent(first)
        and first - 1 not in line.taken
        and line.tokens[first - 1].text in words
    ):
        first -= 1
    while _goes_on(line, last + 1) and line.tokens[last + 1].text in words:
        last += 1
    return first, last


def _goes_on(line: Line, index: int) -> bool:
    return index < len(line.tokens) and line.adjacent(index) and index not in line.taken


def _speaks(line: Line, index: int) -> bool:
    """Whether the word after `index` is one that a person's name would stand before ('said', 'thanked')."""
    following = index + 1
    return following < len(line.tokens) and line.tokens[following].text in vocabulary("speech")


def _mention(text: str, name: Named, entity: str, how: How) -> Mention:
    return Mention(
        start=name.start,
        end=name.end,
        text=text[name.start : name.end],
        kind=name.kind,
        entity=entity,
        how=how,
        confidence=name.confidence,
    )


def _bodies(text: str, named: Sequence[Named], shorts: Sequence[Short]) -> Iterator[Mention]:
    """Mentions of what is no person: acronyms point to what they stand for, spellings to the first one."""
    shorts, named = _acting(text, shorts, named)
    told = [*_titled(text, named), *shorts]
    explained = {short.acronym: short for short in (*_by_initials(text, named, told), *reversed(told))}
    explained |= {short.acronym: short for short in reversed(told) if short.kind}
    named = _of_one_kind(text, named)
    chosen = _chosen(text, named)
    whole = _cut_short(text, named)
    for name in named:
        form = text[name.start : name.end]
        short = explained.get(form) or explained.get(form.removesuffix("s")) or explained.get(_unnamed(form))
        acronym: How = "acronym" if name.kind != "place" and _is_short(form) else "name"
        if short and not name.stored:
            if short.kind:
                entity = chosen.get((short.kind, _key(short.kind, short.stands_for)), short.stands_for)
                sure = name._replace(kind=short.kind, confidence=max(name.confidence, _EXPLAINED))
                yield _mention(text, sure, entity, "acronym")
            continue
        if not name.confidence and name.kind == "organisation":
            continue
        if form in whole and name.kind in ("event", "project") and not name.stored:
            form, name = whole[form], name._replace(kind="event")
        key = name.kind, _key(name.kind, name.entity or form)
        entity = name.entity if name.stored else chosen.get(key, name.entity or form)
        yield _mention(text, name, entity, acronym)


_ACTS = r" (?:said|says|told|added|stated|staff|spokes(?:man|woman|person)|volunteers|employees|lawyers)\b"
"""What follows the name of a body and not of a project."""


_BESIDE = (
    r"\b(?:together with|jointly with|in (?:partnership|cooperation|collaboration) with|"
    r"(?:implemented|carried out|run|delivered|managed) by) (?:the )?"
)
"""What stands before the name of a body that takes part in a project."""


def _acting(
    text: str, shorts: Sequence[Short], named: Sequence[Named]
) -> tuple[Sequence[Short], Sequence[Named]]:
    """A 'Support Programme' whose short name speaks or has staff is a body and no project."""
    bodies = {
        short.acronym: spelling.body_key(short.stands_for)
        for short in shorts
        if short.kind == "project"
        and (
            re.search(rf"\b{re.escape(short.acronym)}{_ACTS}", text)
            or re.search(rf"{_BESIDE}{re.escape(short.stands_for)}", text)
        )
    }
    if not bodies:
        return shorts, named
    keys = set(bodies.values())
    turned = [
        name._replace(kind="organisation")
        if name.kind == "project"
        and not name.stored
        and ((form := text[name.start : name.end]) in bodies or spelling.body_key(form) in keys)
        else name
        for name in named
    ]
    return [s._replace(kind="organisation") if s.acronym in bodies else s for s in shorts], turned


def _by_initials(text: str, named: Sequence[Named], told: Sequence[Short]) -> Iterator[Short]:
    """Acronyms in the text that are the initials of one body named in it, and of no other.

    Only of three letters or more; what the gazetteers or the store know stands for that.
    """
    others = {short.acronym for short in told}
    shortened = {spelling.body_key(short.stands_for) for short in told}
    free: set[str] = set()
    long: dict[str, dict[tuple[str, ...], Named]] = {}
    for name in named:
        form = text[name.start : name.end]
        if name.kind != "organisation":
            others.add(form)
        elif _is_short(form) and len(form) > 2 and form.isalpha() and not (name.entity or name.stored):
            free.add(form)
        elif len(form.split()) > 2 and (letters := spelling.initials(form)):
            long.setdefault(letters, {}).setdefault(spelling.body_key(form), name)
    long = {letters: found for letters, found in long.items() if shortened.isdisjoint(found)}
    for acronym in sorted(free - others):
        meant = list(long.get(acronym, {}).values())
        if len(meant) == 1:
            stands_for = " ".join(text[meant[0].start : meant[0].end].split())
            yield Short(acronym, stands_for, "organisation")


def _cut_short(text: str, named: Sequence[Named]) -> dict[str, str]:
    """Names of events that begin the one longer name of an event: 'Second Tunis Dialogue (on Migration)'."""
    events = dict.fromkeys(text[name.start : name.end] for name in named if name.kind == "event")
    others = dict.fromkeys(text[name.start : name.end] for name in named if name.kind == "project")
    bare = {form: _ORDINAL.sub("", form) for form in events}
    longer = {
        form: [event for event in events if event != form and f"{bare[event]} ".startswith(f"{form} ")]
        for form in (*events, *others)
    }
    return {
        form: found[0]
        for form, found in longer.items()
        if len(found) == 1
        and (_is_cut(form, found[0], events) or bare[found[0]] in text.lstrip().partition("\n")[0])
    }


def _is_cut(form: str, event: str, events: Collection[str]) -> bool:
    """Whether a name of three words or more is the beginning of an event's, as the text writes it."""
    return form in events and len(form.split()) > 2 and event.startswith(f"{form} ")


_ORDINAL = re.compile(
    r"^(?:\d+(?:st|nd|rd|th)|First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth) "
)


def _titled(text: str, named: Sequence[Named]) -> Iterator[Short]:
    """The short names of projects whose title stands beside them ('HELP: Improving ...')."""
    for name in named:
        form = text[name.start : name.end]
        if name.kind == "project" and name.entity and not name.stored and _is_short(form):
            yield Short(form, name.entity, "project")


def _of_one_kind(text: str, named: Sequence[Named]) -> list[Named]:
    """An acronym that is a project's in one place of the article is so everywhere."""
    projects = {text[name.start : name.end] for name in named if name.kind == "project"}
    return [
        name._replace(kind="project", confidence=max(name.confidence, 0.7))
        if name.kind == "organisation" and not name.entity and text[name.start : name.end] in projects
        else name
        for name in named
    ]


def _is_short(form: str) -> bool:
    return " " not in form and is_capitals(form)


def _unnamed(form: str) -> str:
    """'HELP Project' is the project HELP."""
    name, _, noun = form.rpartition(" ")
    return name if noun.lower() in {"project", "programme", "program", "initiative"} else ""


def _key(kind: EntityKind, name: str) -> tuple[str, ...]:
    if kind == "project":
        return spelling.body_key(_unnamed(name) or name)
    return spelling.body_key(name) if kind != "place" else (name,)


_Key = tuple[EntityKind, tuple[str, ...]]


def _chosen(text: str, named: Sequence[Named]) -> dict[_Key, str]:
    """The canonical name for each key: what the store says, else the first of the fullest forms written."""
    stored: dict[_Key, str] = {}
    written: dict[_Key, list[str]] = {}
    listed: dict[_Key, str] = {}
    for name in named:
        form = " ".join(text[name.start : name.end].split())
        key = name.kind, _key(name.kind, name.entity or form)
        if name.stored:
            stored[key] = name.entity
        if name.entity:
            listed[key] = name.entity
        if name.kind != "place" and _key(name.kind, form) == key[1]:
            written.setdefault(key, []).append(form)
    fullest = {key: max(found, key=lambda form: len(form.split())) for key, found in written.items()}
    return listed | fullest | stored
