"""About: what the store covers, in numbers that anyone can check."""

from collections.abc import Iterator, Sequence

from briefs.language import _, joined
from briefs.lines import note
from briefs.notices import covers
from briefs.page import Line
from briefs.vocabulary import word
from data.store.coverage import Coverage


def lines(
    coverage: Coverage, publishers: Sequence[tuple[str, int]], kinds: Sequence[tuple[str, int]]
) -> Iterator[Line]:
    """What is covered: articles and dates, publishers, what is known by kind, when the last one was added."""
    yield Line(text=covers(coverage), role="lead")
    if coverage.added:
        moment = f"{coverage.added[:16].replace('T', ' ')} UTC"
        yield Line(text=_("Last article added {moment}.", moment=moment), role="plain")
    if kinds:
        held = joined(_("{n} {kind}", n=count, kind=word(kind)) for kind, count in kinds)
        yield Line(text=_("Held: {names}.", names=held), role="plain")
    yield note(
        _(
            "Grades: a letter for the publisher (A reliable, F not judged) and a digit for what is said "
            "(1 two independent publishers say so, 4 sources differ, 6 nobody else says so)."
        )
    )
    if publishers:
        named = joined(f"{name} ({count})" for name, count in publishers)
        yield Line(text=_("Publishers: {names}.", names=named), role="plain")
