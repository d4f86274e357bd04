"""Offices as names: the forms under which people ask for the holder of an office, and for a body.

Only what the comparison cannot see for itself is spelled out: word order, of/for/the, plurals and
the spelling of a word need no form of their own.
"""

import re
from functools import lru_cache

from data.matching.fold import fold
from data.matching.keys import content, initials, skeleton
from data.matching.persons import variants

SHORT_TITLES: dict[str, tuple[str, ...]] = {
    "director general": ("DG",),
    "deputy director general": ("DDG", "deputy DG"),
    "additional director general": ("ADG", "additional DG"),
    "inspector general": ("IG",),
    "inspector general of police": ("IGP", "IG police"),
    "deputy inspector general": ("DIG",),
    "prime minister": ("PM", "premier"),
    "deputy prime minister": ("DPM", "deputy PM"),
    "foreign minister": ("FM", "minister of foreign affairs"),
    "minister of foreign affairs": ("FM", "foreign minister"),
    "minister for foreign affairs": ("FM", "foreign minister"),
    "home secretary": ("secretary of state for the home department",),
    "chief executive officer": ("CEO",),
    "chief executive": ("CEO",),
    "managing director": ("MD",),
    "secretary general": ("SG",),
    "chief minister": ("CM",),
    "chief of mission": ("head of mission",),
    "chairman": ("chair", "chairperson"),
    "chairwoman": ("chair", "chairperson"),
    "chairperson": ("chair",),
}
"""A title to the short and equivalent forms in common use."""

HEADS = frozenset(
    {
        "director general", "executive director", "managing director", "chief executive officer",
        "chief executive", "president", "chairman", "chairperson", "chairwoman", "secretary general",
        "head", "chief", "director", "chief of mission", "commissioner general", "inspector general",
        "high commissioner", "administrator",
    }
)  # fmt: skip
"""Titles whose holder leads the body, so that 'head of BODY' means the same person."""

LEFT_OUT = ("federal ", "state ", "the ", "honourable ", "hon ", "union ", "caretaker ", "interim ")
"""Words before a title that people leave out. 'Former', 'acting' and 'deputy' are never left out."""

OTHER_RANK = frozenset({"deputy", "vice", "assistant", "additional", "joint", "under", "shadow"})
"""Words before a title that make it another office."""

HIGH_RANK = frozenset({"high"})
"""Words that people leave out where they say whose office it is ('UN commissioner for refugees')."""

_FIELD_AFTER = re.compile(
    r"^(?P<rank>(?:[\w.-]+ ){0,2}(?:minister|secretary|commissioner)) (?:of|for) (?P<field>.+)$"
)
_FIELD_BEFORE = re.compile(r"^(?P<field>[\w-]+(?: [\w-]+){0,3}) (?P<rank>minister|secretary|commissioner)$")
_RANKS = re.compile(
    r"\b(?:joint|deputy|additional|assistant|under|private|press|special|prime|chief|high|general|former|"
    r"acting|state|first|permanent|political|section|police)\b"
)


@lru_cache(maxsize=2048)
def office_names(title: str, organisation: str = "", acronym: str = "", place: str = "") -> tuple[str, ...]:
    """The forms that people type for an office, fullest first, without repetition; () without a title.

    'Director General' of the body 'Harbour Police Agency' ('HPA') gives 'Director General of the
    Harbour Police Agency', 'DG HPA', 'head of HPA' and so on; 'Federal Minister for Interior' gives
    'interior minister' too. `place` is the country or town that the office is for, for an envoy
    the one he is sent to.
    """
    field = [inside for inside in re.findall(r"\(([^()]+)\)", title) if not inside.isupper()]
    title = _plain(re.sub(r"\([^()]*\)", " ", title))
    bodies = [" ".join(body.split()) for body in (organisation, acronym) if fold(body)]
    title = _without_body(title, bodies)
    titles = [title, *_other_titles(title.lower())] if fold(title) else []
    forms = [_of(one, body) for body in bodies for one in titles]
    if any(one.lower() in HEADS for one in titles):
        forms += [f"{head} {_the(body)}" for body in bodies for head in ("head of", "chief of")]
    if not bodies or _field_of(title.lower()):
        forms += titles
    if place and fold(place):
        forms += [f"{one}, {place}" for one in titles]
    return tuple(_distinct([*forms, *(f"{title}, {inside}" for inside in field if title)]))


def called_by(title: str, organisation: str, acronym: str, place: str, qualifier: str) -> tuple[str, ...]:
    """What a holder is called by an office: by all its forms, or by the one as written ('Former ...').

    Who is tipped for an office, or acts in it, is not called by it: then ().
    """
    if not qualifier:
        return office_names(title, organisation, acronym, place)
    return (_of(title, organisation),) if qualifier in PAST else ()


PAST = frozenset({"former", "ex", "then"})
"""Words in a title that say that it was held."""


def _plain(title: str) -> str:
    return " ".join(title.replace("-", " ").split()).strip(" ,.;:")


def _without_body(title: str, bodies: list[str]) -> str:
    """The title with the body that it names taken off: 'FIA Director General' is 'Director General'."""
    for body in bodies:
        name = body.removeprefix("the ")
        found = BODY.fullmatch(title.replace(name, NAME)) if name in title else None
        if found:
            return str(found[1] or found[2]).replace(NAME, name)
    return title


NAME = "\0"
"""Stands for the name of a body, so that one expression serves for all."""
BODY = re.compile(rf"(?:the )?{NAME}(?:'s|’s)? (.+)|(.+?),?(?: of| at)?(?: the)? {NAME}")


