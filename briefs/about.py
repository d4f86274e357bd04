"""About: what the store covers, in numbers that anyone can check."""

from collections.abc import Iterator, Sequence

from briefs.language import _
from briefs.lines import note
from briefs.notices import covers
from briefs.page import Line
from data.store.articles import Coverage


def lines(
    coverage: Coverage, publishers: Sequence[tuple[str, int]], kinds: Sequence[tuple[str, int]]
) -> Iterator[Line]:
    """What is covered: articles and dates, publishers, what is known by kind, when the last one was added."""
    yield Line(text=covers(coverage), role="lead")
    if coverage.added:
        yield Line(text=f"Last article added {coverage.added[:16].replace('T', ' ')} UTC.", role="plain")
    if kinds:
        yield Line(text=f"Held: {', '.join(f'{count} {kind}' for kind, count in kinds)}.", role="plain")
    yield note(
        _(
            "Grades: a letter for the publisher (A reliable, F not judged) and a digit for what is said "
            "(1 two independent publishers say so, 4 sources differ, 6 nobody else says so)."
        )
    )
    if publishers:
        named = ", ".join(f"{name} ({count})" for name, count in publishers)
        yield Line(text=f"Publishers: {named}.", role="plain")
