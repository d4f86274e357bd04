"""Conversations: what each command answers over the sample store, in substance."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from briefs.dates import one
from briefs.page import Choice, File, Page
from data.ingest import ingest
from data.values import FactKind
from handlers import figures
from handlers.asked import ASKED
from handlers.commands import FIRST, PAST, understand
from handlers.desk import Desk
from handlers.request import Request
from handlers.terminal import converse, plain, put, shown
from tests.conversation import NOW, page, text
from tests.world import World


def holds(desk: Desk, asked: str, *parts: str) -> None:
    """The answer to a question holds these words, in this order."""
    told, at = text(desk, asked), 0
    assert page(desk, asked).verdict == "answer"
    for part in parts:
        at = told.find(part, at)
        assert at >= 0, f"{part!r} is not (or not here) in {told!r}"


CONVERSATIONS = (
    ("/start", "Briefing Bot", "/help", "(1) /actor "),
    ("/start naqvi", "Briefing Bot", "26 articles"),
    ("/help", "/actor NAME", "/figure WORDS", "/asof DATE COMMAND"),
    ("/help quote", "/quote PERSON or TOPIC", "Example: /quote"),
    ("/actor Naqvi", "Mohsin Naqvi", "Interior", "as of 27 Feb 2026", "[3]", "Met Shehbaz Sharif (30 Jan 2025)"),
    ("/actor Spindelegger", "Michael Spindelegger", "For “Spindelegger”: surname"),
    ("/actor unodc", "United Nations Office on Drugs and Crime (UNODC)", "Jeremy Milsom"),
    ("/org ICMPD", "International Centre for Migration Policy Development", "[25]"),
    ("/org EU", "European Union (EU)", "Dimitris Avramopoulos (after 23 Nov 2015)", "1,770"),
    ("/project GLO.ACT", "Implemented by: European Union and UNODC", "Sources differ", "[23] [26]"),
    ("/project PROTECT", "2023-2026", "EUR 9,000,000", "[4]"),
    ("/country Pakistan", "Pakistan", "USD 70 million (2 Dec 2016)", "[14]"),
    ("/country Italy", "10,500 visas", "[20]"),
    ("/event Warsaw conference", "Warsaw", "Participant (4, counted from the list)", "Igor Taro", "[3]"),
    ("/event World Day", "World Day Against Human Trafficking", "30 Jul 2024", "[1]"),
    ("/find Frontex", "Frontex"),
    ("/find PROTECT", "Improving Migration Management and Migrant Protection", "[4]"),
    ("/figure smugglers arrested", "1,770 human smugglers", "this year", "date not stated", "[24]"),
    ("/figure 1.5 million", "At least 1.5 million", "[21]"),
    ("/figure 10,500", "10,500 visas", "Matteo Piantedosi", "[20]"),
    ("/quote Naqvi", "“leading role globally” — Mohsin Naqvi", "[24]", "Reported, not quoted", "Withheld"),
    ("/quote Piantedosi", "No direct quote is held", "10,500 visas", "[20]"),
    ("/quote cooperation", "“The importance of regional cooperation cannot be overstated” — Philipp Gross", "[23]"),
    ("/related ICMPD", "Related to International Centre for Migration Policy Development"),
    ("/related Naqvi", "Related to Mohsin Naqvi", "Met: "),
    ("/timeline ICMPD", "25 Sep 2020", "[11]", "Undated", "[4]"),
    ("/timeline Naqvi", "30 Jul 2024", "[1]", "30 Jan 2025: Met Shehbaz Sharif [2]", "Undated", "[3]"),
    ("/chart Naqvi", "Chart of Mohsin Naqvi", "1,770 human smugglers", "Facts per month, counted by us", "[24]"),
    ("/chart timeline Pakistan", "Timeline of Pakistan", "14 Jun 2023", "Undated (order of entry)"),
    ("/map Naqvi", "Map of Mohsin Naqvi", "Met Shehbaz Sharif (30 Jan 2025)", "[2]"),
    ("/map PROTECT", "Map of Improving Migration Management", "Implemented by: ICMPD", "[4]"),
    ("/share GLO.ACT", "Briefing note: Global Action", "marked TLP:CLEAR"),
    ("/share UNODC", "Briefing note: United Nations Office", "One page with numbered sources"),
    ("/compare Naqvi, Brunner", "Mohsin Naqvi and Magnus Brunner", "Office", "27 Feb 2026", "Said", "“exemplary”"),
    ("/compare GLO.ACT, PROTECT", "Period", "not read as a fact", "(2015-2019)", "2023-2026 [4]", "Budget", "EUR 9,000,000 [4]"),
    ("/compare PROTECT and GLO.ACT", "Period", "2023-2026 [4]", "(2015-2019)", "Objective", "not stated"),
    ("/who interior minister", "Holders as of their reports", "Mohsin Naqvi", "as of 27 Feb 2026", "[3]"),
    ("/who interior minister in 2017", "Ahsan Iqbal", "as of 24 Oct 2017", "[26]", "Other holders known"),
    ("/who interior minister on 30 Jan 2025", "Mohsin Naqvi, interior minister (as of 30 Jan 2025) [2]", "Other"),
    ("/who interior minister in 2022", "No record of who held it at that time (2022)", "nothing is inferred", "known:"),
    ("/who DG FIA in 2012", "No record of who held it at that time (2012)", "Mohsin Hassan Butt"),
    ("/upcoming", "whether it happened then is not held", "2024", "announced 28 months ago", "[6]"),
    ("/upcoming 2024", "Announced, still open: 2024", "whether it happened then is not held", "[6]"),
    ("/latest", "Latest in the store", "Newest first where a date is known", "25 Feb 2026", "27 Sep 2025", "11 Mar 2025"),
    ("/latest FIA", "Latest on", "Red Book 2025", "[19]"),
    ("/brief", "Chosen from the newest 200 facts", "Meetings and agreements", "Figures", "Sources differ"),
    ("/brief GLO.ACT", "All that is held", "Projects"),
    ("/brief Naqvi", "Brief on Mohsin Naqvi", "30 Jan 2025", "Figures", "10,500 visas"),
    ("/brief since 1 Mar 2026", "The newest 200 facts recorded since 1 Mar 2026", "Meetings and agreements"),
    ("/search border management", "Border management", "[3]"),
    ("/search visas", "10,500 visas from Italy", "[20]"),
    ("/source 1", "Publisher: The Nation", "30 Jul 2024", "001.txt", "read from it", "organised gangs"),
    ("/source [1]", "Publisher: The Nation"),
    ("/source Rome offers", "Rome offers 10,500 work visas", "Daily Pakistan", "25 Feb 2026"),
    ("/source 103.txt", "Published: undated", "103.txt"),
    ("/why #20", "20: ", "»", "«", ".txt, characters ", "current"),
    ("/why #3", "3: ", "»"),
    ("/why 10,500", "10,500 visas", "»ROME –", "«", "020.txt, characters"),
    ("/asof 2030-01-01 /actor Brunner", "Magnus Brunner", "As the store stood at the end of 1 Jan 2030", "[24]"),
    ("/asof 2026-03-02 /figure visas", "As the store stood at the end of 2 Mar 2026", "10,500 visas"),
    ("/close /actor Naqvi", "Closed", "Open again"),
    ("/close", "Closed"),
    ("/about", "26 articles", "Last article added 2026-03-02", " persons", "The News International (2)"),
    ("/ask who is the interior minister", "Mohsin Naqvi", "as of 27 Feb 2026", "Ahsan Iqbal"),
    ("who was the interior minister in 2017?", "Ahsan Iqbal", "[26]"),
    ("what did Naqvi say about visas?", "No verified words of Mohsin Naqvi on “visas”", "name them and hold these words", "[20]"),
    ("is Nisar Ali Khan still interior minister?", "Whether it is still so is not stated",
     "Holders as of their reports", "Mohsin Naqvi", "as of 27 Feb 2026", "Nisar Ali Khan", "[17]"),
    ("who was the captain of the trawler that capsized off Greece?", "Who that is, no fact held says", "[23]"),
    ("is Naqvi still minister?", "Whether it is still so is not stated", "as of 27 Feb 2026"),
    ("how many smugglers arrested", "1,770 human smugglers", "[24]"),
    ("what did Naqvi say about smugglers?", "No direct quote", "Smugglers gamble with", "[1]", "Withheld"),
    ("latest on the FIA", "Red Book 2025", "[19]"),
)  # fmt: skip


@pytest.mark.parametrize("asked", CONVERSATIONS, ids=lambda asked: asked[0])
def test_a_question_gets_its_substance(desk: Desk, asked: tuple[str, ...]) -> None:
    holds(desk, *asked)


def test_another_names_announcements_are_not_shown_for_one_that_has_none(desk: Desk) -> None:
    told = page(desk, "/upcoming Ruritania")
    assert told.verdict == "nothing"
    assert "Ruritania" in plain(told)
    assert not any(line.cites for line in told.lines)


def test_every_command_has_two_conversations_here() -> None:
    commands = [asked[0].removeprefix("/").split()[0] for asked in CONVERSATIONS if asked[0].startswith("/")]
    plainly = sum(not asked[0].startswith("/") for asked in CONVERSATIONS)
    reading = [command.name for command in (*FIRST, *ASKED, *PAST)]
    few = {name for name in reading if commands.count(name) + plainly * (name == "ask") < 2}
    assert few == {"about"}, "this one takes no words, all others are asked in two ways"


NEED_WORDS = [c.name for c in (*FIRST, *ASKED, *PAST) if c.words and c.words[0] != "["]


@pytest.mark.parametrize("name", [name for name in NEED_WORDS if name != "ask"])
def test_a_command_without_its_words_says_how_it_is_used(desk: Desk, name: str) -> None:
    found = page(desk, f"/{name}")
    assert found.verdict == "usage"
    assert found.title.startswith(f"Usage: /{name} ")
    assert f"for example /{name} " in found.title


@pytest.mark.parametrize("name", ["actor", "org", "project", "country", "event", "find", "quote", "timeline",
                                  "figure", "who", "search", "source", "why", "latest", "ask"])  # fmt: skip
def test_what_is_not_held_is_said_to_be_so_with_what_is_covered(desk: Desk, name: str) -> None:
    found = page(desk, f"/{name} Qwertzuiop Xyzzyplugh")
    assert found.verdict == "nothing"
    assert found.title == "No record of “Qwertzuiop Xyzzyplugh” in the store."
    assert "The store covers 26 articles" in plain(found)
    assert not found.sources


def test_a_name_of_another_kind_is_not_taken_for_it(desk: Desk) -> None:
    assert page(desk, "/country Naqvi").verdict == "nothing"
    assert page(desk, "/event Naqvi").verdict == "nothing"


def test_a_half_name_is_offered_in_full(desk: Desk) -> None:
    """'Ministry' alone means none of the ministries; those held are offered, and a tap opens one."""
    found = page(desk, "/org Ministry")
    assert found.verdict == "nothing"
    assert [choice.label for choice in found.choices][:1] == ["Ministry of Foreign Affairs"]
    opened = [page(desk, choice.command) for choice in found.choices]
    assert all(
        one.verdict == "answer" and one.title.startswith(choice.label)
        for one, choice in zip(opened, found.choices, strict=True)
    )


@pytest.mark.parametrize(
    "asked", ["/actor Khan", "/find Khan", "/project Silk Routes", "Khan", "/timeline Khan"]
)
def test_what_is_ambiguous_is_asked_back_and_each_choice_answers(desk: Desk, asked: str) -> None:
    found = page(desk, asked)
    assert found.title.startswith("Which “")
    assert 2 <= len(found.choices) <= 4
    assert len(found.lines) == len(found.choices)
    for choice in found.choices:
        opened = page(desk, choice.command)
        assert opened.verdict == "answer"
        assert opened.title.startswith(choice.label)


def test_an_article_is_chosen_among_those_of_a_title(desk: Desk) -> None:
    found = page(desk, "/source The News")
    assert found.title.startswith("Which “The News”")
    publishers = [page(desk, choice.command).lines[0].text for choice in found.choices]
    assert publishers == ["Publisher: The News International"] * 2


def test_an_article_is_the_same_by_number_and_by_title(desk: Desk) -> None:
    assert page(desk, "/source 20") == page(desk, "/source rome offers 10,500 work visas")


@pytest.mark.parametrize("asked", ["/source 999", "/source 0", "/why 99999999", "/actor #99999", "/why 0"])
def test_a_number_that_is_not_held_is_no_record(desk: Desk, asked: str) -> None:
    assert page(desk, asked).verdict == "nothing"


def test_a_fact_by_number_is_the_one_that_its_words_find(desk: Desk) -> None:
    by_words = text(desk, "/why 10,500 visas")
    number = re.findall(r"Fact #?(\d+)", by_words)[0]
    sentence = re.findall("»(.+?)«", by_words)[0]
    assert f"»{sentence}«" in text(desk, f"/why #{number}")


def test_one_name_is_not_compared(desk: Desk) -> None:
    assert page(desk, "/compare GLO.ACT").verdict == "usage"
    missing = page(desk, "/compare Naqvi, Qwertzuiop")
    assert missing.verdict == "nothing"
    assert "Qwertzuiop" in missing.title


@pytest.mark.parametrize(
    "asked",
    ["/upcoming", "/brief", "/figure 47%", "/who interior minister", "/source 1", "/why #3", "/search border",
     "/actor Naqvi visit", "/latest Qwertzuiop", "how many smugglers arrested"],
)  # fmt: skip
def test_before_anything_was_recorded_there_is_no_record(desk: Desk, asked: str) -> None:
    found = page(replace(desk, at="2020-01-01T00:00:00+00:00"), asked)
    assert found.verdict == "nothing"
    assert re.match("No record|Nothing", found.title)
    assert not found.sources


def test_before_anything_was_recorded_it_is_said_when_the_first_record_was_made(desk: Desk) -> None:
    told = text(desk, "/asof 2020-01-01 /about")
    assert "No record had been made by the end of 1 Jan 2020" in told
    first = desk.store.shelf().row("SELECT min(recorded_at) FROM article")[0]
    assert f"was made on {one(first[:10])}" in told
    assert "What this store covers" in text(desk, f"/asof {first[:10]} /about")


@pytest.mark.parametrize("asked", ["/asof", "/asof 2020-01-01", "/asof soon /about", "/asof /about"])
def test_asof_without_a_day_or_a_command_says_how_it_is_used(desk: Desk, asked: str) -> None:
    assert page(desk, asked).title.startswith("Usage: /asof")


def test_a_day_that_is_no_date_is_said_back(desk: Desk) -> None:
    found = page(desk, "/brief since soon")
    assert found.verdict == "usage"
    assert "“soon”" in found.title


def test_nothing_new_is_said_plainly(desk: Desk) -> None:
    assert text(desk, "/brief since 1 Jan 2090") == "Nothing new since 1 Jan 2090."


def test_nobody_is_called_current(desk: Desk) -> None:
    for asked in ("/who interior minister", "is Naqvi still minister?", "/actor Naqvi"):
        assert not re.search("(?i)current(ly)?|incumbent|serving", text(desk, asked))


def test_a_number_in_the_terminal_taps_a_choice(desk: Desk) -> None:
    """'/actor Khan', then 2, then the name of the second is on top; a number without a choice is a question."""
    typed = iter(["/actor Khan", "2", "999", "exit", "/about"])
    told = list(converse(desk, lambda: next(typed), lambda: NOW))
    second = page(desk, "/actor Khan").choices[1]
    assert len(told) == 4
    assert told[0].startswith("Briefing Bot")
    assert f"(2) {second.label}" in told[1]
    assert told[2].startswith(second.label)
    assert "999" in told[3].splitlines()[0]


def test_a_number_taps_what_the_last_page_offered(desk: Desk) -> None:
    """Each page has choices of its own: 1 after a card is the card's first."""
    typed = iter(["/org EU", "1", "1"])

    def read() -> str:
        try:
            return next(typed)
        except StopIteration:
            raise EOFError from None

    told = list(converse(desk, read, lambda: NOW))
    first = page(desk, "/org EU").choices[0]
    assert told[2].splitlines()[0] == page(desk, first.command).title


