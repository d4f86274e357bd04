"""Facts about people: offices, meetings, statements, and quotations as facts."""

import pytest

from data.dates import DateSpan
from data.reading.reader import read_article
from data.values import Article
from tests.test_data.marked import brief, read

MARA, IVO, UNA = "Mara Okell", "Ivo Brandt", "Una Vale"
MAY = DateSpan(edtf="2024-05-06", precision="day")


@pytest.mark.parametrize(
    ("text", "value", "owner"),
    [
        ("Federal Harbour Minister {P:Mara Okell} spent the day at sea.", "Federal Harbour Minister", ""),
        ("Federal Minister for Ports and Coast "
         "Control {P:Mara Okell} spoke.", "Federal Minister for Ports and Coast Control", ""),
        ("{P:Mara Okell}, head of the "
         "{O:Coast Bureau}, also spoke.", "head of the Coast Bureau", "Coast Bureau"),
        ("{L:Norway}’s Ambassador to {L:Malta} {P:Mara Okell} was present.", "Ambassador to Malta", "Norway"),
        ("{O:Coast Bureau}’s Director General {P:Mara Okell} spoke.", "Director General", "Coast Bureau"),
        ("“It is late for all of us now,” said Mr. "
         "{P:Mara Okell}, the Foreign Secretary.", "Foreign Secretary", ""),
        ("{P:Mara Okell}, {O:CB=Coast Bureau} "
         "Representative in {L:Malta}, spoke.", "CB Representative in Malta", "Coast Bureau"),
        ("The Deputy Head of the {O:Coast Bureau},"
         " Mr. {P:Mara Okell}, spoke.", "Deputy Head of the Coast Bureau", "Coast Bureau"),
        ("{O:Union} Commissioner for Home Affairs and "
         "Migration {P:Mara Okell} spoke.", "Union Commissioner for Home Affairs and Migration", "Union"),
        ("{P:Mara Okell}, Director General (DG) "
         "{O:CB=Coast Bureau}, did the honours.", "Director General (DG) CB", "Coast Bureau"),
        ("They spoke with Special Assistant to the Prime "
         "Minister on Overseas Sailors "
         "{P:Mara Okell}.", "Special Assistant to the Prime Minister on Overseas Sailors", ""),
        ("Highlighting the work of {O:Coast Bureau} ({O:CB=Coast Bureau}), its Director General Mr. "
         "{P:Mara Okell} explained it.", "Director General", "Coast Bureau"),
        ("{P:Mara Okell}, XI (M), Director General "
         "of the {O:Coast Bureau}, came.", "Director General of the Coast Bureau", "Coast Bureau"),
        ("Dr. {P:Mara Okell}, who represents "
         "{O:Coast Bureau} in {L:Malta}, spoke.", "represents Coast Bureau in Malta", "Coast Bureau"),
        ("{P:Mara Okell} of {L:Norway} is the eleventh "
         "Director General, with a term of five years.", "Director General", ""),
        ("{P:Mara Okell}, the interior minister, went to sea.", "interior minister", ""),
        ("{P:Mara Okell} was appointed Director "
         "of the {O:Coast Bureau}.", "Director of the Coast Bureau", "Coast Bureau"),
    ],
)  # fmt: skip
def test_an_office_is_read_beside_the_name(text: str, value: str, owner: str) -> None:
    found = read(text, "office")
    assert brief(found, "subject", "predicate", "value", "object") == [(MARA, "holds", value, owner)]


def test_an_office_is_held_as_of_the_report() -> None:
    (office,) = read("Harbour Minister {P:Mara Okell} spoke.", "office", published=MAY)
    assert (office.when.edtf, office.when.why) == ("2024-05-06", "as of the report")
    (office,) = read("Harbour Minister {P:Mara Okell} spoke.", "office")
    assert (office.when.edtf, office.when.why) == ("", "the report is undated")


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("Former Harbour Minister {P:Mara Okell} spoke.", "held"),
        ("It was signed by then governor {P:Mara Okell}.", "held"),
        ("{P:Mara Okell}, the former Director of the {O:Coast Bureau}, spoke.", "held"),
        ("{P:Mara Okell} is tipped to be the next Foreign Minister.", "tipped for"),
        ("{P:Mara Okell} is likely to become Director of the {O:Coast Bureau}.", "tipped for"),
    ],
)
def test_a_past_or_a_likely_office_is_not_held(text: str, predicate: str) -> None:
    (office,) = read(text, "office")
    assert office.predicate == predicate
    assert office.qualifier


