"""scoring: holds what a system read in an article against the gold, and counts; pure functions over JSON.

The gold is what gold/README.md describes, a system's output what `run_bot.py read FILE --json` prints.
A measure is counted twice: "strict" asks for the same words, "overlap" for words that overlap.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

Row = dict[str, Any]
Match = Callable[[Row, Row], bool]

MENTION_KINDS = ("person", "organisation", "place", "project")
TYPED = ("office", "meeting", "figure", "attribute")
UNSCORED_HOW = frozenset({"pronoun", "role"})
"""Mentions that are no names; the gold leaves them out."""

PREDICATES = {
    "acronym": "acronym",
    "short": "acronym",
    "budget": "budget",
    "cost": "budget",
    "duration": "period",
    "framework": "framework",
    "frame": "framework",
    "full": "full_name",
    "fund": "funder",
    "implement": "implementer",
    "run": "implementer",
    "carr": "implementer",
    "partner": "partner",
    "period": "period",
    "date": "period",
    "target": "target_country",
    "countr": "target_country",
    "benefici": "target_country",
}
"""How a predicate begins, or how a word in it does, and the attribute of the gold it stands for."""


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


Scores = dict[tuple[str, str], Score]


def score(gold: Row, output: Row) -> Scores:
    """The counts for one article, by (measure, "strict" or "overlap").

    Raises ValueError when the system read another text than the gold was made from.
    """
    if any(output["text"][m["start"] : m["end"]] != m["text"] for m in gold["mentions"]):
        raise ValueError(f"{gold.get('file', '?')}: the system's text is not the text of the gold")
    scores: Scores = {}
    for kind in MENTION_KINDS:
        scores |= _mentions(gold, output, kind)
    scores |= _entities(gold, output)
    names = Names(gold)
    for measure, count in MEASURES.items():
        for grade in ("strict", "overlap"):
            scores[measure, grade] = count(gold, output, names, grade == "strict")
    for grade in ("strict", "overlap"):
        scores["typed facts", grade] = total(scores[kind, grade] for kind in TYPED)
    return scores


def total(scores: Iterable[Score]) -> Score:
    """The sum of several counts."""
    return reduce(Score.__add__, scores, Score())


def add_up(results: Iterable[Scores]) -> Scores:
    """The counts of several articles added up, measure by measure."""
    summed: Scores = {}
    for result in results:
        for key, value in result.items():
            summed[key] = summed.get(key, Score()) + value
    return summed


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
        for entity in gold["entities"]:
            names = {entity["name"], *entity["names"]}
            self._known.setdefault(normal(entity["name"]), set()).update(map(normal, names))
            if entity["kind"] == "person":
                self._persons.add(normal(entity["name"]))

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


def _zoned(gold: Row, row: Row) -> bool:
    """Whether a row stands in a suspect or boilerplate zone, whose mentions and dates are not scored."""
    return any(zone["start"] <= row["start"] < zone["end"] for zone in gold["zones"])


def system_mentions(gold: Row, output: Row) -> list[Row]:
    """The system's names outside the suspect and boilerplate zones, trimmed, each span once."""
    rows: dict[tuple[int, int, str], Row] = {}
    for row in output.get("mentions", ()):
        if row.get("how") not in UNSCORED_HOW and not _zoned(gold, row):
            start, end = trimmed(output["text"], row["start"], row["end"])
            rows[start, end, row["kind"]] = row | {"start": start, "end": end}
    return list(rows.values())


def bounds(row: Row) -> set[tuple[int, int]]:
    """The spans that are as good as each other for a mention of the gold."""
    return {(row["start"], row["end"]), *(tuple(span) for span in row.get("also", ()))}


def overlaps(one: Row, other: Row) -> bool:
    """Whether two half-open spans share a character."""
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def forgives(want: Row, row: Row) -> bool:
    """Whether a name that was not asked for is no mistake at this place of the gold.

    So it is over an optional mention, and inside one that may be cut in another way
    ('EU Delegation to Pakistan', or 'EU Delegation' and 'Pakistan').
    """
    if want.get("optional"):
        return overlaps(want, row)
    inside = want["start"] <= row["start"] and row["end"] <= want["end"]
    return inside and "also" in want and row["kind"] != want["kind"]


def _joined(gold: Row, text: str) -> list[Row]:
    """Neighbouring mentions of one entity taken as one: 'International Agency (IA)', 'SHORT: Long Name'."""
    joined = []
    for one, other in zip(gold["mentions"], gold["mentions"][1:], strict=False):
        gap = text[one["end"] : other["start"]]
        if one["entity"] == other["entity"] and re.fullmatch(r"[\s(\[:,–—-]{1,3}", gap):
            joined.append(one | {"end": other["end"], "also": []})
    return joined


