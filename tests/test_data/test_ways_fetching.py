"""Fetching takes pages of the public web under strict rules, and says in one sentence why it does not."""

import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.ways.addresses import BadLink, checked, is_public, reachable
from data.ways.fetching import REDIRECTS, Web, in_utf8
from tests.test_data import loopback
from tests.test_data.loopback import Site, page, web

PRIVATE = [
    "127.0.0.1", "10.0.0.1", "172.16.5.5", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
    "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "64:ff9b::7f00:1", "2002:7f00:1::", "192.0.2.1", "198.18.0.1", "240.0.0.1", "not an address", "",
]  # fmt: skip


@pytest.fixture
def site() -> Iterator[Site]:
    with loopback.site() as server:
        yield server


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_public_is_told_apart(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "1.1.1.1", "93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"]
)
def test_a_public_address_is_known(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses())
def test_no_loopback_or_private_address_is_ever_public(address: object) -> None:
    held = is_public(str(address))
    assert not (held and (address.is_private or address.is_loopback or address.is_link_local))  # type: ignore[attr-defined]


BAD = [
    "ftp://example.org/a", "file:///etc/passwd", "javascript:alert(1)", "http://", "http:///path",
    "http://user:secret@example.org/", "http://user@example.org/", "http://example.org:22/", "http://exa mple.org/",
    "http://[::1", "http://example.org:99999/", "http://" + "a" * 3000, "gopher://example.org:70/",
]  # fmt: skip


@pytest.mark.parametrize("url", BAD)
def test_an_address_that_no_article_stands_at_is_refused_before_anything_is_sent(url: str) -> None:
    with pytest.raises(BadLink) as caught:
        checked(url)
    assert str(caught.value).endswith(".")
    assert "secret" not in str(caught.value)


def test_a_host_of_a_private_network_is_refused(site: Site) -> None:
    site.pages["/"] = page("<p>secret</p>")
    with pytest.raises(BadLink, match="private network"):
        Web().page(f"{site.url}/")
    assert not site.asked


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(BadLink, match="private network"):
        reachable("news.example", 80, lambda host, port: ["8.8.8.8", "10.0.0.7"], ())


def test_a_name_that_changes_its_address_after_the_check_gains_nothing(site: Site) -> None:
    """The connection goes to the address that was checked: the name is looked up once for each request."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    site.pages["/a"] = page("<p>here</p>")
    free = Web(allowed=loopback.LOOPBACK, resolve=lambda host, port: next(answers), rules=web().rules)
    found = free.feed(f"http://news.example:{site.server_port}/a")
    assert found.body == b"<p>here</p>"
    with pytest.raises(BadLink, match="private network"):
        free.feed(f"http://news.example:{site.server_port}/a")


def test_a_redirect_into_a_private_network_is_refused(site: Site) -> None:
    site.pages["/"] = loopback.leads("http://169.254.169.254/latest/meta-data/")
    with pytest.raises(BadLink, match="private network"):
        web().page(f"{site.url}/")


def test_a_redirect_to_another_scheme_is_refused(site: Site) -> None:
    site.pages["/"] = loopback.leads("file:///etc/passwd")
    with pytest.raises(BadLink, match="http:// or https://"):
        web().page(f"{site.url}/")


@pytest.mark.parametrize("led", ["http://[", "http://[::1", "//[x]/", "http://a]b/"])
def test_a_redirect_to_what_is_no_address_is_refused(site: Site, led: str) -> None:
    site.pages["/robots.txt"] = loopback.status(404)
    site.pages["/a"] = lambda call: call.say(302, Location=led)
    with pytest.raises(BadLink):
        web().page(f"{site.url}/a")


def test_redirects_are_followed_so_far_and_no_farther(site: Site) -> None:
    for number in range(10):
        site.pages[f"/{number}"] = loopback.leads(f"/{number + 1}")
    site.pages[f"/{REDIRECTS + 3}"] = page("here")
    assert web().page(f"{site.url}/3").body == b"here"
    with pytest.raises(BadLink, match="address to address"):
        web().page(f"{site.url}/0")


def test_a_body_that_is_too_large_is_refused_whether_it_says_so_or_not(site: Site) -> None:
    site.pages["/said"] = page(b"x" * 1_100_000)
    site.pages["/unsaid"] = loopback.endless(100_000_000)
    for path in ("/said", "/unsaid"):
        with pytest.raises(BadLink, match="larger than 1 MB"):
            web().page(site.url + path)


def test_a_small_body_that_swells_is_refused(site: Site) -> None:
    site.pages["/"] = loopback.swelling
    with pytest.raises(BadLink, match="larger than 1 MB"):
        web().page(f"{site.url}/")


@pytest.mark.parametrize("answer", [loopback.dripping, loopback.silent])
def test_a_slow_server_is_left(site: Site, answer: loopback.Answer) -> None:
    site.pages["/"] = answer
    began = time.monotonic()
    with pytest.raises(BadLink, match="too slow"):
        web(seconds=2.0).feed(f"{site.url}/")
    assert time.monotonic() - began < 5


def test_what_robots_txt_forbids_is_not_read(site: Site) -> None:
    site.pages["/robots.txt"] = page("User-agent: *\nDisallow: /closed/\n", "text/plain")
    site.pages["/closed/a"] = page("<p>closed</p>")
    site.pages["/open/a"] = page("<p>open</p>")
    ours = web()
    with pytest.raises(BadLink, match=r"robots\.txt"):
        ours.page(f"{site.url}/closed/a")
    assert ours.page(f"{site.url}/open/a").status == 200
    assert site.asked["/closed/a"] == 0
    assert site.asked["/robots.txt"] == 1, "what a site allows is remembered"


def test_a_site_whose_robots_txt_fails_is_left_alone(site: Site) -> None:
    site.pages["/robots.txt"] = loopback.status(503)
    site.pages["/a"] = page("<p>a</p>")
    with pytest.raises(BadLink, match=r"robots\.txt cannot be had"):
        web().page(f"{site.url}/a")


def test_an_unchanged_feed_is_known_by_its_tag(site: Site) -> None:
    site.pages["/"] = loopback.tagged(loopback.rss(""))
    first = web().feed(f"{site.url}/")
    assert (first.status, first.etag) == (200, '"one"')
    assert web().feed(f"{site.url}/", first.etag).status == 304


@pytest.mark.parametrize("code", [401, 403, 404, 410, 429, 500, 503])
def test_every_refusal_of_a_server_is_one_sentence_with_its_number(site: Site, code: int) -> None:
    site.pages["/"] = loopback.status(code)
    with pytest.raises(BadLink) as caught:
        web().page(f"{site.url}/")
    assert str(code) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_page_says_its_encoding_itself_or_its_server_does() -> None:
    text = "Präsident Müller"
    assert in_utf8(text.encode("cp1252"), "text/html; charset=windows-1252").decode() == text
    assert text in in_utf8(b'<meta charset="windows-1252">' + text.encode("cp1252"), "text/html").decode()
    assert in_utf8(text.encode(), "text/html; charset=no-such-thing").decode() == text


@pytest.mark.parametrize("name", ["punycode", "idna"])
def test_an_encoding_of_host_names_is_none_of_a_page(name: str) -> None:
    """Their codecs take minutes for a page of this size."""
    body = f"<meta charset={name}>-".encode() + bytes(range(97, 107)) * 200_000
    assert in_utf8(body, "") is body