def test_the_terminal_puts_a_pages_files_into_a_folder_and_names_them(tmp_path: Path) -> None:
    """A name never leads out of the folder, and two of one name stand side by side."""
    first, second = (put(File(name="../../a.png", media_type="image/png", data=b"x"), tmp_path) for _ in "ab")
    assert (first, second) == (tmp_path / "a.png", tmp_path / "a-2.png")
    assert put(File(name="..", media_type="", data=b""), tmp_path).parent == tmp_path
    told = shown(Page(title="Chart", files=(File(name="chart.png", media_type="image/png", data=b"png"),)))
    path = Path(told.splitlines()[-1])
    assert path.read_bytes() == b"png"
    shutil.rmtree(path.parent)


def test_in_the_terminal_the_next_line_is_put_behind_the_command_that_awaits_it(empty: Desk) -> None:
    typed = iter(["/await", "some words", "exit"])
    heard: list[Request] = []

    def reply(desk: Desk, request: Request) -> Page:
        heard.append(request)
        return Page(title=request.text, expects="/await now" if request.text == "/await" else "")

    list(converse(empty, lambda: next(typed), lambda: NOW, reply))
    assert [request.text for request in heard] == ["/start", "/await", "/await now some words"]


def test_in_the_terminal_a_number_copies_or_taps(empty: Desk) -> None:
    typed = iter(["1", "2", "exit"])
    choices = (Choice(label="Copy", copied="Dawn, 3 May"), Choice(label="More", command="/more"))
    heard: list[Request] = []

    def reply(desk: Desk, request: Request) -> Page:
        heard.append(request)
        return Page(title=request.text, choices=choices)

    told = list(converse(empty, lambda: next(typed), lambda: NOW, reply))
    assert told[1] == "Dawn, 3 May"
    assert [(request.text, request.tapped) for request in heard] == [("/start", False), ("/more", True)]