@pytest.mark.parametrize(
    "text",
    [
        "{P:Mara Okell} has been made OSD.",
        "{P:Mara Okell} was posted as Officer on Special Duty.",
        "{P:Mara Okell}, Officer on Special Duty (OSD), left.",
        "Minister {P:Mara Okell} spoke.",
        "{P:Mara Okell}, a keen sailor, spoke.",
        "{P:Mara Okell} met the Director General.",
        "The Prime Minister, {P:Mara Okell} and {P:Ivo Brandt} left.",
    ],
)
def test_a_rank_a_hobby_or_somebody_elses_title_is_no_office(text: str) -> None:
    assert read(text, "office") == []


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Italian Interior Minister {P:Mara Okell} spoke.", "Italy"),
        ("the then South African Foreign Minister {P:Mara Okell} spoke.", "South Africa"),
        ("The Pakistani Ambassador to {L:Malta}, {P:Mara Okell}, spoke.", "Pakistan"),
        ("European Commissioner {P:Mara Okell} spoke.", "European Union"),
        ("{O:Swiss Coast Bureau} Director General {P:Mara Okell} spoke.", "Swiss Coast Bureau"),
        ("Urban Affairs Minister {P:Mara Okell} spoke.", ""),
        ("The {O:Coast Bureau} keeps the coast. {P:Mara Okell} is the eleventh Director General (DG).",
         "Coast Bureau"),
        ("The {O:Coast Bureau} and {O:CB} sail. {P:Mara Okell} is the eleventh Director General (DG).", ""),
    ],
)  # fmt: skip
def test_a_country_or_body_has_the_office(text: str, owner: str) -> None:
    (office,) = read(text, "office")
    assert office.object == owner


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        ("Director General {O:CB} Brig. (R) {P:Mara Okell}, Additional Secretary (Ports) {P:Ivo Brandt} and "
         "Joint Secretary Adv. {P:Una Vale} sat.",
         [(MARA, "Director General CB"), (IVO, "Additional Secretary (Ports)"), (UNA, "Joint Secretary")]),
        ("{P:Mara Okell}, Director of {O:CB}, {P:Ivo Brandt}, Secretary of the {O:UN}, and {P:Una Vale}, "
         "Chief of Mission, sat.",
         [(MARA, "Director of CB"), (IVO, "Secretary of the UN"), (UNA, "Chief of Mission")]),
        ("They met Director {O:CB}, {P:Mara Okell}, Secretary Ports, {P:Ivo Brandt}, and others.",
         [(MARA, "Director CB"), (IVO, "Secretary Ports")]),
        ("{P:Mara Okell}, Joint Secretary (Ports) Zzyx Qorl, sat.", []),
    ],
)  # fmt: skip
def test_in_a_list_each_title_belongs_to_one_person(text: str, offices: list[tuple[str, str]]) -> None:
    assert brief(read(text, "office"), "subject", "value") == offices


def test_of_two_titles_the_one_that_says_more_stays() -> None:
    text = "Federal Harbour Minister {P:Mara Okell} came. Harbour Minister {P:Mara Okell} left."
    assert brief(read(text, "office"), "value") == [("Federal Harbour Minister",)]


@pytest.mark.parametrize(
    "verb",
    [
        "met", "met with", "also met with", "held a key meeting with", "had discussions with", "called on",
        "paid a courtesy "
        "call on", "received", "met separately with", "hosted a dinner for", "held talks with",
    ],
)  # fmt: skip
def test_whoever_meets_somebody_has_met_him(verb: str) -> None:
    found = read(f"{{P:Mara Okell}} {verb} Harbour Minister {{P:Ivo Brandt}} in {{L:Valletta}}.", "meeting")
    assert brief(found, "subject", "predicate", "object", "place") == [(MARA, "met", IVO, "Valletta")]


