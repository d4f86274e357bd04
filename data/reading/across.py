"""Resolution across articles: whether a name just read means an entity that the store has.

The merge guard: two persons become one only if the last name agrees, no other part of the name
speaks against it, and an office or organisation agrees too; never on a first name. Bodies become
one by their names spelled one way, or by an acronym whose expansions can be one. Whatever could be
meant, and is not sure, is doubtful: it stays apart and is shown to an editor.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Literal

from data.dates import Value
from data.reading import roles, spelling
from data.reading.document import Document
from data.reading.tokens import is_capitals
from data.values import EntityKind, FactKind

Decision = Literal["same", "new", "doubtful"]


class Found(Value):
    """An entity as one article names it."""

    kind: EntityKind
    name: str
    """Canonical inside the article."""
    forms: tuple[str, ...] = ()
    """All ways in which the article writes it, acronyms included."""
    offices: tuple[str, ...] = ()
    """Titles held, as written; of persons only."""
    bodies: tuple[str, ...] = ()
    """Organisations that the person's offices belong to."""


class Stored(Found):
    """An entity as the store has it; `forms` are its aliases."""

    id: int


class Verdict(Value):
    """What is to become of a found entity: joined to `stored_id`, made new, or left apart and asked about."""

    found: Found
    decision: Decision
    stored_id: int | None = None
    """The entity it is the same as, or, when doubtful, the likeliest one."""
    why: str = ""
    """In plain words, for the review queue."""


def entities(document: Document) -> tuple[Found, ...]:
    """Each entity that the document names, with its forms and, for persons, the offices read from it."""
    forms: dict[tuple[EntityKind, str], dict[str, None]] = {}
    for mention in document.named:
        written = forms.setdefault((mention.kind, mention.entity), {})
        if mention.how in {"name", "acronym", "surname"}:
            written[mention.text] = None
    offices: dict[str, list[tuple[str, str]]] = {}
    for fact in document.facts:
        if fact.kind == FactKind.OFFICE and fact.subject_kind == "person":
            offices.setdefault(fact.subject, []).append((fact.value, fact.object))
    return tuple(
        Found(
            kind=kind,
            name=name,
            forms=tuple(written),
            offices=tuple(title for title, _ in offices.get(name, ()) if title and kind == "person"),
            bodies=tuple(body for _, body in offices.get(name, ()) if body and kind == "person"),
        )
        for (kind, name), written in forms.items()
    )


class Register:
    """The entities of a store, found quickly by the words of their names.

    Made once and kept while articles are read: `add` what the store gained in between.
    """

    def __init__(self, stored: Iterable[Stored] = ()) -> None:
        self._by_word: dict[tuple[str, str], dict[int, Stored]] = {}
        for one in stored:
            self.add(one)

    def add(self, stored: Stored) -> None:
        """Know `stored` from now on; a newer value for the same id takes the place of the older."""
        for word in _words(stored):
            self._by_word.setdefault((stored.kind, word), {})[stored.id] = stored

    def verdict(self, found: Found) -> Verdict:
        """What is to become of `found`: changes nothing."""
        near: dict[int, Stored] = {}
        for word in _words(found):
            near |= self._by_word.get((found.kind, word), {})
        return _verdict(found, [near[number] for number in sorted(near)])


def resolve_across(found: Sequence[Found], stored: Iterable[Stored]) -> tuple[Verdict, ...]:
    """A verdict for each of `found`, in order, against all that is `stored`."""
    register = Register(stored)
    return tuple(register.verdict(one) for one in found)


def _words(entity: Found) -> set[str]:
    """What an entity is looked up by: names as they sound, content words of bodies, acronyms."""
    forms = (entity.name, *entity.forms)
    if entity.kind == "person":
        return {spelling.skeleton(word) or word for form in forms for word in spelling.words(form)}
    if entity.kind == "place":
        return {spelling.folded(form) or form for form in forms}
    return {word for form in forms for word in spelling.body_key(form)} | _acronyms(entity)


def _verdict(found: Found, stored: Sequence[Stored]) -> Verdict:
    judge = _JUDGES.get(found.kind, _place)
    judged = [(judge(found, other), other) for other in stored]
    same = [other for (decision, _), other in judged if decision == "same"]
    if len(same) == 1:
        why = next(why for (decision, why), other in judged if other is same[0])
        return Verdict(found=found, decision="same", stored_id=same[0].id, why=why)
    if same:
        names = " and ".join(sorted(other.name for other in same))
        return Verdict(found=found, decision="doubtful", stored_id=same[0].id, why=f"could be {names}")
    for (decision, why), other in judged:
        if decision == "doubtful":
            return Verdict(found=found, decision="doubtful", stored_id=other.id, why=why)
    return Verdict(found=found, decision="new", why="nothing in the store has this name")


