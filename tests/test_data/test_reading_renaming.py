"""Renaming: whatever persons, bodies and projects are called, the same mentions are found."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.reading import gazetteers, mentions
from data.reading.spelling import same_word
from data.values import Article

ARTICLE = """\
{a2} says boats were seized this year
ISLAMABAD, Pakistan – Federal Minister for Harbours and Net Control {a1} {a2} met Mr. {b1} {b2}, the \
Foreign Secretary, and {c1} {c2}, head of the {org} Agency for Nets ({ag}), in Vienna on Monday.
“We shall act,” said {b2}. Minister {a2} thanked the {ag} and Commissioner {c2}.
The conference, held as part of the {proj}: Improving Harbours and Nets in Selected Ports project, \
funded by the European Union, opened with Dr. {d1} {d2} of the Ministry of {org2}.
The Foreign Secretary then left. {a1} {a2} stayed with Senator {d2}.
{proj} will end in 2031."""

SYLLABLES = [
    "ba",
    "be",
    "bo",
    "da",
    "do",
    "fa",
    "ga",
    "go",
    "ka",
    "ki",
    "ko",
    "la",
    "lo",
    "ma",
    "mi",
    "mo",
    "na",
    "no",
    "ra",
    "ro",
    "sa",
    "so",
    "ta",
    "to",
    "va",
    "vo",
    "za",
    "zo",
]
ENDINGS = ["rim", "lan", "dek", "vor", "mil", "zan", "bek", "dov", "nar", "tik", "gol", "rus"]


def invented(word: str) -> bool:
    known = (gazetteers.given_names(), gazetteers.cities(), gazetteers.countries(), gazetteers.regions())
    return word.lower() not in gazetteers.common_words() and not any(word in names for names in known)


WORD = st.builds(
    lambda one, two, end: (one + two + end).capitalize(),
    st.sampled_from(SYLLABLES),
    st.sampled_from(SYLLABLES),
    st.sampled_from(ENDINGS),
).filter(invented)
CAPITALS = st.text("BDFGKLMNPRSTVZ", min_size=5, max_size=6)
NAMES = st.lists(WORD, min_size=10, max_size=10, unique=True).filter(
    lambda words: not any(same_word(one, two) for i, one in enumerate(words) for two in words[:i])
)


def pattern(words: list[str], project: str) -> list[tuple[str, str, str, str]]:
    """The mentions with each invented word put back to the place it stands for."""
    slots = dict(zip(["a1", "a2", "b1", "b2", "c1", "c2", "d1", "d2", "org", "org2"], words, strict=True))
    slots |= {"ag": slots["org"][0] + "AN", "proj": project}
    text = ARTICLE.format(**slots)

    def put_back(name: str) -> str:
        for slot, word in slots.items():
            name = name.replace(word, "{" + slot + "}")
        return name

    found = mentions.find(Article(text=text), ())
    return [(put_back(m.text), m.kind, put_back(m.entity), m.how) for m in found]


PLAIN = pattern(
    ["Daniyal", "Qorvi", "Bilal", "Doolani", "Mika", "Spindar", "Fatima", "Kashoori", "Thessal", "Netting"],
    "HARBOR",
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(NAMES, CAPITALS)
def test_renaming_persons_bodies_and_projects_renames_the_mentions_and_changes_nothing_else(
    words: list[str], project: str
) -> None:
    assert pattern(words, project) == PLAIN


def test_the_pattern_that_renaming_keeps_is_the_one_a_reader_expects() -> None:
    persons = {entity for _, kind, entity, _ in PLAIN if kind == "person"}
    assert persons == {"{a1} {a2}", "{b1} {b2}", "{c1} {c2}", "{d1} {d2}"}
    assert ("{ag}", "organisation", "{org} Agency for Nets", "acronym") in PLAIN
    assert {entity for _, kind, entity, _ in PLAIN if kind == "project"} == {
        "Improving Harbours and Nets in Selected Ports"
    }
    assert ("The Foreign Secretary", "person", "{b1} {b2}", "role") in PLAIN