@pytest.mark.parametrize(
    "text",
    [
        "{P:Mara Okell} and her Maltese counterpart {P:Ivo Brandt} met in {L:Valletta}.",
        "At a meeting between {P:Mara Okell} and {P:Ivo Brandt} in {L:Valletta}, boats were discussed.",
        "{P:Mara Okell} was received by President {P:Ivo Brandt} in {L:Valletta}.",
        "{P:Mara Okell}'s meeting with {P:Ivo Brandt} in {L:Valletta} was short.",
        "During a meeting with {P:Ivo Brandt} in {L:Valletta}, {P:Mara Okell} spoke of boats.",
    ],
)
def test_a_meeting_is_read_from_nouns_and_passives_too(text: str) -> None:
    (met,) = read(text, "meeting")
    assert {met.subject, met.object, met.place} == {MARA, IVO, "Valletta"}


def test_everyone_of_a_list_was_met() -> None:
    text = (
        "{P:Okell=Mara Okell} met with {L:Malta}’s Foreign Secretary {P:Ivo Brandt}, {P:Una Vale} from the "
        "{O:Ministry of Ports}, and {P:Jon Aske}, Director General of the {O:Coast Bureau}."
    )
    found = read(text, "meeting")
    assert brief(found, "subject", "object") == [(MARA, IVO), (MARA, UNA), (MARA, "Jon Aske")]


def test_what_was_discussed_stands_in_the_sources_words() -> None:
    text = (
        "{P:Mara Okell} held a meeting with {P:Ivo Brandt} in {L:Valletta}, where both sides discussed "
        "new ways to "
        "share boats and crews.\nBoth sides agreed to further share pilots. They also decided to train crews."
    )
    found = read(text, "meeting", "agreement")
    assert brief(found, "predicate", "value") == [
        ("met", "new ways to share boats and crews"),
        ("agreed", "to further share pilots"),
        ("agreed", "to train crews"),
    ]


def test_where_a_visit_was_is_carried_to_the_meeting_of_the_next_sentence() -> None:
    text = (
        "{L:OSLO=Oslo}: Minister {P:Ivo Brandt} spent the day in talks in {L:Valletta} during his visit "
        "to {L:Malta}.\n"
        "{P:Mara Okell}, head of the {O:Coast Bureau}, also met with Minister {P:Ivo Brandt}."
    )
    (met,) = read(text, "meeting")
    assert met.place == "Valletta"


@pytest.mark.parametrize(
    "text",
    [
        "{P:Mara Okell} will meet {P:Ivo Brandt} in {L:Oslo}.",
        "{P:Mara Okell} did not meet {P:Ivo Brandt}.",
        "{P:Mara Okell} hopes to meet {P:Ivo Brandt} soon.",
        "{P:Mara Okell} met the deadline. {P:Ivo Brandt} did not.",
        "{O:Coast Bureau} received {O:Union} funds.",
    ],
)
def test_a_meeting_to_come_or_not_held_is_none(text: str) -> None:
    assert read(text, "meeting") == []


def test_a_dateline_is_not_where_people_met() -> None:
    (met,) = read("{L:OSLO=Oslo}: {P:Mara Okell} met {P:Ivo Brandt} on Monday.", "meeting", published=MAY)
    assert (met.place, met.when.edtf) == ("", "2024-05-06")


@pytest.mark.parametrize(
    ("text", "verb", "value"),
    [
        ("{P:Mara Okell} said that the sea is calm.", "said", "the sea is calm"),
        ("{P:He=Mara Okell} said that the sea is calm.", "said", "the sea is calm"),
        ("{P:Mara Okell} informed the {O:Union} side that 12 boats sank.", "informed", "12 boats sank"),
        ("{P:Mara Okell} called for new boats.", "called for", "new boats"),
        ("{P:Mara Okell} called on other states to help.", "called on", "other states to help"),
        ("Boats are late, {P:Okell=Mara Okell} said.", "said", "Boats are late"),
        ("According to {P:Mara Okell}, boats are late.", "according to", "boats are late"),
        ("{P:Mara Okell} thanked the crew for its work.", "thanked", "the crew for its work"),
        (
            "{P:Mara Okell} led talks at the port and emphasized the need for pilots.",
            "emphasized",
            "the need for pilots",
        ),
    ],
)
def test_reported_speech_is_a_statement_in_the_reporters_words(text: str, verb: str, value: str) -> None:
    (said,) = read(text, "statement")
    assert (said.subject, said.speaker, said.predicate, said.value, said.reported) == (
        MARA,
        MARA,
        verb,
        value,
        True,
    )


