"""passages: an article cut into sentences, headings and the like, each with its offsets and its role."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from data.reading import suspect
from data.reading.boilerplate import CAPTION, boilerplate, byline_end, is_contact, tail_opens
from data.values import Article, Passage, Role

ABBREVIATIONS = (
    "mr mrs ms dr prof h.e hon rev st ch gen maj brig col lt capt cdr cmdr comdr adm sgt cpl insp sub-insp "
    "supt asst addl dy sen rep gov amb engr adv secy mst mme smt md mohd muhd govt dept pvt ltd inc corp "
    "nos vs approx e.g i.e u.s u.k u.n u.a.e glo jr sr retd ret jan feb apr jun jul aug sep sept oct nov dec "
    "vol pp sq a.m p.m"
)
"""Never the end of a sentence before a word of the same name or title; added to nupunkt's own."""

_DOTTED = re.compile(r"(?:^|[\s(\"“‘'/])(?:[A-Z]\.){2,4}$")
_STARTERS = re.compile(
    r"(?:A|After|All|Also|An|And|As|At|Both|But|During|For|He|However|I|If|In|It|Its|No|On|She|Some|That|The|"
    r"There|These|They|This|We|When|While)\b|[^\w]"
)
"""Words that begin a sentence after 'U.S.'; any other capital goes on with a name ('H.E. Ambassador')."""
_AGENCY_END = re.compile(r"[.!?][\"”’)]?(\s{0,2}[—–-]{1,2}\s?[A-Z][A-Za-z/&]{1,9}\s?)$")
_BULLET = re.compile(r"\s*+(?:[-*+•‣▪◦●■►➢✓–—·]|\d{1,2}[.)]|\(?[a-z]\)|\(?[ivx]{1,4}\))\s++(?=\S)")
_HEADING = re.compile(r"\s*+#{1,6}\s++(?=\S)")
_BOLD = re.compile(r"(\*\*|__)(?=[^\s*_])[^*_]+(?<=\S)\1$")
_BLOCK_QUOTE = re.compile(r">{1,3}\s?(?=\S)")
_MARKS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("headline", _HEADING),
    ("bullet", _BULLET),
    ("body", _BLOCK_QUOTE),
)
_PAIR = re.compile(r"[^:]{2,60}:\s+\S")
_SENTENCE_START = re.compile(r"(?:Our|We|I|This|These|Those|It|They|He|She|There|You|My)\b")
_QUESTION = re.compile(r"(?:How|What|Why|Who|When|Where|Which|Is|Are|Can|Does|Do|Will|Should)\b", re.I)


class Line(NamedTuple):
    """A line of the text that is not blank: `text[start:end]`, blank space at its ends left out."""

    start: int
    end: int
    number: int
    text: str
    alone: bool
    """True when a blank line, or the end of the text, follows it."""


class Shape(NamedTuple):
    """What a line is: its role, where its words begin (after a bullet or '#'), and the rule that said so."""

    role: Role
    start: int = 0
    why: str = ""
    left_out: int = 0
    """Characters of marks at the end."""


def split(article: Article) -> tuple[Passage, ...]:
    """The passages of the article, in order, never overlapping; `article.text[start:end]` is each.

    A line is one heading, caption or piece of boilerplate, or else a paragraph of sentences.
    From the start of a generated-looking block on (data.reading.suspect) everything is suspect.
    """
    lines = _lines(article.text)
    passages = [
        passage for line, shape in zip(lines, _shapes(lines), strict=True) for passage in _cut(line, shape)
    ]
    block = suspect.block([line.text for line in lines])
    if not block:
        return tuple(passages)
    start = lines[block.line].start
    return tuple(
        p if p.start < start else p.model_copy(update={"role": "suspect", "why": block.why}) for p in passages
    )


def is_title(line: str) -> bool:
    """Whether a line is set like a headline: short, begun like one, without the full stop of a sentence."""
    words = line.split()
    first = next((character for character in line if character.isalpha()), "")
    if not first or first.islower() or len(words) > 30 or len(line) > 250:
        return False
    if line.endswith("?"):
        return len(words) <= 16 and bool(_QUESTION.match(line))
    if line.endswith(":"):
        return len(words) <= 4
    return line[-1] not in '.!;,…"”' and not _SENTENCE_START.match(line)


def _lines(text: str) -> list[Line]:
    """The lines that are not blank, numbered among all lines of the text."""
    lines = []
    for number, (start, raw) in enumerate(_numbered(text)):
        words = raw.strip()
        if words:
            begin = start + len(raw) - len(raw.lstrip())
            after = text[start + len(raw) + 1 : start + len(raw) + 200].partition("\n")[0]
            lines.append(Line(begin, begin + len(words), number, words, not after.strip()))
    return lines


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for raw in text.split("\n"):
        yield start, raw
        start += len(raw) + 1


