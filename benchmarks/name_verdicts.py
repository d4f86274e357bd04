"""Measures what the verdict makes of misspelled names and of strangers, in stores of growing density."""

from benchmarks.namegen import absent, corpus, queries
from data.matching import Choice, NameIndex, Sure, verdict

SIZES = (300, 1_000, 5_000, 20_000)
ASKED = 600


def report_verdicts() -> None:
    """Print for each size the shares of sure and wrong answers: of names that are held, and of strangers."""
    print("\nverdicts         held: sure  in a choice  wrong  not found     strangers: sure  a choice")
    for size in SIZES:
        rows = corpus(size)
        index = NameIndex.build(rows)
        held = [_judge(index, query.text, query.meant) for query in queries(rows, ASKED)]
        strange = [_judge(index, query.text, 0) for query in absent(rows, ASKED)]
        print(
            f"{size:>9,} names     {_share(held, 'right'):10.3f} {_share(held, 'among'):12.3f}"
            f" {_share(held, 'wrong'):6.3f} {_share(held, 'none'):10.3f}"
            f" {_share(strange, 'wrong'):19.3f} {_share(strange, 'choice'):9.3f}"
        )


def _judge(index: NameIndex, text: str, meant: int) -> str:
    found = verdict(index.search(text))
    if isinstance(found, Sure):
        return "right" if found.match.entity_id == meant else "wrong"
    if isinstance(found, Choice):
        return "among" if meant in [match.entity_id for match in found.matches] else "choice"
    return "none"


def _share(outcomes: list[str], outcome: str) -> float:
    return outcomes.count(outcome) / len(outcomes)


if __name__ == "__main__":
    report_verdicts()