def test_one_sentence_with_two_verbs_of_speech_is_two_statements() -> None:
    text = (
        "{P:Mara Okell} emphasized the need for pilots and said that boats are late, stressing that "
        "crews are few."
    )
    assert brief(read(text, "statement"), "predicate", "value") == [
        ("emphasized", "the need for pilots"),
        ("said", "boats are late"),
        ("stressing", "crews are few"),
    ]


def test_both_of_two_speakers_are_reported() -> None:
    text = "Both {L:Malta} and the {O:Union} reaffirmed their commitment to boats."
    assert brief(read(text, "statement"), "subject") == [("Malta",), ("Union",)]


def test_a_direct_quotation_is_not_also_a_statement() -> None:
    assert read("{P:Mara Okell} said: “The sea is calm today.”", "statement") == []
    assert read("{P:Mara Okell} said, “The sea is calm today.”", "statement") == []
    assert read("{P:He=Mara Okell} added that “the sea is calm for all of us today.”", "statement") == []


def test_the_object_of_a_preposition_does_not_speak() -> None:
    assert read("A friend of {P:Mara Okell} said that the sea is calm.", "statement") == []


def test_a_quotation_is_a_fact_of_its_speaker_with_the_words_inside_the_marks() -> None:
    (quote,) = read("{P:Mara Okell} said: “The sea is calm. We sail.”", "quote")
    assert (quote.subject, quote.predicate, quote.value) == (MARA, "said", "The sea is calm. We sail.")
    assert not quote.reported


def test_a_fragment_is_told_apart_from_an_utterance() -> None:
    (quote,) = read("{P:Mara Okell} called the work “exemplary”.", "quote")
    assert (quote.predicate, quote.value) == ("used the words", "exemplary")


def test_a_message_of_an_unnamed_office_is_a_fact_of_its_country() -> None:
    text = (
        "A message was delivered on behalf of H.E. the High Commissioner of {L:Norway}. The message "
        "stated that "
        "“the sea must be shared by all of us.”"
    )
    (quote,) = read(text, "quote")
    assert (quote.subject, quote.speaker, quote.on_behalf_of) == (
        "Norway",
        "",
        "the High Commissioner of Norway",
    )


@pytest.mark.parametrize(
    ("text", "value", "owner"),
    [
        ("{P:Mara Okell}, a senior programme manager at the {O:UN} migration agency, spoke.",
         "senior programme manager at the UN migration agency", "UN"),
        ("{O:Coast Bureau} named {P:Mara Okell} as "
         "chief of mission in {L:Lagos}.", "chief of mission in Lagos", "Lagos"),
        ("{P:Mara Okell} is now ambassador to {L:Japan}.", "ambassador to Japan", ""),
        ("DIG Operations {P:Mara Okell} spoke.", "DIG Operations", ""),
        ("Governor {P:Mara Okell} spoke.", "Governor", ""),
        ("{O:Union} Commissioner for Ports, Home Affairs and Growth, {P:Mara Okell}, spoke.",
         "Union Commissioner for Ports, Home Affairs and Growth", "Union"),
        ("Additional Secretary (Border Control) {P:Mara Okell} spoke.",
         "Additional Secretary (Border Control)", ""),
        ("Director General Rear Admiral {P:Mara Okell} spoke.", "Director General", ""),
        ("Chief Justice {P:Mara Okell} spoke.", "Chief Justice", ""),
    ],
)  # fmt: skip
def test_offices_are_read_in_small_letters_and_verbs_too(text: str, value: str, owner: str) -> None:
    found = read(text, "office")
    assert brief(found, "subject", "predicate", "value", "object") == [(MARA, "holds", value, owner)]


@pytest.mark.parametrize(
    "text",
    [
        "{P:Mara Okell} welcomed her Maltese colleague {P:Ivo Brandt} to {L:Valletta}.",
        "{P:Mara Okell} hosted {P:Ivo Brandt} for a lunch in {L:Valletta}.",
        "Harbour ministers {P:Mara Okell} of {L:Norway} and {P:Ivo Brandt} of {L:Malta} met in {L:Valletta}.",
        "A meeting was held between {P:Mara Okell} and {P:Ivo Brandt} in {L:Valletta}.",
        "A delegation of the {O:Coast Bureau} headed by {P:Mara Okell} called on Speaker {P:Ivo Brandt} "
        "in {L:Valletta}.",
    ],
)
def test_hosts_guests_and_delegations_meet(text: str) -> None:
    (met,) = read(text, "meeting")
    assert (met.subject, met.object, met.place) == (MARA, "Ivo Brandt", "Valletta")


