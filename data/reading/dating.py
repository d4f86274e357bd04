"""Dating: when an article was published, as well as its header, its dateline or its text tell."""

from datetime import date

from data.dates import DateSpan
from data.reading.datelines import filed
from data.reading.dates import find, told_as_past
from data.reading.document import Document


def published(document: Document) -> DateSpan:
    """The stated publication date; else the dateline's; else 'after' the latest past date told.

    Never a guess: an article that mentions 8 September 2023 was written on that day or later, no more.
    """
    article = document.article
    stated = article.published if article.published.edtf else filed(article, document.passages)
    if stated.edtf:
        return stated
    suspect = [(p.start, p.end) for p in document.passages if p.role == "suspect"]
    dates = [d for d in find(article.text) if not any(a <= d.start < b for a, b in suspect)]
    past = [span for span in told_as_past(article.text, dates) if span.edtf]
    if not past:
        return stated
    last = max(past, key=lambda span: span.latest or span.earliest or date.min)
    edtf = last.edtf.rpartition("/")[2] if not last.edtf.endswith("..") else last.edtf.partition("/")[0]
    return DateSpan(edtf=f"{edtf}/..", precision="bounded", words=last.words, why=f"it mentions {last.words}")
