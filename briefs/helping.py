"""The first words to a newcomer, and the list of commands."""

from collections.abc import Iterable, Sequence

from briefs.language import N_, _
from briefs.page import Choice, Line, Page

PURPOSE = N_("Short, cited answers on migration, human trafficking and migrant smuggling.")
PROMISE = N_(
    "Every sentence comes from a stored article and names it; what is not known is said to be unknown."
)


def usage(usage: str, examples: Sequence[str]) -> str:
    """'Usage: /actor NAME, for example /actor Naqvi or /actor UNODC'."""
    if len(examples) > 1:
        first, second = examples[:2]
        return _("Usage: {usage}, for example {first} or {second}", usage=usage, first=first, second=second)
    if examples:
        return _("Usage: {usage}, for example {example}", usage=usage, example=examples[0])
    return _("Usage: {usage}", usage=usage)


def description() -> str:
    """What Telegram shows in an empty chat with the bot (at most 512 characters)."""
    return f"{_(PURPOSE)}\n\n{_(PROMISE)}"


def short_description() -> str:
    """What Telegram shows in the bot's profile (at most 120 characters)."""
    return _(PURPOSE)


def start(covers: str, examples: Sequence[str], unknown: bool = False) -> Page:
    """Four lines and three examples; first, where it is so, that a link is not known."""
    lost = (Line(text=_("That link is not known, or not any more."), role="note"),) if unknown else ()
    return Page(
        title=_("Briefing Bot"),
        lines=(
            *lost,
            Line(text=_(PURPOSE), role="lead"),
            Line(text=_(PROMISE), role="plain"),
            Line(text=covers, role="plain"),
            Line(text=_("Send a command, or just a name. /help lists every command."), role="plain"),
        ),
        choices=tuple(Choice(label=example, command=example) for example in examples),
    )


def commands(rows: Iterable[tuple[str, str, str]]) -> Page:
    """One line a command, from (usage, about, example)."""
    lines = tuple(
        Line(text=_("{usage}: {about}. Example: {example}", usage=usage, about=_(about), example=example))
        for usage, about, example in rows
    )
    return Page(title=_("What you can ask"), lines=lines)