def test_both_sides_are_not_the_two_of_an_earlier_meeting_once_others_are_named() -> None:
    text = (
        "{P:Mara Okell} met {P:Ivo Brandt}.\nThen {P:Una Vale} spoke with {P:Jon Aske}.\n"
        "Both sides agreed to share pilots."
    )
    assert read(text, "agreement") == []


def test_one_meeting_told_from_both_ends_is_one_fact() -> None:
    text = (
        "{P:Mara Okell} met {P:Ivo Brandt} in {L:Oslo}.\n{P:Brandt=Ivo Brandt} said after meeting "
        "{P:Okell=Mara Okell} that it rained."
    )
    assert brief(read(text, "meeting"), "subject", "object") == [(MARA, IVO)]


@pytest.mark.parametrize(
    "text",
    [
        "{P:Mara Okell} was in {L:Oslo} for talks with {P:Ivo Brandt}.",
        "{P:Mara Okell} met in {L:Oslo} with {P:Ivo Brandt}.",
        "{P:Mara Okell}, who met {P:Ivo Brandt} in {L:Oslo}, was glad.",
        "{P:Mara Okell} and her Danish counterpart, {P:Ivo Brandt}, held bilateral talks in {L:Oslo}.",
        "{P:Mara Okell} met the mayor of the port, {P:Ivo Brandt}, in {L:Oslo}.",
    ],
)
def test_talks_by_any_other_name_are_a_meeting(text: str) -> None:
    assert brief(read(text, "meeting"), "subject", "object", "place") == [(MARA, IVO, "Oslo")]


def test_travel_that_is_still_to_come_is_no_meeting() -> None:
    assert read("{P:Mara Okell} will travel to {L:Oslo} for talks with {P:Ivo Brandt}.", "meeting") == []


@pytest.mark.parametrize(
    "text",
    [
        "Talks were held in {L:Oslo} on Monday between {P:Mara Okell} and {P:Ivo Brandt}.",
        "In talks with {P:Ivo Brandt} in {L:Oslo}, {P:Mara Okell} spoke of boats.",
        "{P:Mara Okell} met local sailors' lawyer {P:Ivo Brandt} in {L:Oslo}.",
        "{P:Mara Okell} was welcomed by {P:Ivo Brandt} in {L:Oslo}.",
        "{P:Mara Okell} spoke.\nShe also met {P:Ivo Brandt} in {L:Oslo}.",
    ],
)
def test_more_ways_to_meet(text: str) -> None:
    (met,) = read(text, "meeting")
    assert {met.subject, met.object, met.place} == {MARA, IVO, "Oslo"}


def test_three_who_met_are_three_pairs() -> None:
    text = "{P:Mara Okell}, {P:Ivo Brandt} and {P:Una Vale} met in {L:Oslo}."
    assert brief(read(text, "meeting"), "subject", "object") == [(MARA, IVO), (MARA, UNA), (IVO, UNA)]


@pytest.mark.parametrize(
    "text",
    [
        "{P:Mara Okell} met resistance from {P:Ivo Brandt}.",
        "{P:Mara Okell} visited the {O:Coast Bureau}.",
        "{P:Mara Okell} and {P:Ivo Brandt} spoke. She met {P:Una Vale}.",
    ],
)
def test_what_only_looks_like_a_meeting_is_none(text: str) -> None:
    assert read(text, "meeting") == []


def test_all_guests_of_a_host_were_met() -> None:
    text = "{P:Mara Okell} hosted {P:Ivo Brandt} and {P:Una Vale} at the port in {L:Oslo}."
    assert brief(read(text, "meeting"), "subject", "object") == [(MARA, IVO), (MARA, UNA)]