def _mentions(gold: Row, output: Row, kind: str) -> Scores:
    said = system_mentions(gold, output)
    wanted = [m for m in gold["mentions"] if "in" not in m]
    joined = [m for m in _joined(gold, output["text"]) if not _zoned(gold, m)]
    swallowed = {
        (m["start"], m["end"])
        for j in joined
        for m in wanted
        if any((s["start"], s["end"], s["kind"]) == (j["start"], j["end"], kind) for s in said)
        and j["start"] <= m["start"]
        and m["end"] <= j["end"]
    }

    def strict(want: Row, row: Row) -> bool:
        span = (row["start"], row["end"])
        return span in bounds(want) or ((want["start"], want["end"]) in swallowed and overlaps(want, row))

    def tallied(match: Match) -> Score:
        mine = [m for m in wanted if m["kind"] == kind and not m.get("optional")]
        ours = [s for s in said if s["kind"] == kind]
        hits = [s for s in ours if any(match(m, s) for m in mine)]
        wrong = [s for s in ours if s not in hits and not any(forgives(m, s) for m in wanted)]
        found = sum(any(match(m, s) for s in ours) for m in mine)
        return Score(found, len(mine), len(hits), len(hits) + len(wrong))

    return {(kind, "strict"): tallied(strict), (kind, "overlap"): tallied(overlaps)}


def _entities(gold: Row, output: Row) -> Scores:
    """Of the mentions found with the right kind: how many are tied to the right entity."""
    names, said = Names(gold), system_mentions(gold, output)
    found = right = 0
    for want in gold["mentions"]:
        if "in" in want or want.get("optional") or want["kind"] not in MENTION_KINDS:
            continue
        hit = [s for s in said if s["kind"] == want["kind"] and overlaps(want, s) and "entity" in s]
        found += bool(hit)
        right += any(names.same(want["entity"], s["entity"]) for s in hit)
    agreed = Score(right, found, right, found)
    return {("entity of a mention", "strict"): agreed, ("entity of a mention", "overlap"): agreed}


def facts(rows: Row, *kinds: str) -> list[Row]:
    """The facts of some kinds."""
    return [row for row in rows.get("facts", ()) if row["kind"] in kinds]


def _distinct(rows: Iterable[Row], key: Callable[[Row], object]) -> list[Row]:
    """One row for each key; a required row goes before an optional one."""
    kept: dict[object, Row] = {}
    for row in sorted(rows, key=lambda r: bool(r.get("optional"))):
        kept.setdefault(key(row), row)
    return list(kept.values())


def _figure_key(row: Row) -> object:
    return normal(row.get("value", "")), row.get("number"), row.get("unit", "")


def _figures(gold: Row, output: Row, names: Names, strict: bool) -> Score:
    """Figures by value, number and unit (strict) or by number alone; each value once in an article."""

    def match(want: Row, row: Row) -> bool:
        near = row.get("number") is not None and abs(row["number"] - want["number"]) <= 1e-9 * abs(
            want["number"]
        )
        return near and (not strict or _figure_key(want) == _figure_key(row))

    said = _distinct(facts(output, "figure"), _figure_key)
    return tally(_distinct(facts(gold, "figure"), _figure_key), said, match)


def _figure_details(field: str) -> Callable[[Row, Row, Names, bool], Score]:
    """A measure over the figures that were found: how many have the right `field`."""

    def count(gold: Row, output: Row, names: Names, strict: bool) -> Score:
        found = right = 0
        said = facts(output, "figure")
        for want in facts(gold, "figure"):
            same = [row for row in said if row.get("number") == want["number"]]
            if want.get("optional") or not same:
                continue
            values = [
                other.get(field, "") for other in facts(gold, "figure") if other["number"] == want["number"]
            ]
            found += 1
            right += any(_agree(values, row.get(field, ""), names, strict) for row in same)
        return Score(right, found, right, found)

    return count


def _agree(values: list[str], said: str, names: Names, strict: bool) -> bool:
    if not said:
        return "" in values
    if strict:
        return any(v and (normal(v) == normal(said) or names.same(v, said)) for v in values)
    return any(contained(v, said) or names.same(v, said) for v in values if v)


def value_span(row: Row, text: str) -> tuple[int, int]:
    """Where the value of a fact stands inside its evidence; the evidence itself when it is not there."""
    value = row.get("value", "")
    at = text.find(value, row["start"], row["end"]) if value else -1
    return (at, at + len(value)) if at >= 0 else (row["start"], row["end"])


def _quotes(gold: Row, output: Row, names: Names, strict: bool) -> Score:
    """Quotations with the right speaker; strict: the same bounds, overlap: half of the quotation."""
    text = output["text"]

    def match(want: Row, row: Row) -> bool:
        start, end = trimmed(text, *value_span(row, text))
        first, last = trimmed(text, want["start"], want["end"])
        shared = min(end, last) - max(start, first)
        right = (start, end) == (first, last) if strict else 2 * shared >= last - first
        return right and any(
            _same_speaker(speaker, row, names) for speaker in (want["speaker"], *want.get("also", ()))
        )

    return tally(facts(gold, "quote"), facts(output, "quote"), match)


