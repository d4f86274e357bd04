"""Rendering: a Page becomes Telegram messages, in HTML with every value escaped, buttons below the last."""

import re
import struct
from html import escape
from itertools import pairwise

from bot.keys import Keeper, pack
from bot.owners import lasting
from bot.splitting import Block, Run, fit
from briefs.language import _, speaking
from briefs.page import Choice, File, Line, Page, Source, mark
from data.dates import Value

SIDE_BY_SIDE = {2: 21, 3: 13, 4: 10}
"""Letters that each of so many buttons may have in one row, all of one width, on a phone 390 points wide."""
BUTTONS = 100
"""Telegram's limit for one message."""
LABEL = 60
"""Letters of a label that are worth sending; a phone shows fewer."""
COPIED = 256
"""Characters that a button may copy."""
CAPTION = 1024
"""UTF-16 units of the words below a picture or a document."""
PHOTO_BYTES = 10 * 1024 * 1024
PNG = b"\x89PNG\r\n\x1a\n"
MARKS = {"bullet": "• "}
TAGS = {"heading": "b", "note": "i"}
FRAMES = {"quote": "blockquote"}
FOLDED = "blockquote expandable"
UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
HALVES = re.compile("[\ud800-\udfff]")


class Button(Value):
    """A button as Telegram takes it: what it says, and what it sends back or copies, or where it leads."""

    label: str
    data: str = ""
    copied: str = ""
    link: str = ""


class Message(Value):
    """One message: the same words in HTML and plain, the rows of its buttons, and a file that it carries."""

    html: str
    plain: str
    keyboard: tuple[tuple[Button, ...], ...] = ()
    file: File | None = None
    asks: bool = False
    """Whether it awaits the words of whoever it answers."""
    facts: tuple[int, ...] = ()
    """Ids of the stored facts that it states."""

    @property
    def pictured(self) -> bool:
        """Whether its file is shown as a picture."""
        return self.file is not None and is_picture(self.file)


def messages(page: Page, keeper: Keeper, limit: int = 4096) -> tuple[Message, ...]:
    """The page as messages of at most `limit` UTF-16 units each, counted as Telegram does: after parsing.

    The first words stand below the first file. The buttons stand below the last message that has words.
    Raises ValueError for a page that says nothing.
    """
    said = blocks(page)
    parts = _captioned(said, limit) if page.files else fit(said, limit)
    if not parts:
        raise ValueError("a page without a word cannot be sent")
    drawn = [_drawn(part) for part in parts]
    choices = tuple(map(lasting, page.choices)) if page.stays else page.choices
    last = {"keyboard": keyboard(choices, keeper), "asks": bool(page.expects)}
    drawn[-1] = drawn[-1].model_copy(update=last)
    if page.files:
        drawn[0] = drawn[0].model_copy(update={"file": page.files[0]})
    return *drawn, *(Message(html="", plain="", file=file) for file in page.files[1:])


def _drawn(part: list[Block]) -> Message:
    facts = dict.fromkeys(fact for block in part for fact in block.facts)
    return Message(html=html(part), plain=plain(part), facts=tuple(facts))


def _captioned(said: list[Block], limit: int) -> list[list[Block]]:
    """The first part as long as a caption may be; the others as long as messages may be."""
    first, *rest = fit(said, CAPTION) or [[]]
    return [part for part in [first, *fit([block for part in rest for block in part], limit)] if part]


def is_picture(file: File) -> bool:
    """Whether Telegram takes a file as a photo: a PNG of at most 10 MB, 10,000 points and a ratio of 20."""
    if file.media_type != "image/png" or not file.data.startswith(PNG) or len(file.data) > PHOTO_BYTES:
        return False
    width, height = struct.unpack(">II", file.data[16:24].ljust(8, b"\0"))
    longest, shortest = max(width, height), min(width, height)
    return bool(shortest) and width + height <= 10_000 and longest <= 20 * shortest


def blocks(page: Page) -> list[Block]:
    """The title, the lines, and the sources folded at the end; what says nothing is left out."""
    title = Block(runs=(Run(text=clean(page.title), tag="b"),))
    lines = [block(line) for line in page.lines]
    heads = [n for n, line in enumerate(page.lines) if line.role == "heading"]
    inside = range(heads[0], heads[-1]) if heads else range(0)
    gaps = {
        after
        for before, after in pairwise(range(len(lines)))
        if _gap(page.lines[before], page.lines[after], before in inside or before - 1 in heads)
    }
    opening = next((n for n, line in enumerate(page.lines) if line.role != "note"), 0)
    if opening not in heads:  # white space is rare on a phone: remarks stand close to what they are on
        gaps.discard(opening)
    if heads[:1] == [0]:
        gaps.add(0)
    lines = [b.model_copy(update={"gap": True}) if n in gaps else b for n, b in enumerate(lines)]
    if any(map(is_picture, page.files)):
        lines = folded(lines, [line.role in SHOWN_ABOVE for line in page.lines])
    said = [b for b in [title, *lines] if b.text.strip()]
    with speaking(page.language):
        return [*said, sources(page.sources)] if page.sources else said


