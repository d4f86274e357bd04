"""Measures Urdu-script queries for names stored in Latin letters and the other way round.

The pairs are made from the persons of `benchmarks.namegen` by the table below, a letter-by-letter
rendering of the usual Urdu orthography: digraphs first, short vowels inside a word left out, a vowel
at the beginning carried by alef, a final vowel written. Where Urdu has several letters for one sound
(t, s, z, h, k) one is drawn, as writers differ. Nothing of it is used by the matching.
"""

import random
import time

from benchmarks.namegen import Names
from data.matching import NameIndex

DIGRAPHS = {"kh": "خ", "gh": "غ", "sh": "ش", "ch": "چ", "th": "تھ", "dh": "دھ", "bh": "بھ", "ph": "پھ",
            "aa": "ا", "ee": "ی", "oo": "و", "ou": "و", "ai": "ائ", "au": "او"}  # fmt: skip
SINGLE = {"b": "ب", "p": "پ", "t": "تٹط", "j": "ج", "h": "حہ", "d": "دڈ", "r": "ر", "z": "زضظ", "s": "سص",
          "f": "ف", "q": "ق", "k": "ک", "g": "گ", "l": "ل", "m": "م", "n": "ن", "w": "و", "v": "و", "y": "ی",
          "x": "کس", "c": "ک"}  # fmt: skip
INSIDE = {"a": ("", "ا"), "i": ("", "ی"), "u": ("", "و"), "e": ("", "ی"), "o": ("و",)}
FIRST = {"a": "ا", "i": "ا", "u": "ا", "e": "ا", "o": "او"}
LAST = {"a": ("ہ", "ا"), "i": ("ی",), "u": ("و",), "e": ("ے",), "o": ("و",)}
PEOPLE = 5_000
PAIRS = 200


def in_urdu(name: str, chance: random.Random) -> str:
    """The name as an Urdu writer might put it."""
    return " ".join(_word(word, chance) for word in name.lower().replace("al-", "ال").split())


def _word(word: str, chance: random.Random) -> str:
    found = ""
    at = 0
    while at < len(word):
        pair = word[at : at + 2]
        letter = word[at]
        if pair in DIGRAPHS:
            found += DIGRAPHS[pair]
            at += 2
            continue
        if at and letter == word[at - 1]:
            pass
        elif letter in INSIDE:
            table = LAST if at == len(word) - 1 else INSIDE
            found += FIRST[letter] if at == 0 else chance.choice(table[letter])
        elif letter in SINGLE and letter != "x":
            found += chance.choice(SINGLE[letter])
        else:
            found += SINGLE.get(letter, letter)
        at += 1
    return found


def report_scripts() -> None:
    """Print recall@1 both ways over the same 200 persons among 5,000, and the time of one query."""
    source = Names(21)
    people: dict[str, int] = {}
    while len(people) < PEOPLE:
        people.setdefault(source.person(), len(people) + 1)
    chance = random.Random(3)
    urdu = {name: in_urdu(name, chance) for name in people}
    asked = chance.sample(sorted(people), PAIRS)
    ways = (
        (
            "Urdu query, Latin store",
            [(id, name) for name, id in people.items()],
            [(urdu[n], people[n]) for n in asked],
        ),
        (
            "Latin query, Urdu store",
            [(id, urdu[name]) for name, id in people.items()],
            [(n, people[n]) for n in asked],
        ),
    )
    print(f"\n{PAIRS} names in two scripts, among {PEOPLE:,} stored")
    for title, rows, queries in ways:
        _report_way(title, NameIndex.build(rows), queries)


def _report_way(title: str, index: NameIndex, queries: list[tuple[str, int]]) -> None:
    start = time.perf_counter()
    found = [index.search(text) for text, _ in queries]
    spent = (time.perf_counter() - start) / len(queries) * 1000
    ids = [[match.entity_id for match in best] for best in found]
    first = sum(best[:1] == [id] for best, (_, id) in zip(ids, queries, strict=True)) / len(queries)
    near = sum(id in best for best, (_, id) in zip(ids, queries, strict=True)) / len(queries)
    print(f"{title:28}r@1 {first:.3f}  r@5 {near:.3f}  mean {spent:.2f} ms")


if __name__ == "__main__":
    report_scripts()
