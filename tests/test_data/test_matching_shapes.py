"""Queries of many shapes over an invented register: each finds whom it means, a choice of them, or nobody."""

import pytest

from data.matching import Choice, NameIndex, Nothing, Sure, body_names, office_names, verdict

Office = tuple[str, str, str, str]
"""Title, body, acronym of the body, place."""

PEOPLE: dict[str, tuple[str, list[Office]]] = {
    "lodhi": ("Tariq Mehmood Lodhi", [("Director General", "Harbour Police Agency", "HPA", "")]),
    "shamsi": ("Syed Tariq Hasan Shamsi", [("Federal Minister for Ports and Shipping", "", "", "")]),
    "vasseur": ("Hélène Vasseur-Blanc", [("Ambassador", "European Harbour Union", "EHU", "Malta")]),
    "heide": (
        "Greta von der Heide",
        [("Commissioner for Home Affairs and Piracy", "European Harbour Union", "EHU", "")],
    ),
    "mrozek": ("Zbigniew Mrożek", [("Interior Minister", "", "", "Poland")]),
    "sahin": ("Ömer Faruk Şahin", []),
    "obrien": ("Siobhán O'Brien", [("Chief of Mission", "International Office for Seafarers", "IOS", "")]),
    "qahtani": ("Abdulrahman bin Khalid al-Qahtani", []),
    "najafi": ("Seyed Mohammad-Reza Najafi", []),
    "gillani": ("Makhdoom Yousuf Saqlain Gillani", []),
    "bibi": ("Zarmina Bibi", []),
    "yousafzai": ("Gul Sanga Yousafzai", []),
    "junejo": ("Ghulam Mustafa Junejo", [("Secretary", "Ministry of Ports", "", "")]),
    "chaudhry": (
        "Rashid Iqbal Chaudhry",
        [("Additional Director General", "Harbour Police Agency", "HPA", "")],
    ),
    "papad": ("Dimitrios Papadakis", []),
    "ferreira": (
        "Wanda Luísa Ferreira da Costa",
        [("Executive Director", "Agency for Coastal Safety", "ACS", "")],
    ),
    "vandijk": ("Pieter van Dijk", []),
    "okonkwo": (
        "Chukwuemeka Okonkwo",
        [("Deputy Director General", "International Office for Seafarers", "IOS", "")],
    ),
    "nguyen": ("Nguyễn Thị Hạnh", []),
    "ivanova": ("Yekaterina Sergeyevna Ivanova", []),
    "zhao": ("Zhao Minghui", []),
    "begum": ("Shahnaz Begum", []),
    "burki": ("Asad Mubin Burki", [("Inspector General of Police", "", "", "Sindh")]),
    "bhatti": ("Muhammad Aslam Bhatti", [("Joint Secretary (Ports)", "Ministry of Interior", "", "")]),
    "weiss": ("Jürgen Weiß", []),
    "elmasri": ("Nadia El-Masri", []),
    "benali": ("Karim Ben Ali", []),
    "smith1": ("John Alan Smith", []),
    "smith2": ("Peter Smith", []),
    "haq": ("Anwar ul Haq Marri Zai", []),
    "noor": ("Noor ul Ain Fatima", []),
    "rehman": ("Fazal ur Rehman Lashari", []),
    "macd": ("Fiona MacDonald", []),
    "saintj": ("Oliver St. John", []),
}

BODIES: dict[str, list[str]] = {
    "hpa": ["Harbour Police Agency", "HPA"],
    "ios": ["International Office for Seafarers", "IOS"],
    "ehu": ["European Harbour Union", "EHU"],
    "seaway": ["SEA.WAY"],
    "seaguard": ["Sea-Guard II"],
    "cp3": ["Country Programme III"],
    "cp2": ["Country Programme II"],
    "nca": ["National Commission Against Piracy", "NCAP"],
    "moports": ["Ministry of Ports and Shipping", "MoPS"],
    "moi": ["Ministry of Interior"],
    "zone2": ["Harbour Police Zone II"],
    "zone3": ["Harbour Police Zone III"],
    "asia": ["Seafarers Regional Office for Asia"],
    "africa": ["Seafarers Regional Office for Africa"],
    "trad": ["Neva Shipping Trading Limited"],
    "ojsc": ["Open Joint Stock Company Baltika"],
    "bank1": ["First Maritime Bank"],
    "bank2": ["Second Maritime Bank"],
    "centre": ["Centre for Harbour Labour Programmes", "CHLP"],
    "foundation": ["Sailors' Rights Foundation"],
    "unit44": ["Brigade Forty-Four"],
    "project": ["Safe Coasts and Harbours Project", "SCHP"],
    "network": ["Coastal Women Network"],
    "pol": ["Punjab Coastal Police"],
    "sind": ["Sindh Coastal Police"],
    "edu": ["Institute of Marine Studies"],
}

