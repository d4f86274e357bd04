"""Launches: reports, alliances, projects and campaigns that were launched, published or unveiled."""

import re
from collections.abc import Iterable
from functools import cache

from data.reading.facts.view import Line, View
from data.reading.outline import J, L, O, P, Q, pattern
from data.values import Fact, FactKind, Mention

_VERB = r"(?:launched|unveiled|published|released|issued|rolled out|introduced|inaugurated)"
_THING = (
    r"(?:reports?|book|study|survey|alliance|initiative|project|programme|program|campaign|strategy|"
    r"action plan|plan|policy|"
    r"guidelines?|handbook|manual|portal|website|app|application|database|helpline|hotline|platform|"
    r"toolkit|framework|"
    r"roadmap|network|task force|unit|register|list|Book|Report|Strategy|Plan|Policy|Campaign|Alliance)"
)


@cache
def _active() -> re.Pattern[str]:
    return pattern(
        rf"(?P<who><A>)(?:,[^,.]{{1,60}},)?(?: of <L>)? (?:has |have |had |also |jointly |formally |"
        rf"recently |today )*{_VERB} "
        rf"(?P<what>(?:(?:the |its |an? )?<J>|(?:the |its |an? |their )[^.;<P>]{{0,80}}?{_THING}\b)[^.;]*?)"
        r"(?=$|[.;]| in <D>| on <D>| in <L>| at |, (?:to|which|a |an |with|aimed|in|the)| to "
        r"(?:strengthen|help|combat|counter|support))"
    )


@cache
def _passive() -> re.Pattern[str]:
    return pattern(
        rf"^(?:On <D>,? )?(?P<what>[^;]{{3,400}}?) (?:was|were|has been|have been|had been) (?:also |"
        rf"formally |officially |jointly )?{_VERB}"
        r"(?: by (?:the )?(?P<by><A>))?"
    )


def read(view: View) -> Iterable[Fact]:
    """One fact per launch: who launched it, or whose it is, and what as written."""
    for line in view.lines:
        for m in _active().finditer(line.letters):
            if not re.search(r"\b(?:will|would|to|be|not|could|may)(?: \w+)? $", line.letters[: m.start()]):
                yield _fact(view, line, line.outline.name(m.start("who")), m, _what(view, line, m))
        passive = _passive().search(line.letters)
        if passive and re.search(_THING, passive["what"]):
            yield from _passives(view, line, passive)


def _passives(view: View, line: Line, m: re.Match[str]) -> Iterable[Fact]:
    """The launcher named after 'by', else every body or project that the thing launched is of."""
    if m["by"]:
        yield _fact(view, line, line.outline.name(m.start("by")), m, _what(view, line, m))
        return
    for mention in {n.entity: n for n in line.outline.names(*m.span("what"), J + O)}.values():
        yield _fact(view, line, mention, m, None)


def _fact(view: View, line: Line, who: Mention, m: re.Match[str], what: Mention | None) -> Fact:
    return view.fact(
        line,
        FactKind.LAUNCH,
        who,
        "launched",
        object=what if what is None or what.entity != who.entity else None,
        value=line.clause(*m.span("what")),
        when=view.when(line, *m.span(), apart=m.span("what")),
        reported=line.quote is not None,
    )


def _what(view: View, line: Line, m: re.Match[str]) -> Mention | None:
    """The project or event that was launched: named, or the article's when it is 'an initiative'."""
    named = pattern(r"(?:[Tt]he |[Ii]ts |[Aa]n? )?(<J>|<E>)").match(m["what"])
    if named:
        return line.outline.name(m.start("what") + named.start(1))
    spoken = re.search(r"\b(?:project|initiative|programme|program)\b", m["what"])
    return view.main_project if spoken else None


__all__ = ["L", "P", "Q", "read"]