@pytest.mark.parametrize(
    ("typed", "plain_one"),
    [
        ("/source ۳", "/source 3"),
        ("/why ۱۲", "/why 12"),
        ("/brief since ۲۰۲۶-۰۱-۰۱", "/brief since 2026-01-01"),
        ("/figure ۱۰٬۵۰۰", "/figure 10,500"),
        ("/who interior minister in ۲۰۱۷", "/who interior minister in 2017"),
        ("/asof ۲۰۲۵-۰۱-۰۱ /actor Naqvi", "/asof 2025-01-01 /actor Naqvi"),
        ("/help ٣", "/help 3"),
        ("interior minister in २०१७", "interior minister in 2017"),
    ],
)
def test_digits_of_every_script_are_digits(desk: Desk, typed: str, plain_one: str) -> None:
    assert text(desk, typed) == text(desk, plain_one)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("/find https://example.org/۱۲", "https://example.org/۱۲"),
        ("/add کل ۱۲ افراد", "کل ۱۲ افراد"),
        ("/addfact الف نے کہا “۴۵ افراد” source: article ۳", "الف نے کہا “۴۵ افراد” source: article ۳"),
        ("/rename کیمپ ۲ = کیمپ", "کیمپ ۲ = کیمپ"),
    ],
)
def test_addresses_and_texts_of_sources_keep_their_digits(typed: str, words: str) -> None:
    assert understand(typed)[1] == words


