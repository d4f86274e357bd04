"""Measures pairs of names, labelled same or not, at one fixed threshold: ours beside plain rapidfuzz.

Reads a CSV with the columns name1, name2, is_match and schema. For every scorer the best threshold
on the whole file is shown with its F1, and F1 under five-fold cross-validation (five times, the
threshold chosen on four parts and used on the fifth), which is what to expect of unseen pairs.
"""

import csv
import random
from collections.abc import Callable
from pathlib import Path

from rapidfuzz import fuzz

from data.matching.pairs import SAME, pair_score

Scorer = Callable[[str, str], float]


def _plain(scorer: Callable[..., float]) -> Scorer:
    return lambda one, other: scorer(one.lower(), other.lower()) / 100


SCORERS: dict[str, Scorer] = {
    "ours": pair_score,
    "rapidfuzz WRatio": _plain(fuzz.WRatio),
    "rapidfuzz token_set_ratio": _plain(fuzz.token_set_ratio),
    "rapidfuzz token_sort_ratio": _plain(fuzz.token_sort_ratio),
}


def report_pairs(path: str) -> None:
    """Print precision, recall and F1 over the pairs of the file; say so when it is not there."""
    if not Path(path).exists():
        print(f"\npairs: skipped, there is no file {path} (--pairs names another)")
        return
    with Path(path).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    truth = [row["is_match"] == "true" for row in rows]
    persons = [row["schema"] == "Person" for row in rows]
    print(f"\n{len(rows)} labelled pairs; our fixed threshold is {SAME}")
    print(f"{'':28}threshold     P     R    F1  cross-validated  persons  others")
    for name, scorer in SCORERS.items():
        scores = [scorer(row["name1"], row["name2"]) for row in rows]
        for bar in [best_bar(truth, scores)] + ([SAME] if name == "ours" else []):
            _line(name, bar, truth, scores, persons)


def _line(name: str, bar: float, truth: list[bool], scores: list[float], persons: list[bool]) -> None:
    precision, recall, f1 = rates(truth, scores, bar)
    parts = []
    for want in (True, False):
        places = [place for place, person in enumerate(persons) if person == want]
        parts.append(rates([truth[place] for place in places], [scores[place] for place in places], bar))
    print(
        f"{name:28}{bar:9.3f} {precision:.3f} {recall:.3f} {f1:.3f} {validated(truth, scores):16.3f}"
        f" {parts[0][2]:8.3f} {parts[1][2]:7.3f}"
    )


def rates(truth: list[bool], scores: list[float], bar: float) -> tuple[float, float, float]:
    """Precision, recall and F1 when all pairs from `bar` on are taken for the same."""
    hits = sum(score >= bar for same, score in zip(truth, scores, strict=True) if same)
    taken = sum(score >= bar for score in scores)
    precision, recall = hits / max(taken, 1), hits / max(sum(truth), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def best_bar(truth: list[bool], scores: list[float]) -> float:
    """The threshold of the highest F1."""
    return max(sorted(set(scores)), key=lambda bar: rates(truth, scores, bar)[2])


def validated(truth: list[bool], scores: list[float], folds: int = 5, rounds: int = 5) -> float:
    """F1 over pairs that had no part in choosing the threshold, the mean of `rounds` divisions."""
    chance = random.Random(0)
    found = []
    for _ in range(rounds):
        order = list(range(len(truth)))
        chance.shuffle(order)
        taken = [0.0] * len(truth)
        for fold in range(folds):
            held_out = set(order[fold::folds])
            rest = [place for place in order if place not in held_out]
            bar = best_bar([truth[place] for place in rest], [scores[place] for place in rest])
            for place in held_out:
                taken[place] = float(scores[place] >= bar)
        found.append(rates(truth, taken, 1.0)[2])
    return sum(found) / rounds
