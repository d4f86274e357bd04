"""/grade and /tlp: how reliable a publisher is, and how far a fact or an article may be passed on."""

import re

from briefs import editing as pages
from briefs import grading as wording
from briefs import history as telling
from briefs.page import Page
from data import grading
from data.errors import Ambiguous, BadUsage, NotAllowed, NotFound
from data.store import articles
from data.store.shelf import TLP
from handlers.changing import changed, deed, fact_numbered, made_before
from handlers.desk import Desk
from handlers.request import Request

GRADED = re.compile(r"(.+?)(?<!\s)\s++([A-F])", re.IGNORECASE)
MARKED = re.compile(r"(article\s+)?(\[?#?\d{1,9}\]?)\s+(?:TLP:)?([A-Z]+)", re.IGNORECASE)


def grade(desk: Desk, request: Request) -> Page:
    """The reliability of a publisher, A (reliable) to F (cannot be judged): /grade Dawn B."""
    asked = GRADED.fullmatch(request.words)
    if asked is None:
        raise BadUsage("Usage: /grade PUBLISHER LETTER, for example /grade Dawn B; a letter is A to F.")
    found = grading.publishers_named(desk.shelf, asked[1].strip())
    if not found:
        raise NotFound(f"No publisher is called “{asked[1][:60]}”; /about names those that are held.")
    if len(found) > 1:
        choices = [(name, f"/grade {name} {asked[2].upper()}") for _number, name, _grade in found]
        raise Ambiguous(wording.which(asked[1]), choices)
    number, name, before = found[0]
    letter = asked[2].upper()
    made = made_before(desk, request)
    if made is None and letter == before:
        raise BadUsage(f"{name} is graded {letter} already.")
    one = deed(request, "grade", {"name": name, "other": letter, "before": before})
    made = made or changed(desk, one, lambda edit: grading.grade(edit, number, letter))
    return pages.done(wording.graded(name, letter, telling.told(made)), made)


def tlp(desk: Desk, request: Request) -> Page:
    """The handling marking of a fact or of an article with all facts read from it: /tlp 12 AMBER.

    An editor may restrict; only an administrator may release.
    """
    asked = MARKED.fullmatch(request.words)
    if asked is None or asked[3].upper() not in TLP:
        raise BadUsage(f"Usage: /tlp N or article N MARKING, where MARKING is {', '.join(TLP)}")
    made = made_before(desk, request)
    if made is not None:
        return pages.done(wording.marked(made.detail["name"], made.detail["other"]), made)
    level, bare = TLP.index(asked[3].upper()), asked[2].strip("[]#")
    name, before = _held(desk, bool(asked[1]) or asked[2].startswith("["), bare)
    if level == before:
        raise BadUsage(f"{name} is marked TLP:{TLP[level]} already.")
    if level < before and request.who.role != "admin":
        raise NotAllowed(f"Only an administrator may lower a marking (now TLP:{TLP[before]}).")
    one = deed(request, "tlp", {"name": name, "other": TLP[level], "before": TLP[before]})
    mark = grading.mark_fact if name.startswith("fact") else grading.mark_article
    made = changed(desk, one, lambda edit: mark(edit, int(bare), level))
    return pages.done(wording.marked(name, TLP[level]), made)


def _held(desk: Desk, is_article: bool, number: str) -> tuple[str, int]:
    """What is marked, and its marking now. Raises NotFound."""
    if not is_article:
        fact = fact_numbered(desk, number)
        return f"fact #{fact.id}", fact.tlp
    found = articles.get(desk.shelf, int(number))
    if found is None:
        raise NotFound(f"There is no article {number}.")
    return f"article [{number}]", TLP.index(found.tlp)