def test_digits_of_a_text_are_found_in_whatever_script_they_are_asked(empty: Desk) -> None:
    article = "کراچی میں ۴۵ افراد گرفتار ہوئے۔ پولیس نے یہ بات بتائی۔"
    ingest(empty.store, article.encode(), "urdu.txt", lambda: None, lambda: NOW)
    found = [text(empty, f"/search {typed} افراد") for typed in ("۴۵", "45", "٤٥")]
    assert all("۴۵ افراد گرفتار" in answer and "No sentence holds" not in answer for answer in found)


def test_the_next_page_of_a_command_without_words_can_be_turned_to() -> None:
    world = World()
    for number in range(40):
        told = {"kind": FactKind.ANNOUNCEMENT, "predicate": "announced", "reported": True}
        world.fact("Amna Rehan", f"the opening of desk {number} at the harbour of Ruritania", **told)
    first = page(world.desk, "/upcoming")
    onward = next(choice.command for choice in first.choices if choice.label == "›")
    second = page(world.desk, onward)
    assert second.verdict == "answer"
    assert {line.text for line in second.lines if line.cites}.isdisjoint(line.text for line in first.lines)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("47%", 47),
        ("1,770", 1770),
        ("1.5 million", 1.5e6),
        ("€2 crore", 2e7),
        ("178 000", 178e3),
        ("12 people", None),
    ],
)
def test_a_number_alone_is_asked_for_as_it_is_written(words: str, number: float | None) -> None:
    assert figures.value(words) == number


def test_copy_stands_behind_the_views_of_a_card_and_before_what_opens_another(desk: Desk) -> None:
    labels = [choice.label for choice in page(desk, "/actor Naqvi").choices]
    assert labels[:7] == ["Quotes", "Figures", "Timeline", "Related", "Sources", "Share", "Copy"]
    assert len(labels) > 7
