"""scoring: holds what a system read in an article against the gold, and counts; pure functions over JSON.

The gold is what gold/README.md describes, a system's output what `run_bot.py read FILE --json` prints.
A measure is counted twice: "strict" asks for the same words, "overlap" for words that overlap.
"""

import re
from collections.abc import Iterable

from benchmarks.agreement import Match, Names, Row, Score, overlaps, total, trimmed, zoned
from benchmarks.measures import MEASURES

Scores = dict[tuple[str, str], Score]
MENTION_KINDS = ("person", "organisation", "place", "project")
TYPED = ("office", "meeting", "figure", "attribute")
UNSCORED_HOW = frozenset({"pronoun", "role"})
"""Mentions that are no names; the gold leaves them out."""


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


def add_up(results: Iterable[Scores]) -> Scores:
    """The counts of several articles added up, measure by measure."""
    summed: Scores = {}
    for result in results:
        for key, value in result.items():
            summed[key] = summed.get(key, Score()) + value
    return summed


def system_mentions(gold: Row, output: Row) -> list[Row]:
    """The system's names outside the suspect and boilerplate zones, trimmed, each span once."""
    rows: dict[tuple[int, int, str], Row] = {}
    for row in output.get("mentions", ()):
        if row.get("how") not in UNSCORED_HOW and not zoned(gold, row):
            start, end = trimmed(output["text"], row["start"], row["end"])
            rows[start, end, row["kind"]] = row | {"start": start, "end": end}
    return list(rows.values())


def bounds(row: Row) -> set[tuple[int, int]]:
    """The spans that are as good as each other for a mention of the gold."""
    return {(row["start"], row["end"]), *(tuple(span) for span in row.get("also", ()))}


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
    joined = [m for m in _joined(gold, output["text"]) if not zoned(gold, m)]
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
