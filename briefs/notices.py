"""Notices: what we say when there is nothing to show: no record, more than one meant, wrong use, no right."""

from collections.abc import Sequence

from briefs.cut import count, cut
from briefs.dates import one
from briefs.language import _
from briefs.page import Choice, Line, Page
from data.errors import Ambiguous, BadUsage, BriefingError, NotFound
from data.store.articles import Coverage

ECHO = 60
"""How much of what was typed is said back."""


def of(error: BriefingError) -> Page:
    """The page for an expected error: its own words, and what may be asked instead."""
    if isinstance(error, Ambiguous):
        lines = tuple(Line(text=text, cites=cites) for text, cites in error.apart)
        return Page(title=str(error), lines=lines, choices=choices(error.choices))
    if isinstance(error, NotFound):
        title, _, rest = str(error).partition("\n")
        lines = tuple(Line(text=text, role="plain") for text in rest.splitlines())
        return Page(title=title, lines=lines, choices=choices(error.near), verdict="nothing")
    if isinstance(error, BadUsage):
        return Page(title=str(error), verdict="usage")
    return Page(title=str(error), verdict="refusal")


def choices(pairs: Sequence[tuple[str, str]]) -> tuple[Choice, ...]:
    """Buttons from (label, command) pairs."""
    return tuple(Choice(label=label, command=command) for label, command in pairs)


def unknown(words: str, coverage: Coverage) -> str:
    """'No record of X', what the store covers, and what to do next."""
    title = f"No record of “{cut(words, ECHO)}” in the store."
    return f"{title}\n{covers(coverage)}\nTry another spelling, or a surname alone."


def covers(coverage: Coverage) -> str:
    """'The store covers 26 articles, published 23 Nov 2015 to 27 Feb 2026, 11 of them undated.'"""
    if not coverage.articles:
        return "The store is empty: no article has been read yet."
    articles = count(coverage.articles, "article")
    if not coverage.first:
        return f"The store covers {articles}, with no publication date."
    undated = f", {coverage.undated} of them undated" if coverage.undated else ""
    return f"The store covers {articles}, published {one(coverage.first)} to {one(coverage.last)}{undated}."


def which(words: str) -> str:
    """The question when more than one is meant."""
    return f"Which “{cut(words, ECHO)}” do you mean?"


def bug(reference: str) -> Page:
    """What the user hears when we are at fault."""
    return Page(title=f"Something went wrong on our side. It was logged as {reference}.", verdict="refusal")


def stranger(number: int) -> str:
    """What somebody hears who was not let in: how to be, and nothing of the store."""
    ask = "This bot answers approved readers only. Ask an administrator to let you in"
    return f"{ask}; your number is {number}."


def removed(title: str, chat: int) -> Page:
    """What admins are told when a group that was served has put the bot out."""
    return Page(
        title=_("A group has removed the bot: {name}", name=title or chat),
        lines=(
            Line(
                text=_("Nothing is sent there now. What it had set is kept, should it take the bot back."),
                role="plain",
            ),
        ),
    )


def topic_closed() -> Page:
    """Why an answer stands elsewhere than its question."""
    return Page(title=_("The topic of the question is closed or gone, so the answer comes here."))


def apology(reference: str) -> Page:
    """What a person hears of a bug in sending: that it was logged, and under what."""
    said = _("The fault is ours and has been logged as {reference}; an administrator can look it up.",
             reference=reference)  # fmt: skip
    return Page(
        title=_("This could not be answered"), lines=(Line(text=said, role="plain"),), verdict="refusal"
    )


def expired(usage: str) -> str:
    """What a tap on a button hears whose command is kept no longer; `usage` is '' when it is not known."""
    if usage:
        return _("This button has expired. Please send the command again: {usage}", usage=usage)
    return _("This button has expired. Please send the command again.")
