"""suspect: the visible rules by which the rest of an article looks generated; it is kept, never quoted.

A reporter's tool is sometimes asked for 'an interview', and its answer is printed under the report
as if it had taken place. The words in it were spoken by nobody.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple


class Block(NamedTuple):
    """Everything from line `line` on is suspect, by the rule `why`."""

    line: int
    why: str


class Rule(NamedTuple):
    """`find` gives the first suspect line among the lines of an article, or None."""

    why: str
    find: Callable[[Sequence[str]], int | None]


_TITLE = re.compile(r"\W{0,3}(?:Title|Headline)\s*:\W{0,3}\S", re.I)
_QUESTION = re.compile(r"\W{0,3}(?:Q|Question)\s?\.?\d{1,2}\s?[:.)]", re.I)
_SPEAKER = re.compile(r"\W{0,3}(?:Interviewer|Host|Moderator)\W{0,3}:", re.I)
_CONCLUSION = re.compile(r"\W{0,3}(?:In )?Conclusion\s?:", re.I)
_PROMPT = re.compile(
    r"\W{0,3}(?:As an AI\b|As a language model|Sure[,!] here|Certainly[,!] here|Here(?:'|’| i)s (?:a|the) "
    r"(?:rewritten|revised|summary|possible|draft|sample)\b|I hope this helps|Let me know if you)",
    re.I,
)


def block(lines: Sequence[str]) -> Block | None:
    """Where the generated-looking part begins, or None; `lines` are the lines that are not blank.

    It begins at the earliest line that a rule of RULES names, and at the stray question (the
    prompt) above that line if there is one. It never ends before the article does.
    """
    found = [Block(line, rule.why) for rule in RULES if (line := rule.find(lines)) is not None]
    if not found:
        return None
    first = min(found, key=lambda each: each.line)
    if first.line and _is_prompt(lines[first.line - 1]):
        return Block(first.line - 1, f"a stray question, then {first.why}")
    return first


def _title(lines: Sequence[str]) -> int | None:
    """A 'Title:' line under a report that has begun already."""
    found = _where(_TITLE, lines)
    return found[0] if found and _report(lines[: found[0]]) else None


def _questions(lines: Sequence[str]) -> int | None:
    """Questions labelled Q1, Q2 ... under a report, or between a 'Title:' and a 'Conclusion:'."""
    found = _where(_QUESTION, lines) or _where(_SPEAKER, lines)
    if len(found) < 2:
        return None
    if _report(lines[: found[0]]):
        return found[0]
    titles = _where(_TITLE, lines[: found[0]])
    if titles or _where(_CONCLUSION, lines[found[0] :]):
        return titles[0] if titles else found[0]
    return None


def _conclusion(lines: Sequence[str]) -> int | None:
    """A line that begins 'Conclusion:' under a report without headings of its own."""
    found = _where(_CONCLUSION, lines)
    if not found or not _report(lines[: found[0]]) or any(line.startswith("#") for line in lines):
        return None
    return found[0]


def _prompt(lines: Sequence[str]) -> int | None:
    """A phrase with which a language model begins or ends its answer."""
    found = _where(_PROMPT, lines)
    return found[0] if found else None


RULES = (
    Rule("a 'Title:' line under a news report", _title),
    Rule("numbered questions of an interview under a news report", _questions),
    Rule("a 'Conclusion:' under a news report", _conclusion),
    Rule("a phrase of a language model's answer", _prompt),
)
"""Why the rest of an article may look generated, and how that is seen."""


def _where(pattern: re.Pattern[str], lines: Sequence[str]) -> list[int]:
    return [number for number, line in enumerate(lines) if pattern.match(line)]


def _report(lines: Sequence[str]) -> bool:
    """Whether these lines hold a news report: at least one paragraph of prose."""
    return any(len(line.split()) >= 15 and line.rstrip('"”’)')[-1:] == "." for line in lines)


def _is_prompt(line: str) -> bool:
    """Whether a line is one lone question."""
    return line.endswith("?") and len(line.split()) <= 30 and line.count("?") == 1 and ". " not in line
