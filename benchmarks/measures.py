"""measures: one function for each kind of fact that counts a system's rows against the gold; see MEASURES."""

import re
from collections.abc import Callable, Iterable, Mapping

from benchmarks.agreement import Names, Row, Score, contained, normal, overlaps, tally, trimmed, zoned

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

GLUE = frozenset({"a", "an", "and", "at", "for", "in", "of", "on", "the", "to", "with"})


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


def title_words(title: str) -> set[str]:
    """The words of a title that tell it from another: no brackets, glue words or plurals."""
    words = normal(re.sub(r"\([^()]*\)", " ", title)).split()
    return {word.rstrip("s") for word in words} - GLUE


def same_title(want: Row, row: Row, names: Names) -> bool:
    """Whether two titles are the same but for the body or place, which the object may name instead."""
    one, other = title_words(want["value"]), title_words(row.get("value", ""))
    outside = names.words(want.get("object", "")) | names.words(row.get("object") or "") | names.places
    return bool(one & other) and (one ^ other) <= {word.rstrip("s") for word in outside}


def _offices(gold: Row, output: Row, names: Names, strict: bool) -> Score:
    """Persons with the right title; overlap: one title holds the words of the other."""

    def match(want: Row, row: Row) -> bool:
        one, other = title_words(want["value"]), title_words(row.get("value", ""))
        part = bool(one and other) and (one <= other or other <= one)
        same = same_title(want, row, names)
        return (same if strict else same or part) and names.same(want["subject"], row["subject"])

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

    outside = [row for row in _system_dates(output) if not zoned(gold, row)]
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
