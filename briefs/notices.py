"""Notices: what we say when there is nothing to show: no record, more than one meant, wrong use, no right."""

from collections.abc import Sequence

from briefs.cut import cut
from briefs.dates import one
from briefs.language import _, _n, quoted
from briefs.page import Choice, Line, Page
from briefs.telling import conjoined
from briefs.vocabulary import retold, word
from data.errors import Ambiguous, BadUsage, BriefingError, NotFound
from data.store.coverage import Coverage

ECHO = 60
"""How much of what was typed is said back."""


def of(error: BriefingError) -> Page:
    """The page for an expected error: its own words, and what may be asked instead."""
    if isinstance(error, Ambiguous):
        lines = tuple(Line(text=text, cites=cites) for text, cites in error.apart)
        return Page(title=str(error), lines=lines, choices=choices(error.choices))
    if isinstance(error, NotFound):
        title, *rest = map(retold, str(error).split("\n"))
        told = [Line(text=text, role="plain") for text in rest]
        told += [Line(text=text, cites=cites) for text, cites in error.said]
        return Page(title=title, lines=tuple(told), choices=choices(error.near), verdict="nothing")
    if isinstance(error, BadUsage):
        return Page(title=retold(str(error)), verdict="usage")
    return Page(title=retold(str(error)), verdict="refusal")


def choices(pairs: Sequence[tuple[str, str]]) -> tuple[Choice, ...]:
    """Buttons from (label, command) pairs."""
    return tuple(Choice(label=label, command=command) for label, command in pairs)


def unknown(words: str, coverage: Coverage) -> str:
    """'No record of X', what the store covers, and what to do next."""
    title = _("No record of {words} in the store.", words=quoted(cut(words, ECHO)))
    return "\n".join((title, covers(coverage), _("Try another spelling, or a surname alone.")))


def not_of_that_kind(words: str) -> str:
    """'Nothing of that kind is held under X'."""
    return _("Nothing of that kind is held under {words}.", words=quoted(cut(words, ECHO)))


def only_said(words: str) -> str:
    """The same of words that stand in sentences of the sources all the same, which follow."""
    return "\n".join((not_of_that_kind(words), _("The sources have these words in:")))


def unanswered(words: str, coverage: Coverage) -> str:
    """'No record that answers X', what the store covers, and how else it can be asked."""
    title = _("No record that answers {words} in the store.", words=quoted(cut(words, ECHO)))
    return "\n".join((title, covers(coverage), _("Ask for a name alone, or for words with /search.")))


def too_early(day: str, first: str) -> str:
    """'No record had been made by then', and when the first record was made (ISO 8601)."""
    title = _("No record had been made by the end of {day}.", day=day)
    return "\n".join((title, _("The first record of this store was made on {day}.", day=one(first[:10]))))


def covers(coverage: Coverage) -> str:
    """'The store covers 26 articles, published 23 Nov 2015 to 27 Feb 2026, 11 of them undated.'"""
    if not coverage.articles:
        return _("The store is empty: no article has been read yet.")
    if not coverage.first:
        return _n(
            "The store covers {n} article, with no publication date.",
            "The store covers {n} articles, with no publication date.",
            coverage.articles,
        )
    first, last = one(coverage.first), one(coverage.last)
    if not coverage.undated:
        return _n(
            "The store covers {n} article, published {first} to {last}.",
            "The store covers {n} articles, published {first} to {last}.",
            coverage.articles,
            first=first,
            last=last,
        )
    return _n(
        "The store covers {n} article, published {first} to {last}, {undated} of them undated.",
        "The store covers {n} articles, published {first} to {last}, {undated} of them undated.",
        coverage.articles,
        first=first,
        last=last,
        undated=coverage.undated,
    )


def which(words: str) -> str:
    """The question when more than one is meant."""
    return _("Which {words} do you mean?", words=quoted(cut(words, ECHO)))


def bug(reference: str) -> Page:
    """What the user hears when we are at fault."""
    title = _("Something went wrong on our side. It was logged as {reference}.", reference=reference)
    return Page(title=title, verdict="refusal")


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


def for_role(name: str, role: str) -> str:
    """For whom a command is."""
    if role == "admin":
        return _("{command} is for admins only.", command=f"/{name}")
    return (
        _("{command} is for editors only.", command=f"/{name}")
        if role == "editor"
        else _("{command} is for readers only.", command=f"/{name}")
    )


def works_in(name: str, where: Sequence[str]) -> str:
    """Where a command works."""
    return _(
        "{command} works in {names} chats only.",
        command=f"/{name}",
        names=conjoined([word(one) for one in where]),
    )
