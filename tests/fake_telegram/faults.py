"""Faults on demand: what goes wrong, for which call, how often."""

from dataclasses import dataclass

from .refusal import Refused, bad_request, forbidden


@dataclass
class Fault:
    """One thing that goes wrong `times` times for calls of `method`, `*` for any (in `chat`, when given)."""

    method: str
    times: int = 1
    chat: int | None = None
    refusal: Refused | None = None
    accept: bool = False
    """Carry the call out before the fault strikes."""
    drop: bool = False
    """Close the connection instead of replying."""
    seconds: float = 0.0
    """Reply so much later."""
    garbled: bool = False
    """Reply with 200 and what is no JSON."""

    def strikes(self, method: str, chat: str | None) -> bool:
        """Whether it is this call's turn; counts down."""
        wanted = self.times > 0 and self.method.lower() in ("*", method.lower())
        if not wanted or (self.chat is not None and str(self.chat) != chat):
            return False
        self.times -= 1
        return True


def flood(method: str, retry_after: int = 1, times: int = 1, chat: int | None = None) -> Fault:
    """429: the call is not carried out, the bot is to wait so many seconds."""
    refusal = Refused(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)
    return Fault(method, times, chat, refusal)


def refuse(method: str, why: str, times: int = 1, chat: int | None = None) -> Fault:
    """400 with these words."""
    return Fault(method, times, chat, bad_request(why))


def forbid(method: str, why: str, times: int = 1, chat: int | None = None) -> Fault:
    """403 with these words."""
    return Fault(method, times, chat, forbidden(why))


def gateway(method: str, times: int = 1, chat: int | None = None, *, accept: bool = False) -> Fault:
    """502; with `accept`, although the call was carried out."""
    return Fault(method, times, chat, Refused(502, "Bad Gateway"), accept)


def drop(method: str, times: int = 1, chat: int | None = None, *, accept: bool = True) -> Fault:
    """The connection breaks before the reply; the call was carried out unless `accept` is False."""
    return Fault(method, times, chat, None, accept, drop=True)


def slow(method: str, seconds: float, times: int = 1, chat: int | None = None) -> Fault:
    """The call is carried out at once and the reply comes so much later."""
    return Fault(method, times, chat, None, accept=True, seconds=seconds)


def garble(method: str, times: int = 1, chat: int | None = None, *, accept: bool = False) -> Fault:
    """200 with a page that is no JSON, as a proxy on the way may send."""
    return Fault(method, times, chat, None, accept, garbled=True)