def _person(found: Found, other: Stored) -> tuple[Decision, str]:
    if not _can_be_one(found, other):
        return "new", ""
    if not spelling.same_word(_last(found.name), _last(other.name)):
        return "doubtful", f"the last name is not that of {other.name}"
    shared = _shared_office(found, other)
    if shared:
        return "same", f"last name and {shared} agree with {other.name}"
    known = "another office" if found.offices and other.offices else "no office to tell by"
    return "doubtful", f"the name of {other.name}, but {known}"


def _last(name: str) -> str:
    return (spelling.words(name) or ("",))[-1]


def _can_be_one(found: Found, other: Stored) -> bool:
    """Whether a full name of one covers the name of the other; a last name alone is covered, too."""
    mine, theirs = {found.name}, {other.name, *(form for form in other.forms if " " in form)}
    return any(
        spelling.covers(one, two) or spelling.covers(two, one)
        for one in mine
        for two in theirs
        if one.strip() and two.strip()
    )


def _shared_office(found: Found, other: Stored) -> str:
    """The office or organisation that both have, in words; '' when there is none."""
    for title in found.offices:
        for held in other.offices:
            one, two = roles.content(title), roles.content(held)
            if one and two and (one <= two or two <= one or _mostly(one, two)):
                return f"the office of {held}"
    for body in found.bodies:
        for belonged in other.bodies:
            if spelling.body_key(body) == spelling.body_key(belonged):
                return belonged
    return ""


def _mostly(one: AbstractSet[str], two: AbstractSet[str]) -> bool:
    """Whether two portfolios share most words ('Home Affairs and Migration', 'Internal Affairs and ...')."""
    return len(one & two) >= 2 and 2 * len(one & two) >= max(len(one), len(two))


def _body(found: Found, other: Stored) -> tuple[Decision, str]:
    mine, theirs = _long_keys(found), _long_keys(other)
    if mine & theirs:
        return "same", f"the name of {other.name}"
    shared = _acronyms(found) & _acronyms(other)
    if not shared:
        if any(_part(one, two) or _part(two, one) for one in mine for two in theirs):
            return "doubtful", f"a part of the name of {other.name}"
        return "new", ""
    acronym = min(shared)
    if not mine or not theirs or any(_compatible(one, two) for one in mine for two in theirs):
        return "same", f"{acronym} is {other.name}"
    return "doubtful", f"{acronym} also stands for {other.name}"


def _long_keys(entity: Found) -> set[tuple[str, ...]]:
    """The full names, spelled one way; acronyms are left out."""
    return {spelling.body_key(form) for form in (entity.name, *entity.forms) if not _is_acronym(form)}


def _acronyms(entity: Found) -> set[str]:
    return {spelling.folded(form).upper() for form in (entity.name, *entity.forms) if _is_acronym(form)}


def _is_acronym(form: str) -> bool:
    return " " not in form and is_capitals(form)


def _part(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Whether all words of `one` are in `two`: 'Ministry of Interior' in '... and Narcotics Control'."""
    return len(one) > 1 and set(one) < set(two)


def _compatible(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Whether two expansions of one acronym can be one name.

    One has all words of the other, or they differ in one word with the same initial ('Agency', 'Authority').
    """
    short, long = sorted((set(one), set(two)), key=len)
    if len(short) > 1 and short <= long:
        return True
    left, right = sorted(set(one) - set(two)), sorted(set(two) - set(one))
    return len(left) == len(right) <= 1 < len(one) and [w[:1] for w in left] == [w[:1] for w in right]


def _event(found: Found, other: Stored) -> tuple[Decision, str]:
    """Events return: one that is numbered or dated in its name is itself, another may be the next."""
    if not _long_keys(found) & _long_keys(other):
        return "new", ""
    numbered = any(letter.isdigit() for letter in found.name)
    return ("same" if numbered else "doubtful"), f"the name of {other.name}"


def _place(found: Found, other: Stored) -> tuple[Decision, str]:
    names = {spelling.folded(form) for form in (other.name, *other.forms)}
    same = spelling.folded(found.name) in names - {""} or found.name == other.name
    return ("same", f"the name of {other.name}") if same else ("new", "")


_JUDGES = {
    "person": _person,
    "organisation": _body,
    "project": _body,
    "event": _event,
    "place": _place,
}
