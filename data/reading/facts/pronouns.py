"""Pronouns: what 'it', 'she' or 'we' stands for, where the clause of a figure begins with one."""

import re
from functools import cache

from data.reading.facts import interviews
from data.reading.facts.view import Line, View, entity
from data.reading.outline import E, J, P, pattern
from data.reading.speech import saying
from data.values import Mention


@cache
def _opening() -> re.Pattern[str]:
    """'It has trained ', 'In <D>, its officers found ', 'We had '; not 'She said '."""
    return pattern(
        r"(?:(?:(?:In|During|Since|By|On|At|From|After) )?<D>,? |"
        r"(?:Today|Now|Currently|Then|Yet|But|And|Still|So),? )?"
        r"(?P<word>[Ii]ts?|[Tt]he(?:y|ir)|[Hh](?:e|is|er)|[Ss]he|[Ww]e|[Oo]ur|I|[Mm]y|<P>)"
        rf"(?![\w’'-])(?!(?: [a-z]+){{0,2}} (?:{saying()})\b)"
    )


_NEW_CLAUSE = re.compile(
    r"[;:] | that |, (?:and|but|while|where|as|when|which|who|whose|whereas|"
    r"(?:in|on|at|under|during|by) which) (?![a-z]+ed )| (?:where|when|because|after|before|while|whether) "
)
_OF_A_NAME = pattern(r"<N> \($")
_ANSWER = re.compile(r"(?:A|Answer|R): ")


def opens(line: Line, at: int) -> str:
    """The pronoun that the clause of the figure at `at` begins with: it is of whoever is meant; else ''."""
    m = _opening().match(line.letters)
    if m is None or at < m.end() or _OF_A_NAME.search(line.letters[:at]):
        return ""
    if m["word"] == P and line.outline.name(m.start("word")).how != "pronoun":
        return ""
    return "" if _NEW_CLAUSE.search(line.letters, m.end(), at) else m["word"]


def meant(view: View, line: Line, word: str) -> Mention | None:
    """Whom or what a pronoun at the head of a line stands for; None where that is not plain."""
    if word == P:
        return next(m for m in line.outline.names(0, None, P) if m.how == "pronoun")
    if word.lower() in ("it", "its"):
        return _thing(view, line)
    if word.lower() in ("we", "our", "i", "my"):
        return _speaker(view, line)
    return None


def answers(view: View, line: Line) -> bool:
    """Whether a line stands in the answer to a question that was asked in an interview."""
    text = view.document.text
    return bool(_ANSWER.match(text, text.rfind("\n", 0, line.passage.start) + 1))


def _speaker(view: View, line: Line) -> Mention | None:
    if line.quote is not None and line.quote.speaker:
        kind = line.quote.speaker_kind
        return entity("organisation" if kind == "organisation" else "person", line.quote.speaker)
    return interviews.answering(view).get(line.passage.paragraph)


def _thing(view: View, line: Line) -> Mention | None:
    """What the sentence before is about: its subject, or the one project or event that it names."""
    other = view.before(line)
    if other is None or line.quote is not None:
        return None
    subject = pattern(r"(?:The |An? )?(?P<what>[<J><E><O><L>])(?!['’])").match(other.letters)
    if subject and "\n" not in view.document.text[other.passage.end : line.passage.start]:
        return other.outline.name(subject.start("what"))
    named = other.outline.names(0, None, E + J)
    return named[0] if len({m.entity for m in named}) == 1 else view.titled_project