def _shapes(lines: Sequence[Line]) -> Iterator[Shape]:
    """The shape of every line; a list and a tail of links or contacts go on from line to line."""
    tail = ""
    listing = False
    before: Line | None = None
    for line in lines:
        tail = "" if tail and _is_prose(line.text) else tail_opens(line.text) or tail
        shape = Shape("boilerplate", 0, tail) if tail else _shape(line, before is None)
        if (
            listing
            and (shape.role == "headline" or shape.why == "a tag")
            and not line.text.endswith((":", "?"))
        ):
            shape = Shape("bullet")
        listing = line.text.endswith(":") or (listing and shape.role == "bullet")
        before = line
        yield shape


def _shape(line: Line, first: bool) -> Shape:
    """What a line is by itself; `first` when it is the first of the text."""
    text = line.text
    if why := boilerplate(text):
        return Shape("boilerplate", 0, why)
    if CAPTION.match(text):
        return Shape("caption")
    for role, pattern in _MARKS:
        if mark := pattern.match(text):
            return Shape(role, mark.end())
    if _BOLD.match(text):
        return Shape("headline", 2, left_out=2)
    pair = bool(_PAIR.match(text)) and not (first and line.alone)
    if is_title(text) and not pair and not _AGENCY_END.search(text):
        return Shape("headline")
    return Shape("body")


def _is_prose(text: str) -> bool:
    """Whether a line is a paragraph of the article again, after a tail of links."""
    return len(text.split()) > 30 and text.rstrip('"”’)')[-1:] in (".", "!", "?")


def _cut(line: Line, shape: Shape) -> Iterator[Passage]:
    """The passages of one line."""
    if shape.role not in ("body", "bullet"):
        yield Passage(
            start=line.start + shape.start,
            end=line.end - shape.left_out,
            role=shape.role,
            paragraph=line.number,
            why=shape.why,
        )
        return
    text, end = line.text, len(line.text)
    if agency := _AGENCY_END.search(text, max(0, end - 20)):
        end = agency.start(1)
    begin = byline_end(text) if line.number == 0 else 0
    if begin:
        yield _boilerplate(line, 0, begin, "a byline")
    inside = _quoted(text)
    for start, stop in _sentences(text, begin or shape.start, end):
        if is_contact(text[start:stop]):
            yield _boilerplate(line, start, stop, "a contact block")
            continue
        role: Role = "quote" if _within(start, stop, inside) else shape.role
        yield Passage(start=line.start + start, end=line.start + stop, role=role, paragraph=line.number)
    if agency:
        yield _boilerplate(line, end, len(text), "the tag of a news agency")


def _boilerplate(line: Line, start: int, end: int, why: str) -> Passage:
    words = line.text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    return Passage(
        start=line.start + start, end=line.start + end, role="boilerplate", paragraph=line.number, why=why
    )


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Half-open spans of the sentences in `text[start:end]`, without blank space at their ends."""
    part = text[start:end]
    spans: list[tuple[int, int]] = []
    for first, last in _tokenizer().span_tokenize(part):
        words = part[first:last]
        begin = start + first + len(words) - len(words.lstrip())
        stop = begin + len(words.strip())
        if stop <= begin:
            continue
        if spans and _joined(
            text[max(spans[-1][0], spans[-1][1] - 40) : spans[-1][1]], text[begin : begin + 12]
        ):
            spans[-1] = (spans[-1][0], stop)
        else:
            spans.append((begin, stop))
    return spans


def _joined(left: str, right: str) -> bool:
    """Whether a cut between `left` and `right` was wrong: inside a name, or before a small letter."""
    if left.endswith((".", ",", ";")) and right[0].islower():
        return True
    if _DOTTED.search(left[-12:]) and not _STARTERS.match(right):
        return True
    return not any(map(str.isalnum, left))


def _quoted(text: str) -> list[tuple[int, int]]:
    """Spans of the outermost quotations of a line, marks included; a mark without a partner is none."""
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    straight = -1
    for match in re.finditer('[“”«»"]', text):
        mark, at = match[0], match.start()
        if mark in "“«":
            opened.append(at)
        elif mark in "”»" and opened:
            start = opened.pop()
            if not opened:
                spans.append((start, match.end()))
        elif mark == '"' and straight < 0:
            straight = at
        elif mark == '"':
            spans.append((straight, match.end()))
            straight = -1
    return sorted(spans)


def _within(start: int, stop: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether one of the `spans`, which are in order, holds all of `start` to `stop`."""
    at = bisect_right(spans, start, key=lambda span: span[0]) - 1
    return at >= 0 and stop <= spans[at][1]


@cache
def _tokenizer() -> Any:
    """nupunkt's model of English sentences with our abbreviations; loaded at first use (about 0.1 s)."""
    import nupunkt

    tokenizer = nupunkt.load_default_model()
    tokenizer.add_abbreviations(ABBREVIATIONS.split())
    return tokenizer