ASKED: dict[str, str] = {
    "lodhi": "lodhi | Lodhi sahib | T M Lodhi | T.M. Lodhi | Tariq Lodhi | lodi | Tarik Mahmood Lodhi | Lodhi Tariq Mehmood | Lodhi, Tariq | طارق لودھی | لودھی | Mr Lodhi | Mr. T. Lodhi | dg hpa | DG H.P.A. | d.g. hpa | director general harbour police | head of the harbor police agency | hpa chief | ڈی جی ایچ پی اے | director-general hpa | HPA's director general | lodhi hpa",
    "shamsi": "shamsi | syed tariq shamsi | S. Tariq Shamsi | Tariq Hassan Shamsi | Sayyid Tariq Shamsy | ports minister | minister of ports | federal minister ports and shipping | minister for ports & shipping | شمسی | سید طارق حسن شمسی | طارق حسن شمسی | Shamsee | Shmasi | shipping minister",
    "vasseur": "Vasseur | Helene Vasseur | Vasseur Blanc | Helen Vaseur | H. Vasseur-Blanc | Madame Vasseur | EHU ambassador | ambassador to malta | VASSEUR-BLANC Hélène | Heléne Vasseurblanc | ambassador of ehu to malta",
    "heide": "von der Heide | vonderheide | Heide | Greta Heide | der Heide | G. von der Heide | home affairs commissioner | ehu commissioner | commissioner for home affairs | Haide",
    "mrozek": "Mrozek | Zbigniew Mrozek | Mrożek | Zbignew Mrozek | polish interior minister | interior minister poland | interior minister of poland",
    "sahin": "Sahin | Omer Sahin | Ömer Şahin | Oemer Sahin | Omer Faruk | Umar Farooq Shahin",
    "obrien": "O'Brien | OBrien | O Brien | Siobhan O’Brien | Siobhan Obrian | ios chief of mission | head of mission ios | IOS head",
    "qahtani": "al-Qahtani | Al Qahtani | alqahtani | Qahtani | Abdul Rahman Al-Qahtani | Abdulrahman Khalid Qahtani | Abd al-Rahman ibn Khalid al-Kahtani | القحطاني | عبد الرحمن القحطاني | Abdurrahman bin Khaled al Qahtany",
    "najafi": "Najafi | Mohammad Reza Najafi | Syed Muhammad Raza Najafi | Mohd Reza Najafi | M.R. Najafi | Mohammadreza Najafi | محمد رضا نجفی",
    "gillani": "Yusuf Gilani | Yousaf Saqlain Gilani | Gilani | یوسف ثقلین گیلانی | Makhdoom Gillani | Y S Gillani | Geelani",
    "bibi": "Zarmina | Zarmeena Bibi | زرمینہ بی بی",
    "yousafzai": "Yousufzai | Gul Sanga | Gulsanga Yousafzai | Yusufzai",
    "junejo": "Junejo | Ghulam Junejo | G.M. Junejo | Gulam Mustafa Junejo | Mustafa Junejo | غلام مصطفیٰ جونیجو",
    "junejo/bhatti": "secretary ports",
    "chaudhry": "Rashid Chaudhary | Chaudhry | Rasheed Iqbal Chowdhury | Ch Rashid Iqbal | adg hpa | additional dg hpa | additional director general hpa",
    "papad": "Papadakis | Dimitris Papadakis | Papadakis Dimitrios | Papadkis | Papadaki",
    "ferreira": "Ferreira | Wanda Ferreira | Wanda da Costa | Wanda Costa | W L Ferreira | Fereira | Ferrera | executive director acs | head of acs",
    "vandijk": "van Dijk | Pieter Dijk | Peter van Dijk | vandijk | P van Dijk",
    "okonkwo": "Okonkwo | Chukwuemeka Okonkow | ddg ios | deputy dg ios | Okonko",
    "nguyen": "Nguyen | Nguyen Thi Hanh | Hanh Nguyen | Thi Hanh",
    "ivanova": "Ivanova | Ekaterina Ivanova | Yekaterina Ivanova | Екатерина Иванова | Iwanowa | Ye. S. Ivanova",
    "zhao": "Zhao | Minghui Zhao | Zhao Ming Hui | Chao Minghui",
    "begum": "Shahnaz | Shehnaz Begum | Begum Shahnaz | شہناز بیگم",
    "burki": "Burki | Asad Burki | Assad Mubin Burky | IG sindh | inspector general sindh | IGP Sindh | اسد مبین برکی",
    "bhatti": "Aslam Bhatti | Mohammad Aslam Bhatti | Mohd. Aslam Bhatti | M. Aslam Bhatti | joint secretary ports | joint secretary interior | Bhati",
    "weiss": "Weiss | Jurgen Weiss | Juergen Weiss | Jürgen Weiß | Weis",
    "elmasri": "El Masri | Elmasri | Masri | Nadia al-Masri | Nadya Masri | نادية المصري",
    "benali": "Ben Ali | Benali | Karim Benali | Kareem bin Ali",
    "smith1/smith2": "Smith",
    "smith1": "John Smith | J A Smith | J. Smith | Jon Smith | Jhon Smith",
    "smith2": "P Smith",
    "haq": "Anwar Haq | Anwarul Haq | Anwar-ul-Haq Marrizai | Anwaar ul Haque Marri Zai",
    "noor": "Noor Fatima | Noorulain Fatima | Nur ul Ain",
    "rehman": "Fazal Rehman | Fazlur Rehman | Fazl-ur-Rahman Lashari | Lashari | Lashary | فضل الرحمن لاشاری",
    "macd": "McDonald | Fiona Macdonald | Fiona Mc Donald",
    "saintj": "St John | Oliver Saint John | Oliver StJohn",
    "hpa": "h.p.a | H P A | hpa | harbor police agency | the harbour police agency | agency of harbour police | Harbour Police Agencies | ایچ پی اے | police agency harbour | Harbour Polise Agency | harbour police authority",
    "ios": "international seafarers office | i.o.s. | International Office of Seafarers | intl office for seafarers | Intl. Office Seafarers | Int'l Office for Seafarers",
    "ios/asia/africa": "seafarers office",
    "seaway": "sea way | seaway | Sea-Way | sea.way project | seeway",
    "seaguard": "sea guard 2 | seaguard ii | Sea Guard two",
    "cp3": "cp3 | cp-3 | country program 3 | country programme three | third country programme",
    "cp2": "country programme ii | cp ii",
    "nca": "ncap | N.C.A.P. | national commission on piracy | commission against piracy | national anti piracy commission",
    "moports": "ministry of ports | mops | ports and shipping ministry | ministry for ports & shipping",
    "moi": "ministry of interior | interior ministry | ministry of the interior | min of interior",
    "zone2": "harbour police zone 2",
    "zone3": "harbor police zone three | zone iii harbour police",
    "asia": "seafarers office asia",
    "africa": "regional office for africa seafarers",
    "trad": "neva shipping trading ltd | Neva Shipping Trading Co. Ltd. | neva shipping",
    "ojsc": "ojsc baltika | Baltika OAO | baltika",
    "bank1": "1st maritime bank | first maritime bank",
    "bank2": "2nd maritime bank",
    "centre": "center for harbor labor programs | chlp | centre for harbour labour | c.h.l.p.",
    "foundation": "sailors rights foundation | sailor rights foundation | foundation for sailors' rights",
    "unit44": "brigade 44 | 44 brigade | 44th brigade",
    "project": "safe coasts | safe coast and harbour project | schp | Safe Coasts & Harbors",
    "network": "coastal women's network | coastal woman network | network of coastal women",
    "pol": "punjab coastal police | coastal police punjab",
    "sind": "sindh coastal police",
    "edu": "institute for marine studies | marine studies institute | inst. of marine studies",
    "lodhi/okonkwo/chaudhry": "director general",
}
"""Whom is meant, or between whom one must choose (with /), to what is typed for it, with | between."""

