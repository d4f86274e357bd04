"""Anaphora: 'the Minister', 'the agency's director general' and 'he', where one person alone can be meant."""

from collections.abc import Iterator, Sequence

from data.reading import gazetteers, roles, spelling
from data.reading.lines import Line
from data.values import Mention

_ALIKE = {
    "premier": {"prime", "minister"},
    "pm": {"prime", "minister"},
    "dg": {"director", "general"},
    "director-general": {"director", "general"},
    "chief": {"head"},
}
_ROLE_CONFIDENCE = 0.7
_PRONOUN_CONFIDENCE = 0.6


def find(text: str, lines: Sequence[Line], mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Mentions by office or pronoun; nothing is said where more than one person could be meant."""
    people = [mention for mention in mentions if mention.kind == "person"]
    offices = _offices(text, lines, people)
    previous: list[Mention] = []
    for line in lines:
        here = [mention for mention in people if line.start <= mention.start < line.end]
        by_role = list(_by_role(line, here, offices))
        yield from by_role
        if not here and not by_role and (pronoun := _by_pronoun(line, previous)):
            yield pronoun
            continue
        yield from ()
        previous = sorted([*here, *by_role], key=lambda mention: mention.start) or previous


def _offices(text: str, lines: Sequence[Line], people: Sequence[Mention]) -> dict[str, set[str]]:
    """Canonical name -> the words of all offices that stand beside the person's name."""
    found: dict[str, set[str]] = {}
    for line in lines:
        places = {token.start: index for index, token in enumerate(line.tokens)}
        ends = {token.end: index for index, token in enumerate(line.tokens)}
        for mention in people:
            if mention.start in places and mention.end in ends:
                for role in roles.beside(line, places[mention.start], ends[mention.end]):
                    found.setdefault(mention.entity, set()).update(_content(text[role.start : role.end]))
    return found


def _content(phrase: str) -> set[str]:
    """The words of an office, spelled one way ('DG' is 'director general')."""
    words: set[str] = set()
    for word in phrase.replace("’", "'").replace("'s", " ").split():
        bare = spelling.folded(word) if "-" not in word else word.lower().strip(",.")
        words |= _ALIKE.get(bare, {bare})
    return words - {"", "the", "of", "for", "to", "and", "a", "an", "mr", "ms", "he", "his", "her", "dr"}


def _by_role(line: Line, here: Sequence[Mention], offices: dict[str, set[str]]) -> Iterator[Mention]:
    taken = {place for mention in here for place in range(mention.start, mention.end)}
    for index, token in enumerate(line.tokens):
        if token.text not in {"the", "The"} or not offices:
            continue
        last = _end_of_office(line, index)
        if last <= index or _beside_name(line, index, last, taken):
            continue
        words = _content(line.words(index + 1, last))
        who = [person for person, held in offices.items() if words <= held]
        if len(who) == 1:
            start, end = token.start, line.tokens[last].end
            yield Mention(
                start=start,
                end=end,
                text=line.text[start:end],
                kind="person",
                entity=who[0],
                how="role",
                confidence=_ROLE_CONFIDENCE,
            )


def _end_of_office(line: Line, the: int) -> int:
    """The last word of the office that begins after 'the' at token `the`, or `the` when there is none."""
    end = the
    for index in range(the + 1, min(the + 7, len(line.tokens))):
        word = line.tokens[index].text
        if not line.adjacent(index):
            break
        if word.lower() in gazetteers.vocabulary("office head") and not line.tokens[index].possessive:
            end = index
        elif end > the:
            if (
                word in {"of", "for", "to"}
                and index + 1 < len(line.tokens)
                and line.tokens[index + 1].capital
            ):
                continue
            if not line.tokens[index].capital:
                break
            end = index
        elif not (roles.is_role(word) or line.tokens[index].capital or word.lower() in {"prime", "interior"}):
            break
    return end


def _beside_name(line: Line, first: int, last: int, taken: set[int]) -> bool:
    """Whether the office only explains a name that stands right before or after it."""
    following = last + 1
    if following < len(line.tokens) and line.tokens[following].start in taken:
        return line.tokens[following].gap in {" ", ", "}
    before = first - 1
    return (
        before >= 0 and line.tokens[before].start in taken and line.tokens[first].gap in {", ", " – ", " ("}
    )


def _by_pronoun(line: Line, previous: Sequence[Mention]) -> Mention | None:
    """'He' or 'She' at the head of a sentence after one in which a single person is named."""
    if not line.tokens or line.tokens[0].text not in {"He", "She"}:
        return None
    who = {mention.entity for mention in previous}
    if len(who) != 1:
        return None
    token = line.tokens[0]
    return Mention(
        start=token.start,
        end=token.end,
        text=token.text,
        kind="person",
        entity=previous[0].entity,
        how="pronoun",
        confidence=_PRONOUN_CONFIDENCE,
    )
