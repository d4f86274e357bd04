"""Small wording: how a title is cut to fit one line, and how things are counted in words."""


def cut(text: str, length: int) -> str:
    """The text in at most `length` characters, cut between words and ended by '…' when it was longer."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    head = text[: length - 1]
    return (head.rsplit(" ", 1)[0] if " " in head else head).rstrip(" ,;:-–—") + "…"


def count(number: int, noun: str) -> str:
    """'1 article', '3 articles'."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
