"""Document: an article on its way through the reader; each step adds to it and changes nothing.

    text.load      bytes or str          -> Article (header off, text as stored)
    passages.split Article               -> passages (sentences with offsets and roles)
    mentions.find  Article, passages     -> mentions (who and what is named, resolved inside the article)
    dates.find / figures.find / quotes.find -> spans
    facts.*        Document              -> facts, one function per kind of fact, listed in READERS

Every span is half-open and counts characters of `article.text`.
"""

from functools import cached_property

from data.dates import DateSpan, Value
from data.values import Article, Fact, Mention, Passage


class Dated(Value):
    """`text[start:end]` is a date."""

    start: int
    end: int
    when: DateSpan


class Figure(Value):
    """`text[start:end]` is a figure as written, without its qualifier and without what is counted."""

    start: int
    end: int
    text: str
    number: float | None
    """Normalised: '1.5 million' is 1500000.0, '47%' is 47.0, 'Forty-four' is 44.0; None of '40 to 50'."""
    unit: str
    """'count', 'percent', an ISO 4217 code for money, or the unit as written ('metric tons')."""
    counted: str = ""
    """What is counted, as written ('human smugglers and their agents')."""
    qualifier: str = ""
    """'at least', 'almost', 'more than' ... as written."""


class Quotation(Value):
    """Words between quotation marks: `text[start:end]` is what is inside the marks."""

    start: int
    end: int
    speaker: str = ""
    """Canonical name of the speaker, '' when nobody is named."""
    speaker_kind: str = ""
    whole: bool = True
    """False for a scare quote or a fragment of a few words inside our reporter's own sentence."""
    on_behalf_of: str = ""
    cue: str = ""
    """The words that attribute it ('said', 'Milsom added')."""


class Document(Value):
    """One article and everything that has been found in it so far."""

    article: Article
    passages: tuple[Passage, ...] = ()
    mentions: tuple[Mention, ...] = ()
    adjectives: tuple[Mention, ...] = ()
    """Countries that an adjective alone names ('Slovenian courts'); no pattern of a fact sees them."""
    dates: tuple[Dated, ...] = ()
    figures: tuple[Figure, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    facts: tuple[Fact, ...] = ()
    warnings: tuple[str, ...] = ()
    """What the reader of this must know, in plain words ('spaCy's weights are missing ...')."""

    @cached_property
    def text(self) -> str:
        """The stored text."""
        return self.article.text

    @property
    def named(self) -> tuple[Mention, ...]:
        """All that is named, by whatever word."""
        return (*self.mentions, *self.adjectives)

    def mentions_in(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that lie inside `text[start:end]`, in order."""
        return tuple(m for m in self.mentions if start <= m.start and m.end <= end)
