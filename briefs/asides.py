"""Asides: what is said when a message is no question that can be answered: too many, another's, a file."""

from briefs.language import _, _n
from briefs.page import Page


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
