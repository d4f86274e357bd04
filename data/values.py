"""The frozen values that the rooms hand to one another: articles, passages, names, facts and dates."""

from enum import StrEnum
from typing import Literal

from data.dates import IN_OFFICE, UNDATED, DateSpan, Value

Role = Literal["body", "headline", "bullet", "quote", "caption", "boilerplate", "suspect"]
EntityKind = Literal["person", "organisation", "project", "place", "event", "topic"]


class Article(Value):
    """One source document, as it arrived. Offsets everywhere count characters of `text`."""

    text: str
    title: str = ""
    publisher: str = ""
    url: str = ""
    byline: str = ""
    published: DateSpan = UNDATED
    language: str = ""
    """ISO 639-1 code, '' when it could not be told."""
    retold: bool = False
    """True when `text` is a retelling in our words and not the publisher's own."""
    file: str = ""
    """The name of the file or message it came from, without folders."""
    sha256: str = ""
    """Of the bytes it came from, in hexadecimal."""


class Passage(Value):
    """A sentence, headline, bullet or the like: `article.text[start:end]`, never overlapping another."""

    start: int
    end: int
    role: Role = "body"
    paragraph: int = 0
    """Which paragraph (line of the text) it stands in, counted from 0."""
    why: str = ""
    """For boilerplate and suspect passages: the visible rule that said so."""


class Mention(Value):
    """`article.text[start:end]` names an entity."""

    start: int
    end: int
    text: str
    kind: EntityKind
    entity: str
    """The canonical name, unique within the article together with the kind."""
    how: Literal["name", "surname", "acronym", "role", "pronoun", "adjective"] = "name"
    confidence: float = 1.0


class FactKind(StrEnum):
    """What sort of thing a fact states; `data.kinds.FACT_KINDS` has their labels and predicates."""

    OFFICE = "office"
    MEETING = "meeting"
    STATEMENT = "statement"
    QUOTE = "quote"
    FIGURE = "figure"
    PROJECT = "project"
    EVENT = "event"
    AGREEMENT = "agreement"
    LAUNCH = "launch"
    ANNOUNCEMENT = "announcement"
    FOUNDING = "founding"


class Fact(Value):
    """One thing that an article says, as read: names are canonical names of the article's mentions.

    Its evidence is `article.text[start:end]`, one or more whole sentences, and `value`, when it
    is not '', stands in the evidence letter for letter.
    """

    kind: FactKind
    subject: str
    subject_kind: EntityKind
    predicate: str
    object: str = ""
    """Canonical name of the other party, '' when there is none or it is no entity."""
    object_kind: EntityKind | None = None
    value: str = ""
    """The source's own words: a title held, a quotation, a figure as written, what was agreed."""
    number: float | None = None
    """The normalised value of a figure ('1.5 million' is 1500000.0, '47%' is 47.0)."""
    unit: str = ""
    """For a figure: 'count', 'percent', an ISO 4217 code, or the unit as written."""
    counted: str = ""
    """For a figure: what is counted, in the source's own words."""
    qualifier: str = ""
    """'at least', 'almost', 'more than', 'tipped to be' ... as written, '' when stated plainly."""
    when: DateSpan = UNDATED
    place: str = ""
    speaker: str = ""
    """Who says so, when the article attributes it to somebody."""
    on_behalf_of: str = ""
    """The office for which a bearer delivered it, as written."""
    reported: bool = False
    """True for reported speech (no quotation marks may be put around it)."""
    start: int
    end: int
    confidence: float = 1.0


class Entity(Value):
    """An actor (person or organisation), project, place, event or topic, under one canonical name."""

    id: int
    kind: EntityKind
    name: str
    short: str = ""
    """Its acronym, '' when none is known."""


class StoredFact(Fact):
    """A fact as the store holds it: numbered, tied to its article and to the entities it names."""

    id: int
    article_id: int | None
    """Its article; for a fact that somebody entered or corrected minus its own number: it cites itself."""
    passage_id: int | None
    subject_id: int
    subject_short: str = ""
    """The subject's acronym, '' when it has none."""
    object_id: int | None = None
    speaker_id: int | None = None
    object_short: str = ""
    """The object's acronym, '' when it has none."""
    state: Literal["proposed", "current", "superseded", "withdrawn"] = "current"
    recorded_at: str
    """UTC, ISO 8601: when we knew it."""
    published: DateSpan = UNDATED
    """When its article was published, as well as that is known."""
    evidence: str = ""
    """The sentence or sentences it was read from, or the words in which it was entered."""
    entered_by: int | None = None
    """The user id of who entered or corrected it, None when it was read."""
    source: str = ""
    """For an entered fact: its address, its article ('article 3') or whose own knowledge it is."""
    supersedes: int | None = None
    """The fact that it corrects."""
    ended_at: str | None = None
    """UTC, ISO 8601: since when it no longer holds."""
    ended_why: str = ""
    tlp: int = 0
    """Its handling marking, as an index into TLP."""

    @property
    def is_former(self) -> bool:
        """Whether an office is told as one that is over, without its time ('who had been director')."""
        return self.predicate == "held" and self.when.why != IN_OFFICE