def _same_speaker(wanted: str, row: Row, names: Names) -> bool:
    said = row.get("speaker") or row.get("subject", "")
    return names.same(wanted, said) or names.same(wanted, row.get("on_behalf_of") or "-")


def _offices(gold: Row, output: Row, names: Names, strict: bool) -> Score:
    """Persons with the right title; overlap: one title holds the words of the other."""

    def match(want: Row, row: Row) -> bool:
        titles = want["value"], row.get("value", "")
        same = normal(titles[0]) == normal(titles[1]) if strict else contained(*titles)
        return same and names.same(want["subject"], row["subject"])

    said = _distinct(facts(output, "office"), lambda r: (normal(r["subject"]), normal(r.get("value", ""))))
    return tally(facts(gold, "office"), said, match)


def _meetings(gold: Row, output: Row, names: Names, strict: bool) -> Score:
    """Who met whom, in either order; strict asks for the place and the date of the gold too."""

    def match(want: Row, row: Row) -> bool:
        one, other, subject, obj = want["subject"], want["object"], row["subject"], row.get("object", "")
        pair = names.same(one, subject) and names.same(other, obj)
        pair = pair or (names.same(one, obj) and names.same(other, subject))
        return pair and (not strict or (_same_place(want, row, names) and _same_when(want, row)))

    def key(row: Row) -> object:
        return frozenset({normal(row["subject"]), normal(row.get("object", ""))})

    return tally(facts(gold, "meeting"), _distinct(facts(output, "meeting"), key), match)


def _same_place(want: Row, row: Row, names: Names) -> bool:
    return "place" not in want or names.same(want["place"], row.get("place", ""))


def _same_when(want: Row, row: Row) -> bool:
    return "when" not in want or bool(want["when"]["edtf"] == (row.get("when") or {}).get("edtf"))


def attribute(predicate: str) -> str:
    """The attribute of a project that a predicate stands for ('funded by' is 'funder')."""
    for word in re.split(r"[\s_-]+", predicate.casefold()):
        for stem, name in PREDICATES.items():
            if word.startswith(stem):
                return name
    return predicate


def _attributes(gold: Row, output: Row, names: Names, strict: bool) -> Score:
    """Project, attribute and value; overlap: one value holds the words of the other."""

    def match(want: Row, row: Row) -> bool:
        if attribute(want["predicate"]) != attribute(row["predicate"]):
            return False
        said = [text for text in (row.get("object"), row.get("value")) if text]
        wanted = [text for text in (want.get("object"), want.get("value")) if text]
        pairs = [(one, other) for one in wanted for other in said]
        same = any(names.same(*p) if strict else names.same(*p) or contained(*p) for p in pairs)
        return same and names.same(want["subject"], row["subject"])

    def key(row: Row) -> object:
        what = normal(row.get("object") or row.get("value", ""))
        return normal(row["subject"]), attribute(row["predicate"]), what

    said = [row for row in facts(output, "project") if attribute(row["predicate"]) in PREDICATES.values()]
    return tally(facts(gold, "project"), _distinct(said, key), match)


def _system_dates(output: Row) -> list[Row]:
    """The system's dates: its own list, or the words of its facts' dates where they stand."""
    if "dates" in output:
        return [row | {"edtf": row["when"]["edtf"]} for row in output["dates"]]
    rows: dict[tuple[int, int], Row] = {}
    for fact in output.get("facts", ()):
        when = fact.get("when") or {}
        words = when.get("words", "")
        at = output["text"].find(words, fact["start"], fact["end"]) if words else -1
        if at >= 0:
            rows[at, at + len(words)] = {"start": at, "end": at + len(words), "edtf": when["edtf"]}
    return list(rows.values())


def without_weekday(text: str, date: Row) -> tuple[int, int]:
    """The span of a date without the name of a weekday before it, unless it has nothing else."""
    words = text[date["start"] : date["end"]]
    found = re.match(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+(?=.*\d)", words, re.I)
    return date["start"] + (found.end() if found else 0), date["end"]


def _dates(gold: Row, output: Row, names: Names, strict: bool) -> Score:
    """Dates with the right EDTF; strict: at the same words, overlap: at words that overlap."""

    def match(want: Row, row: Row) -> bool:
        if want.get("optional"):
            return overlaps(want, row)
        spans = [without_weekday(output["text"], date) for date in (want, row)]
        same = spans[0] == spans[1] if strict else overlaps(want, row)
        return same and row["edtf"] in (want["edtf"], *want.get("also", ()))

    outside = [row for row in _system_dates(output) if not _zoned(gold, row)]
    return tally([row for row in gold["dates"] if "in" not in row], outside, match)


MEASURES: Mapping[str, Callable[[Row, Row, Names, bool], Score]] = {
    "figure": _figures,
    "figure: what is counted": _figure_details("counted"),
    "figure: qualifier": _figure_details("qualifier"),
    "figure: said by": _figure_details("speaker"),
    "date": _dates,
    "quote with speaker": _quotes,
    "office": _offices,
    "meeting": _meetings,
    "attribute": _attributes,
}
"""One row for each measure beside the mentions."""
