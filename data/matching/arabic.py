"""Names in Arabic script (Arabic, Persian, Urdu): their Latin consonants; acronyms spelled out."""

import unicodedata

LETTERS: dict[str, str] = {
    "ا": "A", "آ": "A", "أ": "A", "إ": "I", "ٱ": "A", "ء": "", "ئ": "Y", "ؤ": "V", "ع": "", "ٔ": "",
    "ب": "B", "پ": "P", "ت": "T", "ٹ": "T", "ټ": "T", "ث": "S", "ج": "J", "چ": "C", "ځ": "Z",
    "څ": "S", "ح": "H", "خ": "X", "د": "D", "ڈ": "D", "ډ": "D", "ذ": "Z", "ر": "R", "ڑ": "R",
    "ړ": "R", "ز": "Z", "ژ": "Z", "ږ": "Z", "س": "S", "ش": "W", "ښ": "W", "ص": "S", "ض": "Z",
    "ط": "T", "ظ": "Z", "غ": "G", "ف": "F", "ڤ": "V", "ق": "Q", "ک": "K", "ك": "K", "گ": "G",
    "ګ": "G", "ل": "L", "م": "M", "ن": "N", "ں": "N", "ڼ": "N", "و": "V", "ه": "H", "ہ": "H",
    "ھ": "H", "ة": "H", "ۃ": "H", "ۂ": "H", "ۀ": "H", "ی": "Y", "ي": "Y", "ى": "A", "ې": "Y", "ۍ": "Y",
    "ے": "Y", "ۓ": "Y",
}  # fmt: skip
"""Letter to one capital: X is kh, W is sh, C is ch; the rest read as in Latin. Hamza and ayn are silent."""

LETTER_NAMES: dict[str, str] = {
    "اے": "a", "بی": "b", "سی": "c", "ڈی": "d", "ای": "e", "ایف": "f", "جی": "g", "ایچ": "h",
    "آئی": "i", "جے": "j", "کے": "k", "ایل": "l", "ایم": "m", "این": "n", "او": "o", "پی": "p",
    "کیو": "q", "آر": "r", "ایس": "s", "ٹی": "t", "یو": "u", "وی": "v", "ڈبلیو": "w",
    "ایکس": "x", "وائی": "y", "زیڈ": "z", "زی": "z",
}  # fmt: skip
"""The Latin letters as Urdu names them: a run of these is an acronym spelled out."""

BIBI = ["بی", "بی"]
"""A word of respect, no acronym."""


def is_arabic(text: str) -> bool:
    """Whether the text holds a letter of Arabic script."""
    return any("؀" <= letter <= "ۿ" or "ݐ" <= letter <= "ݿ" for letter in text)


def consonants(word: str) -> str:
    """The word as capital Latin letters, short vowels unknown; '' when nothing can be read."""
    return "".join(LETTERS.get(letter, "") for letter in unicodedata.normalize("NFC", word))


def spelled_out(words: list[str]) -> list[str]:
    """The words with each run of two or more letter names joined into the acronym they spell.

    'ایف', 'آئی', 'اے' gives 'fia'; a letter name alone stays a word.
    """
    result: list[str] = []
    run: list[str] = []
    for word in [*words, ""]:
        if word in LETTER_NAMES:
            run.append(word)
            continue
        if run == BIBI:
            run = ["بیبی"]
        result.extend(["".join(LETTER_NAMES[one] for one in run)] if len(run) > 1 else run)
        run = []
        if word:
            result.append(word)
    return result
