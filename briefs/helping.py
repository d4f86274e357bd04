"""The first words to a newcomer, and the list of commands."""

from collections.abc import Iterable, Sequence

from briefs.language import _
from briefs.page import Choice, Line, Page

PURPOSE = "Short, cited answers on migration, human trafficking and migrant smuggling."
PROMISE = "Every sentence comes from a stored article and names it; what is not known is said to be unknown."


def usage(usage: str, examples: Sequence[str]) -> str:
    """'Usage: /actor NAME, for example /actor Naqvi or /actor UNODC'."""
    return f"Usage: {usage}" + (f", for example {' or '.join(examples)}" if examples else "")


def description() -> str:
    """What Telegram shows in an empty chat with the bot (at most 512 characters)."""
    return "\n\n".join(
        (
            _("Short, cited answers on migration, human trafficking and migrant smuggling."),
            _(
                "Every sentence comes from a stored article and names it; what is not known is said to be unknown."
            ),
        )
    )


def short_description() -> str:
    """What Telegram shows in the bot's profile (at most 120 characters)."""
    return _("Short, cited answers on migration, human trafficking and migrant smuggling.")


def start(covers: str, examples: Sequence[str], unknown: bool = False) -> Page:
    """Four lines and three examples; first, where it is so, that a link is not known."""
    lost = (Line(text=_("That link is not known, or not any more."), role="note"),) if unknown else ()
    return Page(
        title="Briefing Bot",
        lines=(
            *lost,
            Line(text=PURPOSE, role="lead"),
            Line(text=PROMISE, role="plain"),
            Line(text=covers, role="plain"),
            Line(text="Send a command, or just a name. /help lists every command.", role="plain"),
        ),
        choices=tuple(Choice(label=example, command=example) for example in examples),
    )


def commands(rows: Iterable[tuple[str, str, str]]) -> Page:
    """One line a command, from (usage, about, example)."""
    lines = tuple(Line(text=f"{usage}: {about}. Example: {example}") for usage, about, example in rows)
    return Page(title="What you can ask", lines=lines)
