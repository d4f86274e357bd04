"""Names: from what was typed to the entity that was meant, with the reason."""

from data.matching.because import LACKING
from data.matching.index import Match, NameIndex
from data.matching.offices import body_names, called_by, is_of_rank, names_office, office_names
from data.matching.persons import same_person
from data.matching.postings import create_tables
from data.matching.refold import refold
from data.matching.verdict import Choice, Nothing, Sure, verdict

__all__ = [
    "LACKING",
    "Choice",
    "Match",
    "NameIndex",
    "Nothing",
    "Sure",
    "body_names",
    "called_by",
    "create_tables",
    "is_of_rank",
    "names_office",
    "office_names",
    "refold",
    "same_person",
    "verdict",
]
