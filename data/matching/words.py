"""The word tables of name matching: spellings that mean one word, titles, particles, legal forms, numbers.

World knowledge about how names are written, never about a particular person or body. Keys and
values are folded (lower case, no marks).
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SAME: dict[str, str] = {
    # British and American spelling
    "centre": "center", "centres": "center", "centers": "center", "programme": "program",
    "programmes": "program", "programs": "program", "defence": "defense", "labour": "labor",
    "theatre": "theater", "harbour": "harbor", "harbours": "harbors", "licence": "license",
    "offence": "offense",
    # abbreviations that are read as the word
    "org": "organization", "organisations": "organization", "organizations": "organization",
    "orgn": "organization", "intl": "international", "natl": "national", "govt": "government",
    "gov": "government", "dept": "department", "deptt": "department", "min": "ministry",
    "assn": "association", "assoc": "association", "comm": "commission", "univ": "university",
    "inst": "institute", "fed": "federal", "dev": "development", "conf": "conference",
    "prog": "program", "proj": "project", "agcy": "agency", "auth": "authority",
    "secy": "secretary", "sec": "secretary", "dir": "director", "amb": "ambassador",
    "ch": "chaudhry", "dy": "deputy", "dep": "deputy", "addl": "additional", "asst": "assistant",
    "jt": "joint", "jnt": "joint", "mgmt": "management", "tech": "technology", "cttee": "committee",
    "mohd": "muhammad", "md": "muhammad", "mhd": "muhammad", "muh": "muhammad",
    "abdul": "abd", "abdel": "abd", "abdal": "abd", "abdur": "abd", "abdus": "abd", "abdool": "abd",
    "ibn": "bin", "ben": "bin",
    # legal forms, each under one word
    "ltd": "limited", "inc": "incorporated", "corp": "corporation", "co": "company",
    "cos": "company", "companies": "company", "gmbh": "gmbh", "pvt": "private", "pte": "private",
    "pty": "proprietary", "aktiengesellschaft": "ag",
}  # fmt: skip
"""Word to the word it is taken for."""

NUMBERS: dict[str, str] = {
    "ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11",
    "xii": "12", "xiii": "13", "xiv": "14", "xv": "15",
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6",
    "seventh": "7", "eighth": "8", "ninth": "9", "tenth": "10",
    "1st": "1", "2nd": "2", "3rd": "3", "4th": "4", "5th": "5", "6th": "6", "7th": "7",
    "8th": "8", "9th": "9", "10th": "10",
}  # fmt: skip
"""Numerals and ordinals to digits; 'i', 'v' and 'x' alone are left, they are initials more often."""

TENS: dict[str, int] = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip

HONORIFICS = _words(
    """mr mrs ms miss mx dr prof professor sir dame lord lady he hon honble honourable honorable
    excellency his her their mohtarma janab jnab sahib saheb sahab sb sahiba sri shri smt haji hajji
    maulana mufti allama hafiz qari ustad syed sayed sayyid sayyed saiyed syeda sayeda sheikh shaikh shaykh
    senator sen rep congressman barrister advocate adv engr engineer retd rtd capt captain maj major col
    colonel brig brigadier lt gen general adm admiral justice herr frau monsieur mme madame mlle senor
    senora don dona comrade rev reverend father sister brother st saint sardar chaudhry ch chaudhary nawab
    malik mian begum bibi sain khawaja rana raja"""
)
"""Titles put before a name or after it. They never carry a match alone."""

WEAK_HONORIFICS = _words(
    """sardar chaudhry ch chaudhary nawab malik mian begum bibi sain khawaja rana raja sheikh shaikh
    shaykh general father sister justice"""
)
"""Titles that are family names just as often: they weigh less, but they do weigh."""

ROLES = _words(
    """minister president secretary ambassador director commissioner chief head chairman chairperson
    chairwoman premier prime governor spokesman spokesperson spokeswoman deputy officer dg pm mp mna mpa
    ig dig igp fm envoy consul coordinator representative manager prasident presidente"""
)
"""Words of office: beside a name they say little about who is meant."""

FUNCTION = _words(
    """of for the and to in on at an by with from de la le les du des der die das den und et del
    della di da do dos al el ul as ar ur us"""
)
"""Function words and articles."""

PARTICLES = _words("""bin bint van von der den ter ten zu de da di la le el al abu umm""")
"""Parts of family names that many share."""

LEGAL_PHRASES: dict[tuple[str, ...], str] = {
    ("open", "joint", "stock", "company"): "ojsc",
    ("public", "joint", "stock", "company"): "pjsc",
    ("joint", "stock", "company"): "jsc",
    ("limited", "liability", "company"): "llc",
    ("limited", "liability", "partnership"): "llp",
    ("public", "limited", "company"): "plc",
    ("private", "limited"): "limited",
    ("sp", "z", "o", "o"): "ooo",
    ("spol", "s", "r", "o"): "sro",
}
"""Legal forms of several words, and the short form they are read as."""
LEGAL = _words(
    """limited incorporated corporation company ag gmbh sa sarl srl spa sl bv nv kg ohg oy ab as aps plc
    llc llp lp private proprietary pjsc jsc ojsc cjsc oao ooo zao pao kk sdn bhd doo dd zrt kft sro"""
)
"""Legal forms, after `SAME`."""

KINDS = _words("project program initiative programs projects organisation organization")
"""Words that tell of what kind the thing is that is asked for."""
GENERIC = _words(
    """project program organization office agency authority commission committee council center institute
    ministry department international national federal group foundation association union network
    initiative action plan partnership process forum service services unit bureau board fund bank
    industries systems holdings management government academy society system industry enterprise enterprises
    police trading business trust mission delegation directorate division secretariat"""
)
"""Words that sort bodies and say little about which one is meant."""

PLACES = _words(
    """afghanistan albania algeria andorra angola argentina armenia australia austria azerbaijan bahamas
    bahrain bangladesh barbados belarus belgium belize benin bhutan bolivia bosnia botswana brazil
    brunei bulgaria burundi cambodia cameroon canada chad chile china colombia comoros congo croatia
    cuba cyprus czechia denmark djibouti dominica ecuador egypt eritrea estonia eswatini ethiopia
    fiji finland france gabon gambia georgia germany ghana greece grenada guatemala guinea guyana
    haiti honduras hungary iceland india indonesia iran iraq ireland israel italy jamaica japan
    jordan kazakhstan kenya kiribati korea kosovo kuwait kyrgyzstan laos latvia lebanon lesotho
    liberia libya liechtenstein lithuania luxembourg macedonia madagascar malawi malaysia maldives
    mali malta mauritania mauritius mexico moldova monaco mongolia montenegro morocco mozambique
    myanmar namibia nauru nepal netherlands nicaragua niger nigeria norway oman pakistan palau
    palestine panama paraguay peru philippines poland portugal qatar romania russia rwanda samoa
    senegal serbia seychelles singapore slovakia slovenia somalia spain sudan suriname sweden
    switzerland syria taiwan tajikistan tanzania thailand togo tonga tunisia turkey turkiye
    turkmenistan tuvalu uganda ukraine uruguay uzbekistan vanuatu venezuela vietnam yemen zambia
    zimbabwe asia africa europe america oceania arctic antarctic north south east west northern
    southern eastern western central"""
)
"""Countries, continents and quarters: two of them are one place or two, never a slip of one another."""
DEMONYMS: dict[str, str] = {
    "afghan": "afghanistan", "albanian": "albania", "algerian": "algeria", "american": "usa",
    "argentine": "argentina", "armenian": "armenia", "australian": "australia", "austrian": "austria",
    "azerbaijani": "azerbaijan", "bahraini": "bahrain", "bangladeshi": "bangladesh",
    "belarusian": "belarus", "belgian": "belgium", "bosnian": "bosnia", "brazilian": "brazil",
    "british": "britain", "bulgarian": "bulgaria", "cambodian": "cambodia", "canadian": "canada",
    "chinese": "china", "colombian": "colombia", "croatian": "croatia", "cypriot": "cyprus",
    "czech": "czechia", "danish": "denmark", "dutch": "netherlands", "egyptian": "egypt",
    "estonian": "estonia", "ethiopian": "ethiopia", "european": "europe", "finnish": "finland",
    "french": "france", "georgian": "georgia", "german": "germany", "ghanaian": "ghana", "greek": "greece",
    "hungarian": "hungary", "icelandic": "iceland", "indian": "india", "indonesian": "indonesia",
    "iranian": "iran", "iraqi": "iraq", "irish": "ireland", "israeli": "israel", "italian": "italy",
    "japanese": "japan", "jordanian": "jordan", "kazakh": "kazakhstan", "kenyan": "kenya",
    "korean": "korea", "kuwaiti": "kuwait", "kyrgyz": "kyrgyzstan", "latvian": "latvia",
    "lebanese": "lebanon", "libyan": "libya", "lithuanian": "lithuania", "malaysian": "malaysia",
    "maldivian": "maldives", "maltese": "malta", "mexican": "mexico", "moldovan": "moldova",
    "moroccan": "morocco", "nepalese": "nepal", "nepali": "nepal", "nigerian": "nigeria",
    "norwegian": "norway", "omani": "oman", "pakistani": "pakistan", "palestinian": "palestine",
    "philippine": "philippines", "polish": "poland", "portuguese": "portugal", "qatari": "qatar",
    "romanian": "romania", "russian": "russia", "saudi": "arabia", "senegalese": "senegal",
    "serbian": "serbia", "slovak": "slovakia", "slovenian": "slovenia", "somali": "somalia",
    "spanish": "spain", "sudanese": "sudan", "swedish": "sweden", "swiss": "switzerland",
    "syrian": "syria", "tajik": "tajikistan", "thai": "thailand", "tunisian": "tunisia",
    "turkish": "turkey", "turkmen": "turkmenistan", "ukrainian": "ukraine", "uzbek": "uzbekistan",
    "vietnamese": "vietnam", "yemeni": "yemen",
}  # fmt: skip
"""What belongs to a country, to the country: 'the Polish minister' is the minister of Poland."""

ALIKE: tuple[frozenset[str], ...] = (
    frozenset({"agency", "authority", "bureau"}),
    frozenset({"organization", "association"}),
    frozenset({"company", "corporation", "enterprise", "limited", "incorporated"}),
    frozenset({"program", "project", "initiative"}),
    frozenset({"minister", "ministry", "ministers"}),
    frozenset({"migrant", "migrants", "migration", "migratory"}),
    frozenset({"department", "ministry", "directorate"}),
    frozenset({"anti", "against", "counter", "combating"}),
)
"""Groups of words that people mistake for one another."""