def test_who_leads_a_delegation_meets_for_it() -> None:
    text = "A delegation of the {O:Coast Bureau}, led by {P:Mara Okell}, met {P:Ivo Brandt} in {L:Oslo}."
    assert brief(read(text, "meeting"), "subject", "object", "place") == [(MARA, IVO, "Oslo")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The routes at sea, Minister {P:Mara Okell} warned, are getting longer.",
            ("warned", "The routes at sea, Minister Mara Okell warned, are getting longer"),
        ),
        (
            "Crews take new routes, Minister {P:Mara Okell} pointed out.",
            ("pointed out", "Crews take new routes"),
        ),
        (
            "Speaking at the launch of the book, Minister {P:Mara Okell} thanked the donors of the port.",
            ("thanked", "the donors of the port"),
        ),
        (
            "Speaking at the launch of the book, {P:Mara Okell} said.",
            None,
        ),
    ],
)
def test_what_was_said_is_never_the_opener_of_the_sentence(text: str, told: tuple[str, str] | None) -> None:
    found = [(fact.predicate, fact.value) for fact in read(text, "statement")]
    assert found == ([told] if told else [])


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("{P:Mara Okell} hosted {P:Tom Adeyi}.", ""),
        ("{P:Mara Okell} and {P:Tom Adeyi} had a meeting in {L:Malta}.", "Malta"),
        ("{P:Mara Okell} and {P:Tom Adeyi} came together in {L:Malta}.", "Malta"),
        ("{P:Mara Okell} hosted a meeting with {P:Tom Adeyi} in {L:Malta}.", "Malta"),
        ("{P:Mara Okell} met bilaterally with {P:Tom Adeyi} in {L:Malta}.", "Malta"),
        ("In {L:Malta}, {P:Mara Okell} met {P:Tom Adeyi}.", "Malta"),
        ("During her visit to {L:Malta}, {P:Mara Okell} met with {P:Tom Adeyi}.", "Malta"),
    ],
)
def test_the_shapes_in_which_a_meeting_is_told(text: str, place: str) -> None:
    (met,) = read(text, "meeting")
    assert (met.subject, met.predicate, met.object, met.place) == ("Mara Okell", "met", "Tom Adeyi", place)


@pytest.mark.parametrize(
    "text",
    [
        "Representatives of the {O:Port League} and the {O:Coast Bureau} met in {L:Malta}.",
        "The {O:Port League} and the {O:Coast Bureau} held talks in {L:Malta}.",
    ],
)
def test_two_bodies_meet(text: str) -> None:
    (met,) = read(text, "meeting")
    assert (met.subject, met.object, met.place) == ("Port League", "Coast Bureau", "Malta")


@pytest.mark.parametrize(
    "text",
    [
        "{P:Mara Okell} phoned {P:Tom Adeyi} on 3 May 2024.",
        "{P:Mara Okell} spoke by telephone with {P:Tom Adeyi} on 3 May 2024.",
        "{P:Mara Okell} spoke with {P:Tom Adeyi} on 3 May 2024 about boats.",
        "{P:Mara Okell} had a telephone call with {P:Tom Adeyi} on 3 May 2024.",
        "{P:Mara Okell} and {P:Tom Adeyi} spoke by phone on 3 May 2024.",
    ],
)
def test_a_call_is_told_as_a_call(text: str) -> None:
    (call,) = read(text, "meeting")
    assert (call.subject, call.predicate, call.object) == ("Mara Okell", "spoke", "Tom Adeyi")
    assert call.when.edtf == "2024-05-03"


@pytest.mark.parametrize(
    "verb", ["did not meet", "refused to meet", "has never met", "will phone", "did not phone"]
)
def test_those_who_did_not_meet_did_not_meet(verb: str) -> None:
    assert read(f"{{P:Mara Okell}} {verb} {{P:Tom Adeyi}} in {{L:Malta}}.", "meeting") == []


@pytest.mark.parametrize("title", ["Chaudhry", "Mian", "Sheikh", "Maulana", "Haji"])
@pytest.mark.parametrize(
    "text", ["The harbour minister, {} {{P:Mara Okell}}, sat.", "Harbour Minister {} {{P:Mara Okell}} sat."]
)
def test_a_title_of_family_or_faith_belongs_to_the_name_and_not_to_the_office(text: str, title: str) -> None:
    (office,) = read(text.format(title), "office")
    assert (office.subject, office.value.casefold()) == ("Mara Okell", "harbour minister")


