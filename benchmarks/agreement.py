"""agreement: when two readings of an article say the same, and the counts that come of it; pure functions."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from typing import Any

Row = dict[str, Any]
Match = Callable[[Row, Row], bool]


@dataclass(frozen=True)
class Score:
    """Counts of one measure; they add up over articles (micro-average)."""

    found: int = 0
    """How many items of the gold the system found."""
    gold: int = 0
    right: int = 0
    """How many items of the system are in the gold."""
    system: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.found + other.found,
            self.gold + other.gold,
            self.right + other.right,
            self.system + other.system,
        )

    @property
    def precision(self) -> float | None:
        """The share of what the system says that is right, 0 to 1; None when it says nothing."""
        return self.right / self.system if self.system else None

    @property
    def recall(self) -> float | None:
        """The share of the gold that was found, 0 to 1; None when there is nothing to find."""
        return self.found / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall, 0 to 1; None when gold and system are both empty."""
        if not self.gold and not self.system:
            return None
        precision, recall = self.precision or 0.0, self.recall or 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def total(scores: Iterable[Score]) -> Score:
    """The sum of several counts."""
    return reduce(Score.__add__, scores, Score())


def normal(text: str) -> str:
    """A name without case, accents, dots, leading article, possessive and doubled spaces."""
    text = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    text = re.sub(r"'s\b", "", "".join(c for c in text if not unicodedata.combining(c)))
    text = " ".join(re.sub(r"[.]", "", re.sub(r"[^\w.\s\U0001F1E6-\U0001F1FF]", " ", text)).split())
    return text.removeprefix("the ")


def contained(one: str, other: str) -> bool:
    """Whether all the words of the shorter text are words of the longer one; False for empty texts."""
    first, second = set(normal(one).split()), set(normal(other).split())
    return bool(first and second) and (first <= second or second <= first)


class Names:
    """The names under which the entities of one gold file may go."""

    def __init__(self, gold: Row) -> None:
        self._known: dict[str, set[str]] = {}
        self._persons: set[str] = set()
        self.places: set[str] = set()
        """The words of the names of places."""
        for entity in gold["entities"]:
            names = {entity["name"], *entity["names"]}
            self._known.setdefault(normal(entity["name"]), set()).update(map(normal, names))
            if entity["kind"] == "person":
                self._persons.add(normal(entity["name"]))
            elif entity["kind"] == "place":
                self.places.update(normal(" ".join(names)).split())

    def words(self, name: str) -> set[str]:
        """The words of all the names under which an entity goes; of `name` itself when it is unknown."""
        one = normal(name)
        return set(" ".join([one, *self._known.get(one, ())]).split())

    def same(self, wanted: str, said: str) -> bool:
        """Whether `said` names what the gold calls `wanted`; two tokens of a person's name will do."""
        one, other = normal(wanted), normal(said)
        if not one or not other:
            return one == other
        if other == one or other in self._known.get(one, ()):
            return True
        if one in self._persons:
            return len(other.split()) > 1 and contained(one, other)
        return one not in self._known and contained(one, other)


def tally(gold: Iterable[Row], system: Iterable[Row], match: Match) -> Score:
    """Counts with optional gold left out: a system row that fits only an optional one is not counted."""
    rows, said = list(gold), list(system)
    wanted = [row for row in rows if not row.get("optional")]
    optional = [row for row in rows if row.get("optional")]
    right = [row for row in said if any(match(w, row) for w in wanted)]
    wrong = [row for row in said if row not in right and not any(match(o, row) for o in optional)]
    found = sum(any(match(w, row) for row in said) for w in wanted)
    return Score(found, len(wanted), len(right), len(right) + len(wrong))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the article before it, and the possessive, brackets and marks around it."""
    words = text[start:end]
    before = re.match(r"(?:[^\w@\U0001F1E6-\U0001F1FF]|the\s)*", words, re.I)
    after = re.search(r"(?:['’]s)?[^\w\U0001F1E6-\U0001F1FF]*$", words)
    left = before.end() if before else 0
    right = after.start() if after else len(words)
    return (start + left, start + right) if left < right else (start, end)


def overlaps(one: Row, other: Row) -> bool:
    """Whether two half-open spans share a character."""
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def zoned(gold: Row, row: Row) -> bool:
    """Whether a row stands in a suspect or boilerplate zone, whose mentions and dates are not scored."""
    return any(zone["start"] <= row["start"] < zone["end"] for zone in gold["zones"])
