"""Questions on articles that no rule was written for, as officials ask them: what must and must not be said."""

import pytest

from handlers.desk import Desk
from handlers.terminal import plain
from tests.conversation import page

ASKED: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    # who somebody is, with what they did and did not do
    ("/actor Tarvainen", ("Eeva Tarvainen", "Minister of the Interior", "3 Oct 2024", "Met Rafiqul Alam Sikder in Helsinki"), ("Noor",)),
    ("/actor Sikder", ("Home Minister of Bangladesh", "Signed with Eeva Tarvainen: a Memorandum of Understanding"), ("Tallinn",)),
    ("/actor Laila Noor", ("Ambassador of Bangladesh to Finland", "accompanied by"), ("Met ",)),
    ("/actor Aalto", ("did not speak to the press",), ("Said",)),
    ("/actor Mazari", ("Minister of State for Interior", "was absent"), ("Met ",)),
    ("/actor Kakar", ("opposed it",), ()),
    ("/actor Furlan", ("from 2018 to 2023", "had opposed"), ()),
    ("/actor Morpurgo", ("police chief", "Nobody died"), ("three deaths, according",)),
    ("/actor Okafor", ("headed the Anti-Trafficking Unit", "since Mar 2022"), ()),
    ("/actor Boadi", ("Labour Minister",), ()),
    ("/actor Touray", ("“Mobility is not a crime,”",), ()),
    ("/actor امتیاز بنگش", ("Imtiaz Ahmad Bangash",), ()),
    ("/actor Bangash", ("Withheld",), ("digital transformation", "academies")),
    ("/actor Zephyrine Quillon", ("No record",), ()),
    # bodies, projects, countries, events
    ("/org MIA", ("Margalla Investigation Agency (MIA)", "dismissed 94 of its officials"), ()),
    ("/org ILO", ("Implementer of MERIDIAN",), ()),
    ("/project LANTERN", ("2023 to 2027", "USD 7.4 million", "Japan and South Korea", "5, counted from the list"), ()),
    ("/project MERIDIAN", ("October 2023 to September 2026", "EUR 12.3 million", "NAFR",
                           "Bureau of Emigration and Overseas Employment", "4, counted from the list"), ("annika",)),
    ("/country Libya", ("did not attend", "had not replied"), ("Participant",)),
    ("/country Spain", ("15 million euros", "Participant in Fourth Euro-African"), ()),
    ("/country Niger", ("withdrew its delegation",), ("Participant",)),
    ("/event Tunis conference", ("15-16 May 2025", "12, counted from the list"), ("Libya",)),
    ("/event Tunis May 2025", ("Fourth Euro-African Ministerial Conference on Migration",), ()),
    ("/event Fifth Conference", ("Host: Senegal", "2027"), ()),
    # figures
    ("/figure dismissed", ("94 officials",), ("1,640",)),
    ("/figure deaths", ("Nobody died",), ("Three deaths",)),
    ("/figure trained", ("960 border officers",), ()),
    ("/figure victims", ("5,120 victims",), ()),
    ("/figure arrested", ("1,640 human smugglers",), ()),
    ("/figure 131", ("rose to 131",), ()),
    ("/figure submarines", ("No record",), ()),
    # words
    ("/quote Rasulov", ("“In the first three months", "twice as many"), ()),
    ("/quote Okafor-Lindt", ("No direct quote is held", "Answers in an interview"), ("“We identified",)),
    ("/quote Bonetti", ("“permanent controls at every crossing”",), ()),
    ("/quote Aalto", ("No quote of Henrik Aalto",), ()),
    # time, office, comparison
    ("/timeline LANTERN", ("2023-2027",), ()),
    ("/who home minister of Bangladesh", ("Rafiqul Alam Sikder", "as of 3 Oct 2024"), ("Bangash",)),
    ("/who minister of state for interior", ("Sardar Hamza Mazari",), ("Bangash",)),
    ("/who governor of Atlantis", ("No record",), ()),
    ("/compare LANTERN, MERIDIAN", ("USD 7.4 million", "EUR 12.3 million", "not stated"), ()),
    ("/upcoming", ("Fifth Conference will be hosted by Senegal", "Two more are planned in Dushanbe and Ashgabat"), ("to come",)),
    ("/related LANTERN", ("Funded by: Japan, South Korea",), ()),
    ("/latest MIA", ("94 of its officials",), ()),
    # plain questions
    ("did Sikder meet the Prime Minister?", ("did not meet the Prime Minister",), ()),
    ("who met Tarvainen?", ("Rafiqul Alam Sikder in Helsinki",), ("Okafor",)),
    ("where did Tarvainen meet Sikder?", ("Helsinki",), ()),
    ("what did Tarvainen and Sikder sign?", ("Memorandum of Understanding on the exchange of liaison officers",), ()),
    ("how many people died in the lorry near Trieste?", (), ("Three deaths",)),
    ("how many migrants were in the lorry?", ("38 migrants",), ()),
    ("which countries took part in the Tunis conference?", ("Algeria", "12, counted from the list"), ("Libya",)),
    ("did Libya attend the Tunis conference?", ("did not attend",), ()),
    ("was the list of safe third countries adopted?", ("discussed but not adopted",), ()),
    ("what did Aalto say?", ("No verified words of Henrik Aalto", "did not speak to the press"), ()),
    ("did Golden Horizon admit wrongdoing?", ("denies any wrongdoing",), ()),
    ("who funds LANTERN?", ("Japan and South Korea",), ()),
    ("who implements MERIDIAN?", ("ILO",), ("LANTERN",)),
    ("how much does LANTERN cost?", ("USD 7.4 million",), ()),
    ("when does MERIDIAN end?", ("September 2026",), ()),
    ("in which countries does LANTERN work?", ("Kazakhstan", "Uzbekistan"), ("Nepal",)),
    ("how many officers has LANTERN trained?", ("960",), ()),
    ("who will host the Fifth Conference?", ("Senegal",), ()),
    ("when will the Fifth Conference take place?", ("2027",), ()),
    ("how many smugglers did the MIA arrest in 2024?", ("1,640",), ()),
    ("was Mazari at the committee meeting?", ("was absent",), ()),
    ("did Greece reply to extradition requests?", ("had not replied",), ()),
    ("what is the phone number of Annika Feldmann?", (), ("+92", "annika")),
    ("tell me about LANTERN", ("LANTERN", "USD 7.4 million"), ()),
    ("is Furlan still governor?", ("Whether it is still so is not stated",), ()),
)  # fmt: skip


@pytest.mark.parametrize(("asked", "must", "must_not"), ASKED, ids=[row[0] for row in ASKED])
def test_an_official_is_told_what_the_articles_say_and_no_more(
    invented: Desk, asked: str, must: tuple[str, ...], must_not: tuple[str, ...]
) -> None:
    told = plain(page(invented, asked).model_copy(update={"choices": ()}))
    assert [words for words in must if words not in told] == []
    assert [words for words in must_not if words in told] == []
    assert len(told) <= 2_500
