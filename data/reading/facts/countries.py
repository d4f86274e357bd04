"""Countries: the countries in which a project works, from lists in sentences and from bullets."""

import re
from collections.abc import Iterable, Iterator

from data.reading.facts.lists import listed
from data.reading.facts.projects import THE_PROJECT, project_at
from data.reading.facts.view import Line, View
from data.reading.outline import E, J, L, O, P, pattern
from data.values import Fact, FactKind, Mention


def read(view: View) -> Iterable[Fact]:
    """One 'target country' fact per country of a list; a single country is no list."""
    for line in view.lines:
        yield from _countries(view, line)
    yield from _bulleted(view)


def _countries(view: View, line: Line) -> Iterator[Fact]:
    """'... across 13 countries: <L>, <L> and <L>', 'covers <L>, <L> and <L>'; one country is no list."""
    for m in pattern(
        r"(?:\b(?:countries|states|nations|country|locations)(?:,? (?:including|namely|such as))?:? |"
        r"\b(?:implemented|runs?|ran|running)\b[^.;]{0,120}? (?:in|across) |"
        r"\b(?:implement|implemented across|active|operates|operational|carried out|covers?|"
        r"covering)"
        r"(?: [a-z]+){0,3} (?:in|across) |\b(?:helps?|supports?|assists?|works?|serves?|benefits?|"
        r"strengthens?|trains?|"
        r"protects?)\b[^.;<L><P><O>]{0,60}? (?:in|across) |\b(?:benefits|targets) |\bcover(?:s|ing) "
        r")(?=(?:the )?<L>)"
    ).finditer(line.letters):
        if _of_another(line.letters[: m.start()]):
            continue
        found = listed(line, m.end(), L)
        project = project_at(view, line, m.start())
        if (
            project is None
            and view.main_project
            and re.search(THE_PROJECT + r"|\b[Tt]his project\b", line.letters)
        ):
            project = view.main_project
        if (
            project is not None
            and len(found) > 1
            and not re.search(r"[Pp]articipat", line.letters[: m.start() + 12])
        ):
            yield from _listed_countries(view, line, project, line, found)


_RELATIVE = re.compile(
    r"[,)]? (?:which|that) (?:(?:is|are|was|were|will|has|have|been|be|also|currently|now|[a-z]+ly) )*$"
)


_FARTHEST = 300
"""Letters before 'which covers' in which the project is looked for."""
_PROJECT = re.compile(rf"{J}|\b(?:[Pp]roject|[Pp]rogramme|[Pp]rogram|[Ii]nitiative|[Ss]cheme|[Aa]ction)\b")
_BRACKET = re.compile(r" \([^()]{0,80}\)")
_MORE = re.compile(
    r",? (?:worth|with|of|for|on|to|against|in|by|under|between|(?:[a-z]+ly |co-)?"
    r"(?:[a-z]+ed|run|led|begun|paid|built|drawn up|set up)) [^,]+"
)
"""Between a project and 'that covers': ' worth <F>', ', launched on <D>', ' to protect sailors'."""
_CLAUSE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|who|which|that|(?:an?|the|its|this) (?:[a-z-]+ ){0,2}[a-z]+$)"
)
"""In such words: they tell of something else, as 'a study' in 'for a study that covers'."""
_APPOSED = re.compile(rf"{J}(?: \([^()]{{0,80}}\))?, (?:an?|the) [^.,;]{{0,60}}$")


def _of_another(before: str) -> bool:
    """Whether the words `before` end in a relative clause that tells of something else than a project."""
    clause = _RELATIVE.search(before[-_FARTHEST:])
    if clause is None:
        return False
    told = _BRACKET.sub("", before[-_FARTHEST:][: clause.start()] + ")" * clause[0].startswith(")"))
    projects = list(_PROJECT.finditer(told))
    return not projects or not _tells_of(told, projects[-1].end(), clause[0].startswith((",", ")")))


def _tells_of(told: str, end: int, apart: bool) -> bool:
    """Whether a relative clause behind `told` is about the project that ends at `end`.

    One that a comma sets `apart` tells of the name right before it, unless that name stands in a
    phrase between commas: ', funded by the Union, which'. One without a comma tells of no name.
    """
    more = told[end:]
    if not more:
        return True
    if not _MORE.fullmatch(more) or _CLAUSE.search(more):
        return False
    aside = more.startswith(",")
    if more[-1] not in P + O + L + E:
        return apart or not aside
    return aside or _APPOSED.search(told[:end]) is not None if apart else not aside


def _listed_countries(
    view: View, line: Line, project: Mention, since: Line, found: list[int]
) -> Iterator[Fact]:
    for at in found:
        yield view.fact(
            line,
            FactKind.PROJECT,
            project,
            "target country",
            object=line.outline.name(at),
            value=line.outline.words(at, at + 1),
            since=since,
            confidence=0.9,
        )


def _bulleted(view: View) -> Iterator[Fact]:
    """A sentence that ends 'in several countries, including:' and the bullets, a country each, below it."""
    leader: Line | None = None
    for line in view.body:
        if re.search(r"(?:countries|states|nations|locations)[^.]{0,30}: ?$", line.letters):
            leader = line
        elif leader is not None:
            bare = re.sub(rf"[^\w{L}]", "", line.letters.replace("the ", ""))
            if not bare or set(bare) != {L} or len(bare) > 2:
                leader = None
            else:
                project = project_at(view, leader, len(leader.letters))
                at = line.letters.rindex(L)
                if project is not None:
                    yield from _listed_countries(view, line, project, leader, [at])
