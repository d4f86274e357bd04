"""/health: how the bot is, in figures an administrator can act on."""

from briefs.language import _
from briefs.page import Line, Page
from data.store.counts import Health

MEGABYTE = 1_000_000


def page(found: Health, backup: str, versions: str) -> Page:
    """One line each: what is held, what is owed, the last copy, the versions."""
    owed = ", ".join(f"{state} {n}" for state, n in sorted(found.owed.items())) or _("nothing")
    lines = [
        _(
            "{articles} articles, {facts} facts, {entities} names; {size} MB.",
            articles=f"{found.articles:,}", facts=f"{found.facts:,}", entities=f"{found.entities:,}",
            size=f"{found.bytes / MEGABYTE:,.1f}",
        ),
        _("Last article recorded: {when}.", when=found.last_article or _("never")),
        _("Messages owed: {owed}.", owed=owed),
        _("Questions not answered yet: {n}.", n=found.unanswered),
        _("Last backup copy: {name}.", name=backup or _("none")),
        _("Versions: {versions}.", versions=versions),
    ]  # fmt: skip
    if found.oldest_due:
        lines.insert(3, _("The oldest message due waits since {when}.", when=found.oldest_due))
    return Page(title=_("Health"), lines=tuple(Line(text=text, role="plain") for text in lines))
