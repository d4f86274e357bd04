"""Notices: what we say when there is nothing to show: no record, more than one meant, wrong use, no right."""

from collections.abc import Sequence

from briefs.cut import count, cut
from briefs.dates import one
from briefs.language import _, _n
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


def too_much(seconds: int) -> Page:
    """What somebody hears, once, who asks faster than can be answered."""
    title = _n(
        "That is more than I can answer at once. Ask again in {n} second.",
        "That is more than I can answer at once. Ask again in {n} seconds.",
        seconds,
    )
    return Page(title=title, verdict="refusal")


def anothers_button() -> str:
    """What somebody sees who presses a button below another's answer in a group."""
    return _("These buttons are for whoever asked. Send the command yourself.")


def too_big(megabytes: int) -> Page:
    """What is said of a file that Telegram does not let a bot fetch."""
    return Page(
        title=_("That file is larger than {n} MB, which is all I can fetch.", n=megabytes), verdict="refusal"
    )


def not_fetched() -> Page:
    """What is said when a file could not be fetched from Telegram."""
    return Page(title=_("That file could not be fetched. Please send it again."), verdict="refusal")


def not_a_question() -> str:
    """What a reader hears who sends a file or forwards a message."""
    return _(
        "A file or a forwarded message is not a question. Send a name or a command; /help lists them all."
    )
