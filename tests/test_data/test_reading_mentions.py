"""Mentions: who and what is named, where, and what stays out. All persons and most bodies are invented."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reading import mentions
from data.values import Article, Mention, Passage


def found(text: str, *, known: tuple[mentions.Known, ...] = ()) -> tuple[Mention, ...]:
    return mentions.find(Article(text=text), (), known)


def named(text: str, kind: str) -> list[str]:
    return [m.text for m in found(text) if m.kind == kind and m.how not in {"role", "pronoun"}]


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("Federal Interior Minister Daniyal Qorvi left for Rome.", ["Daniyal Qorvi"]),
        ("Mr. Bilal Sarwat Dool, the Foreign Secretary, agreed.", ["Bilal Sarwat Dool"]),
        ("The talks were led by Margarethe von der Wiese in Vienna.", ["Margarethe von der Wiese"]),
        ("Jean-Marc Delorbe and Anna E. Stone spoke.", ["Jean-Marc Delorbe", "Anna E. Stone"]),
        ("Commissioner for Home Affairs and Migration Ville Harkonsalo came.", ["Ville Harkonsalo"]),
        ("Pakistan's Ambassador to Hungary Asad Menkal was there.", ["Asad Menkal"]),
        ("Secretary at the Ministry of Trade Zulqar Haidal resigned.", ["Zulqar Haidal"]),
        ("Maj. Gen. Anees Dalvi, HI (M), and Senator Ch. Rauf Bandesh met.", ["Anees Dalvi", "Rauf Bandesh"]),
        ("H.E. Mr. Olivier Brune, said Dr Fatima Kashoori.", ["Olivier Brune", "Fatima Kashoori"]),
        ("DIG Operations Faisal Korani attended.", ["Faisal Korani"]),
        ("Abdusattor YUSUPOV, IOM Chief of Mission, spoke.", ["Abdusattor YUSUPOV"]),
        ("It was Hope Thessalo who paid. Hope was high.", ["Hope Thessalo"]),
        ("President von der Wiese and Prime Minister Korani came.", ["von der Wiese", "Korani"]),
        ("Emil von der Wiese came. A letter of von der Wiese.", ["Emil von der Wiese", "von der Wiese"]),
        (
            "SSP Adil Baloch, Nadia Punjabi and Tahir Malik Sindhi left.",
            ["Adil Baloch", "Nadia Punjabi", "Tahir Malik Sindhi"],
        ),
        ("Adil Baloch came. Mr Baloch left, and Baloch said so.", ["Adil Baloch", "Baloch", "Baloch"]),
        ("Adil Khan Baloch Takes Charge of Coast Office", ["Adil Khan Baloch"]),
        (
            "Director General Rear Admiral Zafar Monar and Brig. (R) Zomar Khalqu came.",
            ["Zafar Monar", "Zomar Khalqu"],
        ),
        ("Interpol chief Zin Park spoke to Zarlan Chaudhry.", ["Zin Park", "Zarlan Chaudhry"]),
        ("Ms. Amy Pope thanked all. Pope said so. The pope did not.", ["Amy Pope", "Pope"]),
    ],
)
def test_persons_are_found_without_honorifics_and_offices(text: str, persons: list[str]) -> None:
    assert named(text, "person") == persons


@pytest.mark.parametrize(
    "text",
    [
        "The Champions Trophy opened in Lahore on Monday.",
        "International Cooperation is vital. Human Trafficking is a crime.",
        "The Foreign Office and the Prime Minister kept silent in January.",
        "Pakistanis and Afghans crossed the Red Sea.",
        "Additional Director General Immigration was there, and Rear Admiral was not.",
        "The Baloch traders and Rosa Italian Ministry were no persons.",
        "The deputy head Human Resources left.",
    ],
)
def test_capitalised_words_that_are_no_names_of_persons_stay_out(text: str) -> None:
    assert named(text, "person") == []


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        (
            "The Ministry of Overseas Fishers and Human Resource Growth paid.",
            ["Ministry of Overseas Fishers and Human Resource Growth"],
        ),
        ("the Federal Harbour Agency (FHA) and FHA staff", ["Federal Harbour Agency", "FHA", "FHA"]),
        ("The HQC (Harbour Quality Council) met.", ["HQC", "Harbour Quality Council"]),
        (
            "The Norland Delegation to Pakistan invited the Office on Boats and Crime.",
            ["Norland Delegation to Pakistan", "Office on Boats and Crime"],
        ),
        ("The Border and Shore Guard Agency was told.", ["Border and Shore Guard Agency"]),
        ("An officer of the Ministry of Interior Zulqar Haidal said so.", ["Ministry of Interior"]),
        (
            "The Office to Monitor and Combat Fishing in Harbours (JFIH) gave.",
            ["Office to Monitor and Combat Fishing in Harbours", "JFIH"],
        ),
        (
            "The Prime Minister’s Office and the Office of the Attorney General agreed.",
            ["Prime Minister’s Office", "Office of the Attorney General"],
        ),
        ("The Inspector General of Police (IGP) and Capital City Police Officer Ali Korani left.", []),
        ("FUNDS RELEASED by the FHA, said two FARMERS in Rome on the way home.", ["FHA"]),
        ("Police Chief Daniyal Qorvi and the Chief of Mission left.", []),
    ],
)
def test_organisations_reach_from_their_first_word_to_the_end_of_their_complement(
    text: str, bodies: list[str]
) -> None:
    assert named(text, "organisation") == bodies


@pytest.mark.parametrize(
    ("text", "projects"),
    [
        (
            "held as part of the HARBOUR: Improving Boats and Nets in Selected Ports project, funded",
            ["HARBOUR", "Improving Boats and Nets in Selected Ports"],
        ),
        (
            "the Global Action against Fishing in Harbours (GLO.FIS) began",
            ["Global Action against Fishing in Harbours", "GLO.FIS"],
        ),
        (
            "under the UNODC Country Programme IV of Norland (2031-2034).",
            ["UNODC Country Programme IV of Norland"],
        ),
        (
            "It launched the Global Alliance to Counter Boat Theft in 2031.",
            ["Global Alliance to Counter Boat Theft"],
        ),
        (
            "our new project on Improving Harbour Management and Net Repair!",
            ["Improving Harbour Management and Net Repair"],
        ),
        (
            "the kick-off of our project “Building the Navy’s Skills (BNS)”.",
            ["Building the Navy’s Skills", "BNS"],
        ),
        ("under its “Assistance to Fishers in Harbours” initiative", ["Assistance to Fishers in Harbours"]),
        ("the project titled “Integrated Boat Programme on Nets”.", ["Integrated Boat Programme on Nets"]),
        ("the fourth EU-Egypt Dialogue on Fishing", ["EU-Egypt Dialogue on Fishing"]),
        ("The Silk Harbour Partnership Project ended.", ["Silk Harbour Partnership Project"]),
        ("The project manager and a Project Officer left.", []),
        ("the UNODC project and the European Union programme", []),
    ],
)
def test_projects_are_found_by_their_head_or_by_the_word_project_beside_them(
    text: str, projects: list[str]
) -> None:
    assert named(text, "project") == projects


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("They sank off southern Greece.", [("Greece", "Greece")]),
        ("🇵🇰 and 🇰🇬", [("🇵🇰", "Pakistan"), ("🇰🇬", "Kyrgyzstan")]),
        (
            "from Lao PDR, Turkiye, the U.S. and the UAE",
            [
                ("Lao PDR", "Laos"),
                ("Turkiye", "Türkiye"),
                ("U.S.", "United States"),
                ("UAE", "United Arab Emirates"),
            ],
        ),
        (
            "ISLAMABAD: Nigeria, not Niger",
            [("ISLAMABAD", "Islamabad"), ("Nigeria", "Nigeria"), ("Niger", "Niger")],
        ),
        ("off the island of Karvos", [("Karvos", "Karvos")]),
        (
            "arrested from Qalar Sayeed, and Peshawar",
            [("Qalar Sayeed", "Qalar Sayeed"), ("Peshawar", "Peshawar")],
        ),
        ("Pakistani, Pakistanis and Turks", []),
        ("Federal Reading was Nice in March.", []),
    ],
)
def test_places_are_countries_flags_cities_and_no_demonyms(text: str, places: list[tuple[str, str]]) -> None:
    assert [(m.text, m.entity) for m in found(text) if m.kind == "place"] == places


@pytest.mark.parametrize(
    ("text", "projects"),
    [
        ("BRIDGE-UP, a EUR 4.5 million project funded by donors, helps.", ["BRIDGE-UP"]),
        ("PATHWAY, a € 9 million programme, ended. GLANCE is a three-year project.", ["PATHWAY", "GLANCE"]),
        ("The second phase of SEALINE began.", ["SEALINE"]),
        ("HQC, a project partner, spoke; the phase of FHA reforms ended; KRL, a club, runs a project.", []),
        ("under the regional project BLUE HARBOUR, which helps.", ["BLUE HARBOUR"]),
        (
            "Under the initiative SAFE NETS (2020-2024) and the project SEAWAY in Malta.",
            ["SAFE NETS", "SEAWAY"],
        ),
        ("The project UNODC runs and the programme NCCT leads ended.", []),
        ('They launched NUR WEG ("The Light"), a four-year project.', ["NUR WEG"]),
        ("NUR (The Light) was a two-year scheme. BIG BLUE SEA is a programme.", ["NUR", "BIG BLUE SEA"]),
        (
            "NUR WEG opens.\n\nThe Union pays for NUR WEG, a project. The NUR WEG team left; NUR is light.",
            ["NUR WEG", "NUR WEG", "NUR WEG"],
        ),
        ("VERY URGENT, a programme that counts. DAILY WEATHER is a programme of the Harbour radio.", []),
        ("THE UNHCR, a programme of the sea, and TODAY, a programme of songs, ended here.", []),
        (
            "SAFE SAILS, a programme funded by donors. BIG WAVES is a project that helps.",
            ["SAFE SAILS", "BIG WAVES"],
        ),
        ("Then THE QUAYLINE, a project of the sea, ended.", ["QUAYLINE"]),
        ("The project MOU was signed, the project TEAM was paid and the project TOR was written.", []),
        ("The programme DAY TWO was short and the programme AGENDA POINT ONE was left out.", []),
        ("The phase of TOR began and the project STEERING COMMITTEE was chosen.", []),
        ("Under the project HARBOUR WATERS, which ends.", ["HARBOUR WATERS"]),
        (
            'They launched "A Plan for Light at Sea" (SEALIGHT), a project to end it.',
            ["A Plan for Light at Sea", "SEALIGHT"],
        ),
        ("The Second Coast Dialogue was held at sea. The Coast Dialogue on 5 May ended.", []),
        (
            "The Coast Dialogue and the Blue Harbour Partnership go on.",
            ["Coast Dialogue", "Blue Harbour Partnership"],
        ),
    ],
)
def test_short_names_of_projects_in_apposition(text: str, projects: list[str]) -> None:
    assert named(text, "project") == projects


def test_many_names_in_capitals_that_begin_alike_are_read_in_little_time() -> None:
    text = "".join(f"the project AAA BBB C{number}, " for number in range(4_000))
    began = time.process_time()
    assert len(named(text, "project")) == 4_000
    assert time.process_time() - began < 4


def test_a_named_event_keeps_its_ordinal_and_its_body() -> None:
    text = "On the margins of the 66th Session of the Commission on Narcotic Drugs they met."
    assert named(text, "event") == ["66th Session of the Commission on Narcotic Drugs"]
    assert named(text, "organisation") == []


def test_a_word_explained_in_brackets_that_is_no_entity_stays_out() -> None:
    text = "Trade in nets (TIN) and boats. TIN grows. The Chief Boat Officer (CBO) left; a CBO came."
    assert named(text, "organisation") == []


def test_addresses_tags_and_handles_hold_no_mentions() -> None:
    assert found("Write to Islamabad.UNODC@un.example or www.unodc.example/Pakistan @ICMPD #Pakistan") == ()


def test_a_byline_is_a_person_of_low_confidence() -> None:
    (author, minister) = found("(Owen Kayat) Minister Daniyal Qorvi left.")
    assert (author.text, author.confidence) == ("Owen Kayat", mentions.BYLINE)
    assert minister.confidence > author.confidence


def test_boilerplate_is_not_read() -> None:
    text = "UNODC\nThe FIA met."
    passages = (Passage(start=0, end=5, role="boilerplate"), Passage(start=6, end=18))
    assert [m.text for m in mentions.find(Article(text=text), passages)] == ["FIA"]


def test_what_the_store_knows_is_found_first_and_keeps_its_name() -> None:
    known: tuple[mentions.Known, ...] = (
        ("quiet harbour", "project", "Quiet Harbour Scheme"),
        ("Pope Ltd", "organisation", "Pope Limited"),
    )
    text = "They praised quiet harbour and Pope Ltd."
    assert [(m.text, m.entity) for m in found(text, known=known)] == [
        ("quiet harbour", "Quiet Harbour Scheme"),
        ("Pope Ltd", "Pope Limited"),
    ]
    assert found(text) == ()


def test_mentions_reproduce_the_text_and_never_overlap() -> None:
    text = "The Federal Harbour Agency (FHA) of Norland, said Mr. Daniyal Qorvi, its head. He left."
    last = 0
    for mention in found(text):
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= last
        last = mention.end


@given(
    st.lists(
        st.sampled_from(
            [
                "The ",
                "Minister ",
                "Ali Korani",
                "Agency",
                " of ",
                "(FHA)",
                "“",
                "’s ",
                " – ",
                "🇵🇰",
                "\n",
                ", ",
                "and ",
                "Ministry",
                "project ",
                "HELP: ",
                "Improving ",
                "Boats ",
                "UNODC",
                "محسن ",
                "\x00",
                "(",
                "H.E. ",
                "Mr. ",
                "Pakistan",
                "@x ",
                "a.b/c ",
                "Who's ",
                ". ",
                "He ",
                "Programme II ",
            ]
        )
        | st.text(max_size=3),
        max_size=30,
    ).map("".join)
)
def test_any_text_is_read_and_every_mention_stands_in_it(text: str) -> None:
    last = 0
    for mention in found(text):
        assert text[mention.start : mention.end] == mention.text != ""
        assert mention.start >= last
        last = mention.end
        assert mention.entity.strip()
