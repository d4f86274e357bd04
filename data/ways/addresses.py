"""Addresses: which web addresses may be fetched: http and https, no credentials, public hosts alone."""

import ipaddress
import socket
import threading
from collections.abc import Callable, Collection
from urllib.parse import urlsplit

from data.errors import BadArticle

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]
"""Gives the numeric addresses of a host and port; raises OSError."""
LONGEST = 2_000
"""Characters of an address."""
USUAL = (80, 443)
"""Ports under 1024 that serve web pages; the others speak to machines that are not meant."""
RESOLVE_SECONDS = 5.0
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""Addresses that stand for an IPv4 address (RFC 6052)."""


class BadLink(BadArticle):
    """An address that may not be or could not be fetched; the sentence says why."""


def checked(url: str) -> str:
    """The address as it may be asked for. Raises BadLink for what no article can stand at."""
    url = url.strip()
    if len(url) > LONGEST or any(c.isspace() or not c.isprintable() for c in url):
        raise BadLink("This is no web address.")
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
    except ValueError as error:
        raise BadLink("This is no web address.") from error
    if parts.scheme.lower() not in ("http", "https"):
        raise BadLink("Only addresses that begin with http:// or https:// are fetched.")
    if not host:
        raise BadLink("This address names no host.")
    if parts.username is not None or parts.password is not None:
        raise BadLink("The address holds a user name or password; send it without.")
    if port is not None and port < 1024 and port not in USUAL:
        raise BadLink(f"Port {port} serves no web pages.")
    return url


def is_public(text: str) -> bool:
    """Whether a numeric address is one of the public internet, also when it is wrapped in another."""
    try:
        one: Address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(one, ipaddress.IPv6Address):
        inside = [one.ipv4_mapped, one.sixtofour, *(one.teredo or ())]
        if one in NAT64:
            inside.append(ipaddress.IPv4Address(int(one) & 0xFFFFFFFF))
        if not all(is_public(str(wrapped)) for wrapped in inside if wrapped is not None):
            return False
        if one.ipv4_mapped is not None:
            return True
    reserved = (
        one.is_multicast or one.is_reserved or one.is_unspecified or one.is_loopback or one.is_link_local
    )
    return one.is_global and not one.is_private and not (reserved and one not in NAT64)


def look_up(host: str, port: int) -> list[str]:
    """The numeric addresses of a host, asked of the system for at most five seconds. Raises OSError."""
    found: list[str] = []
    problem: list[OSError] = []

    def ask() -> None:
        try:
            found.extend(str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except OSError as error:
            problem.append(error)
        except UnicodeError:
            problem.append(OSError("no host name"))

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(RESOLVE_SECONDS)
    if not found:
        raise problem[0] if problem else OSError("no answer about this name")
    return list(dict.fromkeys(found))


def reachable(host: str, port: int, resolve: Resolve, allowed: Collection[str]) -> list[str]:
    """The numeric addresses of a host, all of which are public or explicitly `allowed`. Raises BadLink."""
    try:
        found = resolve(host, port)
    except OSError as error:
        raise BadLink(f"There is no host {host[:80]}, or its name cannot be looked up now.") from error
    if not all(is_public(one) or one in allowed for one in found):
        raise BadLink(f"{host[:80]} is an address of a private network; only public ones are fetched.")
    return found