ABSENT = "hapa | country programme iv | harbour police zone iv | seafarers regional office europe | third maritime bank | brigade 45 | coastal police kerala | a | mr | syed | the | minister | Giovanni Bartolini | Mohammed Khalifa Otaibi | Tariq Jalil | John Walker | Wanda Petrova | Interpol | World Harbour Forum | محمود دروبی | Hassan | dg nab | ambassador to norway | finance minister | Aslam Khan | Iqbal Shah | Police | Ministry of Finance | Bank of Malta | !!! | 😀😀 | head of hpb | xyz | Smithson | Peterson | Harbour Trust"


IDS = {key: number for number, key in enumerate([*PEOPLE, *BODIES], 1)}


@pytest.fixture(scope="module")
def register() -> NameIndex:
    index = NameIndex.build([])
    for key, (name, offices) in PEOPLE.items():
        index.add(IDS[key], name)
        for title, body, acronym, place in offices:
            for form in office_names(title, body, acronym, place):
                index.add(IDS[key], form, sort="office")
    for key, names in BODIES.items():
        for name in (form for one in names for form in body_names(one)):
            index.add(IDS[key], name, sort="acronym" if name.isupper() else "name")
    return index


@pytest.mark.parametrize(
    ("typed", "meant"),
    [(typed, meant.split("/")) for meant, every in ASKED.items() for typed in every.split(" | ")],
)
def test_whom_a_query_means(register: NameIndex, typed: str, meant: list[str]) -> None:
    """Asked as the commands ask: among persons alone, or among all others."""
    persons = {IDS[key] for key in PEOPLE}
    asks_person = meant[0] in PEOPLE
    found = verdict(
        register.search(typed, keep=lambda ids: [id for id in ids if (id in persons) == asks_person])
    )
    if len(meant) == 1:
        assert isinstance(found, Sure)
        assert found.match.entity_id == IDS[meant[0]]
    else:
        assert isinstance(found, Choice)
        assert {match.entity_id for match in found.matches} == {IDS[key] for key in meant}


@pytest.mark.parametrize("typed", ABSENT.split(" | "))
def test_who_is_not_there_is_not_found(register: NameIndex, typed: str) -> None:
    assert isinstance(verdict(register.search(typed)), Nothing)