def test_a_name_goes_on_behind_its_arabic_article() -> None:
    article = Article(
        text="Minister Mara Abd al-Rahim as-Sayed sat. Ms as-Sayed left. The at-Sea drill ended.",
        language="en",
    )
    named = [(m.text, m.entity) for m in read_article(article).mentions if m.kind == "person"]
    assert named == [("Mara Abd al-Rahim as-Sayed",) * 2, ("as-Sayed", "Mara Abd al-Rahim as-Sayed")]


@pytest.mark.parametrize(
    ("sentence", "predicate", "when"),
    [
        ("Selma Kovan, who was Director General of the Coast Bureau, spoke.", "held", "2024-05-06"),
        ("Selma Kovan had been Director General of the Coast Bureau.", "held", "2024-05-06"),
        ("Selma Kovan, Director General of the Coast Bureau until 2021, spoke.", "held", "../2021"),
        ("Selma Kovan, Director General of the Coast Bureau from 2012 to 2016, spoke.", "held", "2012/2016"),
        ("Selma Kovan was Director General of the Coast Bureau from 2012 to 2016.", "held", "2012/2016"),
        ("Selma Kovan has been Director General of the Coast Bureau since 2021.", "holds", "2021/.."),
        ("Selma Kovan, Director General of the Coast Bureau until 2029, spoke.", "holds", "2024-05-06"),
        ("Selma Kovan, who is Director General of the Coast Bureau, spoke.", "holds", "2024-05-06"),
        ("Selma Kovan has been appointed Director General of the Coast Bureau.", "holds", "2024-05-06"),
        (
            "Selma Kovan was named Director General of the Coast Bureau. She takes office on 3 June.",
            "holds",
            "2024-06-03/..",
        ),
        (
            "Selma Kovan was named Director General of the Coast Bureau. Her appointment takes effect in June.",
            "holds",
            "2024-06/..",
        ),
        (
            "Selma Kovan was appointed Director General of the Coast Bureau, effective 3 June 2024.",
            "holds",
            "2024-06-03/..",
        ),
        (
            "Selma Kovan was appointed Director General of the Coast Bureau, effective 3 June.",
            "holds",
            "2024-06-03/..",
        ),
        (
            "Selma Kovan was appointed Director General of the Coast Bureau, effective 3 April.",
            "holds",
            "2024-04-03/..",
        ),
        (
            "Selma Kovan is Director General of the Coast Bureau. Her appointment takes effect in June.",
            "holds",
            "2024-05-06",
        ),
        ("Selma Kovan was until 2021 the Director General of the Coast Bureau.", "held", "../2021"),
        ("Selma Kovan has resigned as Director General of the Coast Bureau.", "held", "2024-05-06"),
        ("Selma Kovan was removed as Controller General of Ports.", "held", "2024-05-06"),
    ],
)
def test_an_office_is_told_once_and_as_over_where_its_end_is_told(
    sentence: str, predicate: str, when: str
) -> None:
    article = Article(text=f"Talks were held.\n\n{sentence}\n", published=MAY, language="en")
    offices = [fact for fact in read_article(article).facts if fact.kind == "office"]
    assert [(fact.subject, fact.predicate, fact.when.edtf) for fact in offices] == [
        ("Selma Kovan", predicate, when)
    ]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("The head spoke. Ines Thessal, head of the Coast Bureau, left.", []),
        ("Ines Thessal, head of the Coast Bureau, left. The head spoke.", ["The head"]),
        ("Ines Thessal, head of the Coast Bureau, left. A judge was the head of the juvenile court.", []),
    ],
    ids=["before the name", "behind it", "of something else"],
)
def test_an_office_stands_for_its_holder_only_where_it_is_no_other(text: str, meant: list[str]) -> None:
    mentions = read_article(Article(text=text, published=MAY, language="en")).mentions
    assert [m.text for m in mentions if m.how == "role" and m.kind == "person"] == meant


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("The Coast Bureau opened a desk. Its director, Ines Thessal, came.", "Coast Bureau"),
        ("The Coast Bureau and the Quay Office opened a desk. Its Director General, Ines Thessal, came.", ""),
    ],
)
def test_its_director_is_that_of_the_only_body_named_before(text: str, body: str) -> None:
    facts = read_article(Article(text=text, published=MAY, language="en")).facts
    (office,) = [fact for fact in facts if fact.kind == "office"]
    assert (office.subject, office.object) == ("Ines Thessal", body)
    assert not body or body in text[office.start : office.end]
