"""check: compiles the compact gold sources to offsets, and says whether the gold still fits the articles.

    python benchmarks/gold/check.py                 every gold file against its article
    python benchmarks/gold/check.py --write         compile source/*.txt to *.json anew, then check
    python benchmarks/gold/check.py --real FOLDER   where the five original articles lie
    python benchmarks/gold/check.py --show 003      print an article with its mentions marked

README.md in this folder documents the source language and the JSON.
"""

import argparse
import hashlib
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
RETOLD = HERE.parents[1] / "data" / "articles"
INVENTED = HERE / "articles"
MENTIONS = ("person", "organisation", "project", "place", "event")
Row = dict[str, Any]
KINDS = {"attribute": "project", "occasion": "event"}
FIELDS = {
    # The columns of a fact's line, in order; a trailing empty column may be left out.
    "office": ("subject", "value", "object", "when", "speaker", "at"),
    "meeting": ("subject", "object", "place", "when", "at"),
    "figure": ("value", "number", "unit", "counted", "qualifier", "speaker", "when", "at"),
    "attribute": ("subject", "predicate", "value", "object", "at"),
    "agreement": ("subject", "object", "value", "when", "at"),
    "announcement": ("subject", "value", "object", "when", "place", "at"),
    "occasion": ("subject", "predicate", "value", "object", "when", "at"),
    "founding": ("subject", "value", "place", "when", "at"),
}


class BadGold(Exception):
    """A line of a gold source that does not fit its article, with the line and the reason."""


def stored_text(raw: str) -> str:
    """The stored text of an article file: what follows the empty line that ends its header, if it has one."""
    head, gap, body = raw.partition("\n\n")
    return body if gap and all(re.match(r"[a-z]+:", line) for line in head.split("\n")) else raw


def spans(text: str, words: str) -> list[tuple[int, int]]:
    """Where `words` stand in `text` as whole words; 'first words ... last words' spans what is between."""
    first, dots, last = words.partition(" ... ")
    if not dots:
        return [m.span() for m in re.finditer(_whole(words), text)]
    found = []
    for start in re.finditer(_whole(first), text):
        end = re.compile(_whole(last)).search(text, start.end())
        found += [(start.start(), end.end())] if end else []
    return found


def _whole(words: str) -> str:
    left = r"(?<!\w)" if words[:1].isalnum() else ""
    right = r"(?!\w)" if words[-1:].isalnum() else ""
    return left + re.escape(words) + right


def one_span(text: str, words: str) -> tuple[int, int]:
    """The n-th place of 'words #n' in `text` (the first without a number); BadGold when there is none."""
    words, mark, nth = words.partition(" #")
    found = spans(text, words)
    at = int(nth) - 1 if mark else 0
    if at >= len(found):
        raise BadGold(f"{words!r} #{at + 1} is not in the article")
    return found[at]


