"""Splitting: runs of text are cut into messages at paragraphs, then sentences, measured as Telegram does."""

import re

from data.dates import Value

ENTITIES = 100
"""Telegram's limit for one message; further markup is dropped without a word."""
CITED = r"(?!\[\d)"
"""Never between a claim and the number of its source."""
BOUNDARIES = (
    re.compile(r"\n\n"),
    re.compile(r"\n"),
    re.compile(r"[.!?\u06d4\u061f\u2026][\"'\u201d\u2019\u00bb)\]]{0,3}\s" + CITED),
    re.compile(r"\s" + CITED),
)
"""Where a text may be cut, best first: paragraph, line, sentence (Urdu stops too), word."""


class Run(Value):
    """A stretch of text under one tag ('b', 'i'), '' for none."""

    text: str
    tag: str = ""


class Block(Value):
    """A paragraph: runs that stand together, in a frame ('blockquote') or none."""

    runs: tuple[Run, ...]
    frame: str = ""
    gap: bool = False
    """Whether an empty line stands above it."""
    facts: tuple[int, ...] = ()
    """Ids of the stored facts that it states."""

    @property
    def text(self) -> str:
        """What a reader sees of it."""
        return "".join(run.text for run in self.runs)

    @property
    def entities(self) -> int:
        """How many of Telegram's entities it takes."""
        return bool(self.frame) + sum(bool(run.tag) for run in self.runs)


def utf16(text: str) -> int:
    """The length in UTF-16 code units, which is how Telegram counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def fit(blocks: list[Block], limit: int) -> list[list[Block]]:
    """The blocks shared out to messages of at most `limit` UTF-16 units and 100 entities, in order.

    A block stays whole when it fits into one message. A heading is never the last of a message.
    """
    parts: list[list[Block]] = []
    size = entities = 0
    for piece in (piece for block in blocks for piece in pieces(block, limit)):
        more = _units(piece)
        if parts and size + more <= limit and entities + piece.entities <= ENTITIES:
            parts[-1].append(piece)
            size, entities = size + more, entities + piece.entities
        else:
            parts.append([*_orphans(parts), piece])
            if _size(parts[-1]) > limit:
                parts[-1:] = [parts[-1][:-1], [piece]]
            size, entities = _size(parts[-1]), _entities(parts[-1])
    return parts


def _orphans(parts: list[list[Block]]) -> list[Block]:
    """The heading that would stand last in its message, taken out of it."""
    if not parts or len(parts[-1]) < 2:
        return []
    last = parts[-1][-1]
    return [parts[-1].pop()] if all(run.tag == "b" for run in last.runs) else []


def _size(part: list[Block]) -> int:
    return sum(map(_units, part)) - (1 + part[0].gap)


def _units(block: Block) -> int:
    """The length of a block with the white space above it."""
    return utf16(block.text) + 1 + block.gap


def _entities(part: list[Block]) -> int:
    return sum(block.entities for block in part)


def pieces(block: Block, limit: int) -> list[Block]:
    """The block, cut where need be so that no piece is longer than `limit` UTF-16 units."""
    found, rest = [], block
    while utf16(rest.text) > limit:
        head, rest = _cut(rest, place(rest.text, limit))
        found.append(head)
    return [*found, rest] if rest.text.strip() or not found else found


def _cut(block: Block, at: int) -> tuple[Block, Block]:
    """The block in two at character `at`; each part of a run keeps its tag."""
    heads, tails, done = [], [], 0
    for run in block.runs:
        here = min(max(at - done, 0), len(run.text))
        done += len(run.text)
        heads.append(run.model_copy(update={"text": run.text[:here]}))
        tails.append(run.model_copy(update={"text": run.text[here:]}))
    head, tail = _runs(block, heads), _runs(block, tails)
    return head, tail.model_copy(update={"gap": False})


def _runs(block: Block, runs: list[Run]) -> Block:
    return block.model_copy(update={"runs": tuple(run for run in runs if run.text)})


def place(text: str, limit: int) -> int:
    """How many characters to take so that the rest begins well and at most `limit` UTF-16 units are taken.

    The best kind of boundary past the first quarter is taken; where there is none, the text is cut hard.
    """
    most = _characters(text, limit)
    for boundary in BOUNDARIES:
        ends = [found.end() for found in boundary.finditer(text, most // 4, min(most + 1, len(text)))]
        ends = [end for end in ends if end <= most]
        if ends:
            return ends[-1]
    return most


def _characters(text: str, limit: int) -> int:
    """How many characters fit into `limit` UTF-16 units, at least one."""
    units = text[:limit].encode("utf-16-le", "surrogatepass")[: 2 * limit]
    return max(len(units.decode("utf-16-le", "ignore")), 1)
