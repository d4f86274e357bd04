"""Wire: HTTP to Telegram. Of a failure it says whether there was a connection at all; its words never tell
the address, in which the token stands, nor the body of a reply that cannot be read."""

import json
import os
from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx
from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientHttpProxyError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    FormData,
    ServerFingerprintMismatch,
    TCPConnector,
)
from aiohttp.payload import Payload
from telegram import Bot, Update
from telegram.error import BadRequest, NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECT_SECONDS, REPLY_SECONDS = 5.0, 5.0
"""How long a connection to an address may take to be made, and each step of a reply."""
PATIENCE_SECONDS = 1.0
"""How long a request waits for a free connection."""
FRESH_SECONDS = 5.0
"""An idle connection that is older is not used again: the other side may just be closing it."""
UNSENT = (ClientConnectorError, ClientHttpProxyError, ConnectionTimeoutError, ServerFingerprintMismatch)
"""What goes wrong before there is a connection."""


class Unreadable(NetworkError):
    """What replied is not the Bot API, or not as it is known: the call may have been carried out."""


class Unsent(NetworkError):
    """There was no connection: it is certain that nothing left this machine."""


class Wire(BaseRequest):
    """So many connections to Telegram, through the HTTP proxy that the environment names where it names one.

    aiohttp's: a message takes half the processor time that it takes with the library's own
    (benchmarks/README.md), and no POST is ever repeated by itself.
    """

    def __init__(
        self, connections: int = 1, patience: float = PATIENCE_SECONDS, reply: float = REPLY_SECONDS
    ) -> None:
        self._connections = connections
        self._patience = patience
        self._reply = reply
        self._proxies: dict[str, str | None] = {}
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds that Telegram may take to reply."""
        return self._reply

    async def initialize(self) -> None:
        """Be ready for requests."""
        if self._session is not None:
            return
        connector = TCPConnector(
            limit=self._connections, keepalive_timeout=FRESH_SECONDS, ssl=httpx.create_ssl_context()
        )
        self._session = ClientSession(connector=connector, cookie_jar=DummyCookieJar())

    async def shutdown(self) -> None:
        """End every connection."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = None,
        write_timeout: object = None,
        connect_timeout: object = None,
        pool_timeout: object = None,
    ) -> tuple[int, bytes]:
        """Make a request; gives the HTTP status and the body.

        Raises Unsent when there was no connection, TimedOut or another NetworkError when it may have left,
        BadRequest for what cannot be encoded.
        """
        if self._session is None:
            raise RuntimeError("not initialized")
        timeout = self._timeout(method, read_timeout, write_timeout, connect_timeout, pool_timeout)
        try:
            data = _encoded(request_data)
        except (TypeError, ValueError):  # aiohttp makes the one of the other, with all of the text
            raise BadRequest("it holds what cannot be encoded, such as half a letter") from None
        try:
            async with self._session.request(
                method, url, data=data, timeout=timeout, allow_redirects=False,
                proxy=self._proxy(url), headers={"User-Agent": self.USER_AGENT},
            ) as reply:  # fmt: skip
                return _said(reply.status, await reply.read())
        except UNSENT as error:
            raise Unsent(_named(error)) from None
        except TimeoutError:
            raise TimedOut from None
        except (ClientError, OSError) as error:
            raise NetworkError(_named(error)) from None

    def _timeout(
        self, method: str, read: object, write: object, connect: object, pool: object
    ) -> ClientTimeout:
        """The seconds of each step, our own where none are given, and of all together.

        A file that is fetched takes as long as it does, while it comes.
        """
        to_reply, to_connect = _seconds(read, self._reply), _seconds(connect, CONNECT_SECONDS)
        to_begin = _seconds(pool, self._patience) + to_connect
        whole = None if method == "GET" else to_begin + _seconds(write, REPLY_SECONDS) + to_reply
        return ClientTimeout(total=whole, connect=to_begin, sock_connect=to_connect, sock_read=to_reply)

    def _proxy(self, url: str) -> str | None:
        """The proxy for an address, None for none; looked up once. Raises Unsent for one of another kind."""
        split = urlsplit(url)
        if split.netloc not in self._proxies:
            named = {} if proxy_bypass(split.netloc) else getproxies()
            proxy = named.get(split.scheme) or named.get("all")
            self._proxies[split.netloc] = f"http://{proxy}" if proxy and "://" not in proxy else proxy
        proxy = self._proxies[split.netloc]
        if proxy and not proxy.startswith(("http://", "https://")):
            raise Unsent(f"a proxy of the kind {proxy.partition('://')[0]} is not supported, only http")
        return proxy

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The reply as Telegram means it. Raises Unreadable, where the library would log the whole body."""
        try:
            found = json.loads(payload.decode("utf-8", "replace"))
        except (ValueError, RecursionError) as error:
            raise Unreadable(f"the reply of {len(payload)} bytes is no JSON") from error
        if not isinstance(found, dict) or not {"result", "description", "error_code"} & found.keys():
            raise Unreadable(f"the reply of {len(payload)} bytes says nothing of the call")
        return found


def _seconds(given: object, own: float) -> float:
    """What was given for this one request, else our own."""
    return float(given) if isinstance(given, int | float) else own


def _encoded(data: RequestData | None) -> Payload | None:
    """The parameters and files of a request as a form; None when there are none."""
    if data is None or not (data.multipart_data or data.json_parameters):
        return None
    form = FormData(data.json_parameters, quote_fields=False)
    for field, (name, content, kind) in data.multipart_data.items():
        file = BytesIO(content) if isinstance(content, bytes) else content  # which is sent piece by piece
        form.add_field(field, file, filename=name, content_type=kind)
    return form()


def _said(status: int, body: bytes) -> tuple[int, bytes]:
    """The status and body as the library is to read them: it prints a body that it cannot read.

    Too large a request is refused for good, which the library would take for a failed network.
    """
    if 200 <= status < 300:
        return status, body
    try:
        Wire.parse_json_payload(body)
    except Unreadable:
        known = status in {one.value for one in HTTPStatus}
        body = json.dumps({"description": HTTPStatus(status).phrase if known else str(status)}).encode()
    return 400 if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE else status, body


def _named(error: Exception) -> str:
    """What went wrong without where: an address of the Bot API holds the token, and aiohttp tells it.

    Not where there was no connection: the words are the system's then.
    """
    if isinstance(error, ClientConnectorError):
        why = error.strerror
    else:
        why = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else ""
    return f"{type(error).__name__}: {why}" if why else type(error).__name__


def encodable(payload: bytes) -> bytes:
    r"""A JSON body with question marks for halves of letters (a lone \ud800), which no file can hold."""
    if b"\\ud" not in payload.lower():
        return payload
    text = json.dumps(json.loads(payload), ensure_ascii=False)
    return text.encode("utf-8", "replace")


def read(update: Any, bot: Bot | None = None) -> Update | None:
    """The update as the library has it; None for one that would end its polling for good."""
    try:
        made = Update.de_json(update, bot)
    except Exception:  # whatever it stumbles over, in whichever of its hundred classes
        return None
    return made if isinstance(made.update_id, int) else None
