"""dates: the date grammar of the reader, from words in English to DateSpan."""

from data.dates import DateSpan, bounds


def parse(words: str) -> DateSpan | None:
    """The date that `words` are, or None."""
    try:
        bounds(words[:10])
    except ValueError:
        return None
    return DateSpan(edtf=words[:10], precision="day", words=words)