def compile_source(source: str, text: str) -> Row:
    """The gold of one article as plain data, with offsets into `text`; raises BadGold."""
    gold: Row = {"file": "", "split": "", "sha256": hashlib.sha256(text.encode()).hexdigest()}
    gold |= {"entities": [], "zones": [], "mentions": [], "dates": [], "facts": []}
    for number, line in enumerate(source.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            try:
                _read_line(gold, text, line.strip())
            except (BadGold, KeyError, ValueError) as error:
                raise BadGold(f"line {number}: {line.strip()}: {error}") from error
    gold["mentions"] = _settle(gold["mentions"])
    for row in [*gold["mentions"], *gold["dates"], *gold["facts"]]:
        zone = next((z for z in gold["zones"] if z["start"] <= row["start"] < z["end"]), None)
        if zone:
            row["in"] = zone["role"]
    return gold


def _read_line(gold: Row, text: str, line: str) -> None:
    word, _, rest = line.partition(" ")
    optional = word.endswith("?")
    word = word.rstrip("?")
    if word in ("file", "split"):
        gold[word] = rest
    elif word == "zone":
        role, _, words = rest.partition(" ")
        start, end = (0, len(text)) if words == "*" else one_span(text, words)
        gold["zones"].append({"start": start, "end": end, "role": role})
    elif word in MENTIONS:
        _read_mention(gold, text, word, rest, optional)
    elif word == "date":
        words, edtf, *why = [part.strip() for part in rest.split("|")]
        start, end = one_span(text, words)
        edtf, *also = [value.strip() for value in f"{edtf} ".split(" or ")]
        row = {"start": start, "end": end, "words": text[start:end], "edtf": edtf}
        row |= {"also": also} if also else {}
        gold["dates"].append(_marked(row, optional) | ({"why": why[0]} if why else {}))
    elif word in ("quote", "statement"):
        gold["facts"].append(_marked(_quote(text, word, rest), optional))
    else:
        gold["facts"].append(_marked(_fact(text, word, rest), optional))


def _marked(row: Row, optional: bool) -> Row:
    return row | {"optional": True} if optional else row


def _read_mention(gold: Row, text: str, kind: str, rest: str, optional: bool) -> None:
    """A line 'KIND Canonical name = surface | surface #2 #3 | surface !4 | longest ~ bounds as good'."""
    name, equals, surfaces = rest.partition(" = ")
    names = {name}
    for surface in surfaces.split(" | ") if equals else [name]:
        surface, *others = surface.strip().split(" ~ ")
        words, *picked = surface.split(" #")
        words, minus, skipped = words.partition(" !")
        found = spans(text, words)
        if not found:
            raise BadGold(f"{words!r} is not in the article")
        if any(int(p) > len(found) for p in picked):
            raise BadGold(f"{words!r} stands there {len(found)} times only")
        chosen = [int(p) for p in picked] or range(1, len(found) + 1)
        left_out = {int(s) for s in skipped.split(",")} if minus else set()
        if " " in words or words.isupper() or "." in words:
            names.add(words)
        for start, end in (found[n - 1] for n in chosen if n not in left_out):
            row = {"start": start, "end": end, "text": words, "kind": kind, "entity": name}
            also = [s for other in others for s in spans(text, other) if s[0] < end and start < s[1]]
            row |= {"also": [list(span) for span in also]} if also else {}
            gold["mentions"].append(_marked(row, optional))
    gold["entities"].append({"name": name, "kind": kind, "names": sorted(names)})


def _settle(mentions: list[Row]) -> list[Row]:
    """The longest of mentions that overlap, in the order of the text: mentions do not nest."""
    kept: list[Row] = []
    for row in sorted(mentions, key=lambda m: (m["start"] - m["end"], m["start"])):
        if all(row["end"] <= other["start"] or other["end"] <= row["start"] for other in kept):
            kept.append(row)
    return sorted(kept, key=lambda m: m["start"])


def _quote(text: str, word: str, rest: str) -> Row:
    """A line 'quote Speaker | first words ... last words | part | on behalf of'."""
    speaker, words, sort, behalf = (*(p.strip() for p in rest.split("|")), "", "")[:4]
    start, end = one_span(text, words)
    speaker, *also = speaker.split(" or ")
    row: Row = {"kind": word, "start": start, "end": end, "speaker": speaker, "whole": sort != "part"}
    row |= {"also": also} if also else {}
    return row | ({"on_behalf_of": behalf} if behalf else {})


def _fact(text: str, word: str, rest: str) -> Row:
    values = [part.strip() for part in rest.split("|")]
    row: Row = {"kind": KINDS.get(word, word)}
    row |= {k: v for k, v in zip(FIELDS[word], values, strict=False) if v}
    if "number" in row:
        row["number"] = float(row["number"])
    if "when" in row:
        row["when"] = {"edtf": row["when"]}
    where = row.pop("at", "") or row.get("value") or row.get("place") or row.get("object", "")
    row["start"], row["end"] = one_span(text, where)
    if "value" in row and not spans(text, row["value"]):
        raise BadGold(f"the value {row['value']!r} is not in the article")
    return row


def faults(gold: Row, text: str) -> Iterator[str]:
    """What is wrong with compiled gold when held against the stored text of its article."""
    if gold["sha256"] != hashlib.sha256(text.encode()).hexdigest():
        yield "the article's text has changed (sha256)"
    for row in gold["mentions"]:
        if text[row["start"] : row["end"]] != row["text"]:
            yield f"mention {row['text']!r} is not at {row['start']}"
    for row in gold["dates"]:
        if text[row["start"] : row["end"]] != row["words"]:
            yield f"date {row['words']!r} is not at {row['start']}"
    for row in gold["facts"]:
        if not 0 <= row["start"] < row["end"] <= len(text):
            yield f"fact {row} lies outside the article"


def article_path(file: str, real: Path | None) -> Path | None:
    """Where the article of a gold file lies, or None when it is not here."""
    for folder in (RETOLD, INVENTED, real):
        if folder and (folder / file).is_file():
            return folder / file
    return None


def read_stored(path: Path) -> str:
    """The stored text of an article file, its line ends untouched."""
    return stored_text(path.read_bytes().decode("utf-8"))


def show(gold: Row, text: str) -> str:
    """The text with its mentions marked, for the annotator's eye."""
    for row in reversed(gold["mentions"]):
        mark = "?" if row.get("optional") else ""
        inner = f"[{row['text']}:{row['kind'][:2]}{mark}]"
        text = text[: row["start"]] + inner + text[row["end"] :]
    return text


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--real", type=Path, default=os.environ.get("BRIEFING_REAL_ARTICLES"))
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--show", metavar="NAME")
    args = parser.parse_args()
    real = Path(args.real) if args.real else None
    bad = 0
    for source in sorted((HERE / "source").glob("*.txt")):
        bad += _do_one(source, real, args.write, args.show)
    return 1 if bad else 0


def _do_one(source: Path, real: Path | None, write: bool, wanted: str | None) -> int:
    rules = source.read_text(encoding="utf-8")
    file = re.search(r"^file (\S+)", rules, re.M)
    path = article_path(file[1], real) if file else None
    if not path:
        print(f"{source.stem}: its article is absent (give --real FOLDER), not checked")
        return 0
    text = read_stored(path)
    target = HERE / f"{source.stem}.json"
    try:
        gold = compile_source(rules, text)
    except BadGold as error:
        print(f"{source.stem}: {error}")
        return 1
    if write:
        target.write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if wanted and source.stem.startswith(wanted):
        print(show(gold, text))
    wrong = (
        list(faults(json.loads(target.read_text(encoding="utf-8")), text)) if target.exists() else ["no JSON"]
    )
    counts = ", ".join(f"{len(gold[k])} {k}" for k in ("mentions", "dates", "facts"))
    print(f"{source.stem} ({gold['split']}): {'; '.join(wrong) or counts}")
    return len(wrong)


if __name__ == "__main__":
    raise SystemExit(main())
