"""Who speaks, whom a surname means and what a figure is of: never the name that merely stood last."""

import pytest

from data.reading.reader import read_article
from data.reading.unnamed import unnamed
from data.values import Article, Fact
from tests.test_data.marked import brief, document, read, unmarked


def told(text: str, *kinds: str) -> list[Fact]:
    """The facts of some kinds in a plain text, read with the rules alone."""
    return [fact for fact in read_article(Article(text=text, language="en")).facts if fact.kind in kinds]


def speakers(text: str) -> list[str]:
    return [quote.speaker for quote in document(text).quotations]


def test_he_is_not_somebody_of_whom_the_paragraph_before_only_tells() -> None:
    text = (
        "Papers name him as a successor to {P:Tom Adeyi}, whose term ends in May.\n\n"
        "“We never asked for this post and nobody offered it,” he said."
    )
    assert speakers(text) == [""]


def test_he_is_not_somebody_whom_a_quotation_names() -> None:
    text = (
        "“{P:Tom Adeyi} is an honest man,” {P:Mara Okell} said.\n\n"
        "“Nobody has called me about the harbour,” she said."
    )
    assert speakers(text) == ["Mara Okell"] * 2


def test_the_lawyer_speaks_and_not_the_client() -> None:
    text = "Mr {P:Tom Adeyi}'s lawyer, {P:Lena Brandt}, denied it. “My client sells fish and nets,” she said."
    assert speakers(text) == ["Lena Brandt"]


def test_a_new_sentence_behind_a_fragment_does_not_say_whose_it_is() -> None:
    text = 'Nobody believes that the strait is "wholly closed". {P:Mara Okell} called it a dream.'
    assert speakers(text) == [""]


def test_what_somebody_unnamed_told_a_speaker_is_not_the_speakers_own() -> None:
    text = (
        "{P:Mara Okell} recalls what a judge once told her: “Bring me one sailor who will testify in court.”"
    )
    assert speakers(text) == [""]


def test_what_a_gathering_wrote_is_not_the_words_of_who_rejects_it() -> None:
    text = (
        "{P:Mara Okell} spoke. {P:He} rejects the criticism of the {E:Tunis Forum}, which wrote that grants "
        "“reach the wrong villages”."
    )
    assert "Mara Okell" not in [fact.subject for fact in read(text, "quote")]


def test_a_country_to_which_an_ambassador_is_sent_is_no_person() -> None:
    text = 'Ms. Lena Brandt, Ambassador of Norway to Morania, said: "It is a duty and not a favour at all."'
    assert brief(told(text, "quote"), "subject") == [("Lena Brandt",)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A senior {O:Coast Bureau} official said that it was late.", "A senior Coast Bureau official"),
        ("two {O:Coast Bureau} diplomats said", "two Coast Bureau diplomats"),
        ("The {O:Coast Bureau} said that it was late.", ""),
        ("The {O:Coast Bureau} official Tom Adeyi said that it was late.", ""),
    ],
)
def test_an_official_without_a_name_is_not_the_body(text: str, words: str) -> None:
    plain, (who,) = unmarked(text)
    assert unnamed(plain, who) == words


def test_a_figure_of_an_unnamed_official_is_told_as_his() -> None:
    (boats,) = read("A {O:Coast Bureau} official said that 12 boats had sunk.", "figure")
    assert boats.speaker == "a Coast Bureau official"


def test_an_unnamed_officials_words_are_not_quoted_as_the_bodys() -> None:
    text = "A {O:Coast Bureau} diplomat, who asked not to be named, said the money “was not for speeches at all”."
    assert speakers(text) == [""]


def test_a_surname_means_the_one_of_that_name_whom_the_text_has_named_so_far() -> None:
    text = (
        'Harbour Director Nadir Velho spoke to reporters. "They sold a dream," Mr Velho said.\n\n'
        'Opposition lawmaker Sara Velho disagreed. "It is not enough," she said.'
    )
    assert brief(told(text, "quote"), "subject") == [("Nadir Velho",), ("Sara Velho",)]


def test_of_two_of_one_surname_the_title_tells_whom_it_means() -> None:
    text = (
        "Dr. Nadir Velho opened the session. Ms. Sara Velho closed it. Much was left for later.\n\n"
        '"We need more boats and crews," Dr. Velho said.'
    )
    assert brief(told(text, "quote"), "subject") == [("Nadir Velho",)]


def test_a_figure_is_not_of_whoever_was_quoted_before_it() -> None:
    text = "{P:Mara Okell} spoke in {L:Malta}.\n\nThe boat carried 86 people when it sank."
    assert [fact.subject for fact in read(text, "figure")] == ["Malta"]