def _other_titles(title: str) -> list[str]:
    """What else the title is called: without its qualifier, turned round, in short."""
    forms = [title, *(full for full, short in SHORT_TITLES.items() if title.upper() in short)]
    for left_out in LEFT_OUT:
        forms += [form.removeprefix(left_out) for form in forms if form.startswith(left_out)]
    forms += [turned for form in list(forms) for turned in _turned(form)]
    return [*forms, *(short for form in forms for short in SHORT_TITLES.get(form, ()))]


def _field_of(title: str) -> re.Match[str] | None:
    """The match that tells rank and field of 'minister for X' or 'X minister', None for other titles."""
    found = _FIELD_AFTER.match(title) or _FIELD_BEFORE.match(title)
    return None if found is None or _RANKS.search(found["field"]) else found


def _turned(title: str) -> list[str]:
    """'minister for interior and customs' as 'interior minister'; other titles give nothing."""
    found = _field_of(title)
    if found is None:
        return []
    first = re.split(r",| and | & ", found["field"].removeprefix("the "))[0].strip()
    return [f"{first} {found['rank']}"] if first else []


def _of(title: str, body: str) -> str:
    """The title with its body, unless it names the body already."""
    if set(content(fold(body))) <= set(content(fold(title))):
        return title
    return f"{title} {body}" if title.isupper() else f"{title} of {_the(body)}"


def _the(body: str) -> str:
    return body if body.isupper() or " " not in body else f"the {body.removeprefix('the ')}"


def body_names(name: str, acronym: str = "") -> list[str]:
    """The forms of a body's name: without brackets, the acronym in them, and the one given.

    'Harbour Police Agency (HPA)' gives 'Harbour Police Agency' and 'HPA'; a bracket that holds a
    place or a remark is only left out. British and American spelling, legal forms, word order and
    the acronym with or without dots need no forms: the comparison sees them.
    """
    inside = re.findall(r"\(([^()]{2,20})\)", name)
    outside = " ".join(re.sub(r"\([^()]*\)", " ", name).split())
    return _distinct([outside, acronym, *(one for one in inside if _is_short_for(one, outside))])


def _is_short_for(short: str, name: str) -> bool:
    """Whether a bracket holds the acronym of the name."""
    return short.replace(".", "").isupper() or "".join(fold(short)) == initials(fold(name))


def _distinct(forms: list[str]) -> list[str]:
    """The forms whose words differ once folded, in order."""
    found: dict[frozenset[str], str] = {}
    for form in forms:
        if tokens := fold(form):
            found.setdefault(frozenset(content(tokens)), form)
    return list(found.values())


COMPLEMENT = frozenset({"to", "of", "for", "at", "in", "on", "with"})
"""Words after which a title names its field and no longer the office itself."""


BODIES = frozenset({"ministry", "department", "directorate", "division", "bureau", "agency", "authority"})
"""Words of a form behind which it names the body and no longer the office itself."""


def names_office(asked: str, name: str) -> bool:
    """Whether a form of an office says all that was asked for, and is that office and no helper of it."""
    words, form = fold(asked), fold(name)
    telling = (*(content(words) or words), *words[-1:])  # an office ends with what it is of: 'DG DE'
    short = {token for word in name.split() if ACRONYM.fullmatch(word) for token in fold(word)}
    said = all(any(_is_word(word, other, other in short) for other in form) for word in telling)
    return said and is_of_rank(asked, name)


ACRONYM = re.compile(r"[A-Z](?:\.?[A-Z]){1,7}\b\W*")
"""A word of a form that is an acronym."""
MISTYPED = 5
"""So many letters an acronym has of which some may have been typed in another order, or a vowel left out:
'UNDOC'. Shorter ones that differ are of other bodies."""


def _is_word(asked: str, held: str, is_acronym: bool) -> bool:
    """Whether a word that was typed is this word of a form, in another spelling unless it is an acronym."""
    if asked.isupper() or not (is_acronym or min(len(asked), len(held)) == 1):
        return variants(asked, held)
    return asked == held or (min(len(asked), len(held)) >= MISTYPED and skeleton(asked) == skeleton(held))


def is_of_rank(asked: str, name: str) -> bool:
    """Whether a form of an office is of the rank that was asked for.

    'US ambassador' is not said by 'Ambassador to Hungary', 'prime minister' is not the office of a
    'Special Assistant to the Prime Minister', a 'High Commissioner' is no bare 'Commissioner', and the
    'Secretary, Ministry of Labour' no 'Minister of Labour'.
    """
    words, form = fold(asked), fold(name)
    head, held = _head(words, COMPLEMENT), _head(form, COMPLEMENT | BODIES)
    is_bare = len(content(words) or words) == 1
    if _unsaid(OTHER_RANK, held, words) or (is_bare and _unsaid(HIGH_RANK, held, words)):
        return False
    return "".join(head) == "".join(held) or any(variants(word, other) for word in head for other in held)


def _unsaid(ranks: frozenset[str], held: tuple[str, ...], asked: tuple[str, ...]) -> bool:
    """Whether a title holds one of `ranks` that was not asked for in any spelling."""
    return any(not any(variants(word, rank) for word in asked) for rank in ranks.intersection(held))


def _head(words: tuple[str, ...], ends: frozenset[str]) -> tuple[str, ...]:
    """The words of a title before its complement."""
    end = next((at for at, word in enumerate(words) if at and word in ends), len(words))
    return words[:end]
