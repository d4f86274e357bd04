"""A deterministic generator of names and of what people type for them: the corpus of the name benchmark.

Persons are drawn from given names and family names of South Asia, the Arab world and Europe with
Zipf-like frequencies (the n-th name of a list is drawn about 1 / (n + 3) as often), so that a few
names are everywhere and most are rare, as in a register. The listed family names are followed by
names built from stems and endings that are usual in each tongue, which gives the long tail.
Bodies are built from a class word, a field and a place, a third of them with their acronym in
brackets.
Nothing is read from outside, no name is meant to be anybody's, and one seed gives one corpus.
"""

import random
from collections.abc import Iterator
from itertools import accumulate, combinations
from typing import NamedTuple

from benchmarks.name_words import (
    ARAB_FAMILY,
    ARAB_GIVEN,
    CLASSES,
    ENDINGS,
    EURO_FAMILY,
    EURO_GIVEN,
    FIELDS,
    MIDDLES,
    PLACES,
    SOUTH_FAMILY,
    SOUTH_GIVEN,
    STEMS,
)

SMALL = {"for", "of", "on", "against", "in", "and"}
LINKS = ["for {f}", "of {f}", "on {f}", "against {f}", "for {f} and {g}", "of {f} and {g}"]
CULTURES = (("south", SOUTH_GIVEN, SOUTH_FAMILY, 5), ("arab", ARAB_GIVEN, ARAB_FAMILY, 3),
            ("euro", EURO_GIVEN, EURO_FAMILY, 4))  # fmt: skip


class Query(NamedTuple):
    """What somebody types, the id of whom he means (0 for nobody on the list), and how it was spoiled."""

    text: str
    meant: int
    noise: str


class Zipf:
    """Draws from a list, its n-th item about 1 / (n + 3) as often."""

    def __init__(self, items: list[str]) -> None:
        self.items = items
        self.sums = list(accumulate(1 / (place + 3) for place in range(len(items))))

    def draw(self, chance: random.Random) -> str:
        return chance.choices(self.items, cum_weights=self.sums)[0].replace("_", " ")


class Names:
    """The endless source of names of one seed."""

    def __init__(self, seed: int = 1) -> None:
        self.chance = random.Random(seed)
        self.given = {culture: Zipf(given) for culture, given, _, _ in CULTURES}
        self.family = {culture: Zipf([*family, *tail(culture)]) for culture, _, family, _ in CULTURES}
        self.fields = Zipf(FIELDS)
        self.places = Zipf([*PLACES, *(town + "abad" for town in tail("south")[:2000]), *tail("euro")[:3000]])

    def person(self) -> str:
        culture = self.chance.choices([one[0] for one in CULTURES], [one[3] for one in CULTURES])[0]
        parts = [self.given[culture].draw(self.chance), self.family[culture].draw(self.chance)]
        if self.chance.random() < 0.55:
            middle = self.given if self.chance.random() < 0.6 else self.family
            parts.insert(1, middle[culture].draw(self.chance))
        if culture == "arab" and self.chance.random() < 0.4:
            parts[-1] = "al-" + parts[-1]
        return " ".join(parts)

    def body(self) -> str:
        name = self.chance.choice(CLASSES).replace("_", " ") + " "
        fields = {"f": self.fields.draw(self.chance), "g": self.fields.draw(self.chance)}
        name += self.chance.choice(LINKS).format(**fields)
        if self.chance.random() < 0.7:
            name += " " + self.chance.choice(["in", "of", ""]) + " " + self.places.draw(self.chance)
        if self.chance.random() < 0.25:
            name += f" Zone {self.chance.choice(['I', 'II', 'III', 'IV', 'VI'])}"
        name = " ".join(name.split())
        if self.chance.random() < 1 / 3:
            name += f" ({''.join(word[0] for word in name.split() if word[0].isupper())})"
        return name

    def __iter__(self) -> Iterator[str]:
        """Distinct names, nine persons to one body; no two differ only in small words."""
        seen: set[str] = set()
        while True:
            name = self.body() if self.chance.random() < 0.1 else self.person()
            plain = " ".join(word for word in name.lower().split() if word not in SMALL)
            if plain not in seen:
                seen.add(plain)
                yield name


def tail(culture: str) -> list[str]:
    """The rare family names of a tongue, built from stems, middles and endings, in a fixed shuffle."""
    built = [
        stem + middle + ending for stem in STEMS[culture] for middle in MIDDLES for ending in ENDINGS[culture]
    ]
    random.Random(7).shuffle(built)
    return built


