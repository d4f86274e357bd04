"""Lists: names that stand in one list ('the <A>, <A> and the <A>') and where such a list ends."""

import re

from data.reading.facts.view import Line


def listed(line: Line, first: int, kinds: str) -> list[int]:
    """The indices of a list of names that begins at `letters[first]`: 'the <A>, <A> and the <A>'.

    `kinds` are the letters that may stand in it; the list ends where anything else begins.
    """
    found: list[int] = []
    at = first
    joint = ""
    letters = line.letters
    while True:
        while letters.startswith(("the ", "both ", "The ", "its ", "their "), at):
            at = letters.index(" ", at) + 1
        if letters[at : at + 1] not in tuple(kinds):
            return found
        found.append(at)
        if joint == ", " and begins_a_clause(letters, at):
            return found[:1]
        if joint in (", and ", "; and ") and begins_a_clause(letters, at):
            return found[:-1]
        at += 1
        if host := re.match(r" \((?:the )?(?:co-)?host(?: country| nation| state)?\)", letters[at : at + 24]):
            at += host.end()
        for joint in (
            ", as well as ",
            " as well as ",
            ", and with ",
            " and with ",
            ", and ",
            "; and ",
            " and ",
            ", ",
            "; ",
            " & ",
            " along with ",
        ):
            if letters.startswith(joint, at):
                at += len(joint)
                break
        else:
            return found


def begins_a_clause(letters: str, at: int) -> bool:
    """Whether the name at `at`, behind a comma, is the subject of a verb and no member of the list."""
    return (
        re.match(
            r" (?:has|have|had|is|are|was|were|will|would|said|also|[a-z]{3,}(?:ed|es|s)) ",
            letters[at + 1 : at + 20],
        )
        is not None
    )
