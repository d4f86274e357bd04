"""Grading: that a publisher was graded, or a fact or an article marked."""

from briefs.language import _


def which(words: str) -> str:
    """The question when more than one publisher is meant."""
    return _("Which publisher “{words}” do you mean?", words=words[:60])


def graded(name: str, letter: str, told: str) -> str:
    """That a publisher has another grade."""
    return _("{name} is graded {letter} now.", name=name, letter=letter)


def marked(name: str, marking: str) -> str:
    """That something has another marking."""
    return _("The marking of {name} is TLP:{marking} now.", name=name, marking=marking)