def corpus(size: int, seed: int = 1) -> list[tuple[int, str]]:
    """`size` rows (entity id from 1, name), all names different."""
    return [(id, name) for id, name in zip(range(1, size + 1), Names(seed), strict=False)]


def absent(rows: list[tuple[int, str]], count: int, seed: int = 99) -> list[Query]:
    """Persons who are on no list: names of the same make whose first and last part stand together
    in no name of `rows`."""
    together = {
        frozenset(pair) for _, name in rows for pair in combinations(name.replace("al-", "").split(), 2)
    }
    source = Names(seed)
    found: list[Query] = []
    while len(found) < count:
        name = source.person()
        parts = name.replace("al-", "").split()
        if frozenset((parts[0], parts[-1])) not in together:
            found.append(Query(name, 0, "absent"))
    return found


def _pairs(text: str) -> list[tuple[str, str]]:
    return [(left, right) for left, _, right in (pair.partition(">") for pair in text.split())]


SOUNDS = _pairs(
    "aa>a ee>i oo>u ou>u kh>k gh>g q>k v>w w>v ph>f f>ph z>s "
    "ss>s mm>m y>i i>ee u>oo j>dj sh>sch ck>k a>e e>a o>u ai>ay"
)
TITLES = ["Mr", "Dr", "H.E.", "Senator", "Syed", "Mrs", "Haji", "Prof.", "Justice", "Sheikh"]
NEAR_KEYS = dict(_pairs("a>sq s>ad d>sf e>wr i>uo o>ip n>bm m>n r>et t>ry l>k k>jl u>yi h>gj"))
NOISE = ["typo", "typo", "two typos", "respelled", "respelled", "dropped", "reordered", "joined", "title"]
NOISE += ["respelled and typo"]


def typo(name: str, chance: random.Random) -> str:
    """One slip of a finger: a letter left out, doubled, swapped with the next, or its neighbour's key."""
    places = [at for at in range(1, len(name)) if name[at].isalpha() and name[at - 1].isalpha()]
    if not places:
        return name
    at = chance.choice(places)
    kind = chance.randrange(4)
    if kind == 0:
        return name[:at] + name[at + 1 :]
    if kind == 1:
        return name[:at] + name[at] + name[at:]
    if kind == 2:
        return name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :]
    return name[:at] + chance.choice(NEAR_KEYS.get(name[at].lower(), "e")) + name[at + 1 :]


def respelled(name: str, chance: random.Random) -> str:
    """The name in another usual transliteration: two sounds written differently."""
    lower = name.lower()
    for old, new in chance.sample(SOUNDS, len(SOUNDS))[:8]:
        if old in lower and (at := lower.rfind(old)) > 0:
            lower = lower[:at] + new + lower[at + len(old) :]
            if chance.random() < 0.5:
                break
    return lower


def spoil(name: str, chance: random.Random) -> tuple[str, str]:
    """What somebody types who means `name`, and the kind of noise in it; numerals are left alone."""
    if " Zone " in name:
        before, _, numeral = name.rpartition(" Zone ")
        text, kind = spoil(before, chance)
        return f"{text} zone {numeral}", kind
    kind = chance.choice(NOISE)
    words = name.split()
    if kind == "dropped" and len(words) > 2:
        del words[chance.randrange(1, len(words) - 1)]
        return " ".join(words), kind
    if kind == "reordered":
        return " ".join([words[-1], *words[:-1]]).lower(), kind
    if kind == "joined" and len(words) > 1:
        at = chance.randrange(len(words) - 1)
        return " ".join([*words[:at], words[at] + words[at + 1].lower(), *words[at + 2 :]]), kind
    if kind == "title":
        return f"{chance.choice(TITLES)} {name}", kind
    if kind.startswith("respelled"):
        text = respelled(name, chance)
        return (typo(text, chance) if kind.endswith("typo") else text), kind
    text = typo(name.lower(), chance)
    return (typo(text, chance) if kind == "two typos" else text), kind


def queries(rows: list[tuple[int, str]], count: int, seed: int = 5) -> list[Query]:
    """`count` spoiled names of `rows`; none is exactly another row's name."""
    chance = random.Random(seed)
    names = {name.lower() for _, name in rows}
    found: list[Query] = []
    while len(found) < count:
        id, name = chance.choice(rows)
        text, noise = spoil(name, chance)
        if text.lower() not in names:
            found.append(Query(text, id, noise))
    return found