SHOWN_ABOVE = ("heading", "bullet", "quote")
"""What the words below a picture say of it once more."""


def folded(lines: list[Block], inside: list[bool]) -> list[Block]:
    """The lines with those `inside`, from the first to the last of them, as one block that a tap unfolds."""
    if not any(inside):
        return lines
    first, last = inside.index(True), len(inside) - inside[::-1].index(True)
    runs: list[Run] = []
    for line in lines[first:last]:
        if line.text.strip():
            runs += [Run(text="\n"), *line.runs] if runs else line.runs
    facts = tuple(dict.fromkeys(fact for line in lines[first:last] for fact in line.facts))
    return [*lines[:first], Block(runs=tuple(runs), frame=FOLDED, facts=facts), *lines[last:]]


def _gap(before: Line, after: Line, together: bool = False) -> bool:
    """Whether white space belongs between two lines: above a heading, and where the kind of line changes.

    Lines that stand `together` under one heading are not set apart.
    """
    changes = before.role != after.role and before.role != "heading"
    return after.role == "heading" or (changes and not together)


def block(line: Line) -> Block:
    """One line with its marks, and the numbers of its sources after the text."""
    cites = "".join(f" {mark(number)}" for number in line.cites)
    text = Run(text=MARKS.get(line.role, "") + clean(line.text), tag=TAGS.get(line.role, ""))
    runs = (text, Run(text=cites)) if cites else (text,)
    return Block(runs=runs, frame=FRAMES.get(line.role, ""), facts=line.facts)


def sources(listed: tuple[Source, ...]) -> Block:
    """The numbered sources, folded until they are tapped."""
    lines = "".join(f"\n{mark(source.number)} {clean(source.label)}" for source in listed)
    return Block(runs=(Run(text=_("Sources"), tag="b"), Run(text=lines)), frame=FOLDED, gap=True)


def html(part: list[Block]) -> str:
    """The blocks as Telegram's HTML."""
    return _joined(part, [_framed(b, "".join(_tagged(run) for run in b.runs)) for b in part])


def plain(part: list[Block]) -> str:
    """The blocks without any markup."""
    return _joined(part, [b.text for b in part])


def _joined(part: list[Block], drawn: list[str]) -> str:
    between = ["", *("\n\n" if b.gap else "\n" for b in part[1:])]
    return "".join(space + text for space, text in zip(between, drawn, strict=True))


def _tagged(run: Run) -> str:
    text = escape(run.text, quote=False)
    return f"<{run.tag}>{text}</{run.tag}>" if run.tag else text


def _framed(block: Block, inner: str) -> str:
    return f"<{block.frame}>{inner}</{block.frame.split()[0]}>" if block.frame else inner


def clean(text: str) -> str:
    """The text without what no message can carry: control characters and halves of a surrogate pair."""
    return HALVES.sub("\ufffd", UNSEEN.sub("", text))


def keyboard(choices: tuple[Choice, ...], keeper: Keeper) -> tuple[tuple[Button, ...], ...]:
    """The choices as rows of buttons: short ones side by side, at most 100 in all."""
    rows: list[list[Button]] = []
    for choice in choices[:BUTTONS]:
        button = _button(choice, keeper)
        if rows and _fits(rows[-1], button):
            rows[-1].append(button)
        else:
            rows.append([button])
    return tuple(map(tuple, rows))


def _button(choice: Choice, keeper: Keeper) -> Button:
    if choice.copied:
        return Button(label=_label(choice), copied=clean(choice.copied)[:COPIED])
    if choice.link:
        return Button(label=_label(choice), link=choice.link)
    return Button(label=_label(choice), data=pack(choice.command, keeper))


def _label(choice: Choice) -> str:
    label = clean(choice.label).strip() or clean(choice.command or choice.copied)
    return label if len(label) <= LABEL else label[: LABEL - 1] + "…"


def _fits(row: list[Button], button: Button) -> bool:
    longest = SIDE_BY_SIDE.get(len(row) + 1, 0)
    return all(len(one.label) <= longest for one in (*row, button))
