"""Coming up: what was announced and is not known to have happened, with the age of the announcement."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from briefs.language import _
from briefs.lines import note, of_facts
from briefs.page import Line
from briefs.telling import grouped
from data.dates import OF_THE_POST, UNDATED
from data.store.articles import StoredArticle
from data.values import StoredFact


def lines(facts: Sequence[StoredFact], articles: Mapping[int, StoredArticle], today: date) -> Iterator[Line]:
    """Announcements, each with its age; none is said to have happened, or not to have.

    Those to come first, the soonest before the others and those of no known day; then those whose day has
    passed, the last one first.
    """
    ahead, over = list[Sequence[StoredFact]](), list[Sequence[StoredFact]]()
    for group in grouped(facts):
        (over if _day(group) < today else ahead).append(group)
    ahead.sort(key=_day)
    over.sort(key=_day, reverse=True)
    if ahead:
        yield note(_("Announced or planned; whether it has happened since is not held here."))
        yield from (_aged(group, articles, today) for group in ahead)
    if over:
        yield note(_("The day that was named has passed; whether it happened then is not held here."))
        yield from (_aged(group, articles, today) for group in over)


def _day(group: Sequence[StoredFact]) -> date:
    """The last day that was announced for it; the end of time when none was: a post's own day is not it."""
    when = group[0].when
    return (when.latest if when.why != OF_THE_POST else None) or date.max


def _aged(group: Sequence[StoredFact], articles: Mapping[int, StoredArticle], today: date) -> Line:
    line, article = of_facts(group), articles.get(group[0].article_id or 0)
    told = _("{told}, {age}", told=line.text, age=age(group[0], article, today))
    return line.model_copy(update={"text": told})


def age(fact: StoredFact, article: StoredArticle | None, today: date) -> str:
    """How long ago it was announced: 'announced 45 days ago', or that its age is not known.

    What a post inside an article announces is as old as the post.
    """
    published = article.published if article else UNDATED
    day = (fact.when if fact.when.why == OF_THE_POST else published).latest
    if day is None or day > today:
        return _("age of the announcement not known")
    days = (today - day).days
    if days < 60:
        return _("announced {n} days ago", n=days)
    months = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
    return _("announced {n} months ago", n=months)
