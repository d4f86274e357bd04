"""Cutting: how a title is made to fit one line."""

from briefs.language import balanced


def cut(text: str, length: int) -> str:
    """The text in at most `length` characters, cut between words and ended by '…' when it was longer."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    head = text[: length - 1]
    return balanced((head.rsplit(" ", 1)[0] if " " in head else head).rstrip(" ,;:-–—")) + "…"