def test_a_figure_is_not_of_a_project_that_the_article_only_mentions() -> None:
    text = (
        "The {O:Coast Bureau} reported to {L:Malta}.\nSailors filed 1,842 claims.\nMuch was done.\n"
        "Nobody came.\nMoney goes to the {J:Calm Sea} project."
    )
    assert [fact.subject for fact in read(text, "figure")] == ["Coast Bureau"]


def test_a_share_in_brackets_is_of_the_payer_before_it() -> None:
    text = "Funded by: {O:Coast Bureau} (90%) and {O:Port League} (10%)"
    assert brief(read(text, "figure"), "value", "subject") == [
        ("90%", "Coast Bureau"),
        ("10%", "Port League"),
    ]


def test_the_day_of_an_agreement_is_not_the_figures() -> None:
    (sent,) = read("Nearly 400 were sent to {L:Malta} under the pact signed on 14 May 2021.", "figure")
    assert (sent.number, sent.when.edtf) == (400, "")


def test_each_of_two_compared_periods_keeps_its_figure() -> None:
    text = (
        "Between January and June 2024, 1,200 crossings were seen in {L:Malta}, a fall of 31% compared with "
        "the same period of 2023, when 1,800 were seen."
    )
    assert brief(read(text, "figure"), "value", "number") == [
        ("1,200", 1200),
        ("31%", 31),
        ("1,800", 1800),
    ]
    assert [fact.when.edtf for fact in read(text, "figure")] == ["2024-01/2024-06", "2024-01/2024-06", "2023"]


def test_a_figure_that_was_given_earlier_is_no_current_one() -> None:
    text = "{L:Malta} seized 1.3 million euros. The sum was earlier given as 13 million euros."
    assert [fact.value for fact in read(text, "figure")] == ["1.3 million euros"]


def test_what_a_speaker_corrects_is_told_with_the_right_value() -> None:
    text = (
        "{P:Mara Okell} then stated that 1,120 sailors were housed in {L:Malta}. The correct number is 112."
    )
    assert [fact.value for fact in read(text, "figure")] == ["112"]


def test_the_day_on_which_somebody_said_a_figure_is_not_the_figures_own() -> None:
    text = "{P:Mara Okell} said last week that 214 agents had been arrested in 2024."
    assert [fact.when.edtf for fact in read(text, "figure")] == ["2024"]


def test_somebody_who_stands_aside_hands_the_words_to_nobody_of_the_paragraph_before() -> None:
    text = (
        "{P:Omar Belhadj}, head of the {O:Coast Guard}, opened the meeting.\n\n"
        "The brother of {P:Sami Trabelsi} spoke outside the court. “We want justice, and this year,” he said."
    )
    assert speakers(text) == [""]


def test_the_wife_speaks_and_not_the_husband() -> None:
    text = "{P:Mira Hoxha}, the wife of {P:Omar Dema}, said: “I am proud of what this town has done.”"
    assert "Omar Dema" not in speakers(text)


@pytest.mark.parametrize(
    "text",
    [
        "{P:Ana Costa} said the opposition claims that the camp would open in {L:Malta}.",
        "Smugglers in {L:Malta} will follow the money.",
        "Fires in {L:Malta} will start again.",
        "Ministers in {L:Malta} will start talks.",
    ],
)
def test_what_nobody_announces_is_no_announcement(text: str) -> None:
    assert read(text, "announcement") == []


def test_a_figure_of_the_whole_world_is_of_no_place_of_the_article() -> None:
    text = (
        "MALTA, 3 May 2021 - The talks in Malta ended.\n\nWorldwide, 27 million people are in forced labour."
    )
    assert "Malta" not in {fact.subject for fact in told(text, "figure")}


@pytest.mark.parametrize(
    "text",
    [
        "The governor said {P:Tom Adeyi} had been “confirmed as harbour master for good” last week.",
        "The governor said that {P:Tom Adeyi} was “confirmed as harbour master for good” last week.",
        "Asked about the port, the governor said Mr {P:Tom Adeyi} will be “missed by all of us here”.",
    ],
)
def test_who_is_only_spoken_of_says_nothing(text: str) -> None:
    assert speakers(text) == [""]


@pytest.mark.parametrize(
    "text",
    [
        "Said {P:Tom Adeyi}: “We never asked for this post and nobody offered it.”",
        "In a note said {P:Tom Adeyi}, the harbour master: “We never asked for this post and nobody offered it.”",
        "Said {P:Tom Adeyi} of the port: “We never asked for this post and nobody offered it.”",
    ],
)
def test_who_is_named_behind_the_verb_speaks(text: str) -> None:
    assert speakers(text) == ["Tom Adeyi"]
