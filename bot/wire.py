"""Wire: HTTP to Telegram. Of every failure it says whether the call may have been carried out, and no failure
or unreadable reply is ever printed with its address, which holds the token, or its body."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.request import getproxies

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
from telegram import Bot, Update
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECT_SECONDS, REPLY_SECONDS = 5.0, 5.0
"""How long a connection may take to be made, and Telegram to reply; the library's own figures."""
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
    """So many connections to Telegram, through the proxy that the system names where it names one.

    aiohttp's, which takes a third of the processor time of the library's own for each request
    (benchmarks/README.md) and repeats nothing by itself that is not the same when it is made twice.
    """

    def __init__(self, connections: int = 1, patience: float = PATIENCE_SECONDS) -> None:
        self._connections = connections
        self._patience = patience
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds that Telegram may take to reply."""
        return REPLY_SECONDS

    async def initialize(self) -> None:
        """Be ready for requests."""
        if self._session is not None:
            return
        connector = TCPConnector(
            limit=self._connections, keepalive_timeout=FRESH_SECONDS, ssl=httpx.create_ssl_context()
        )
        # For each request it would look anew whether there is a proxy, which costs as much as the request.
        proxied = bool(getproxies())
        self._session = ClientSession(connector=connector, cookie_jar=DummyCookieJar(), trust_env=proxied)

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

        Raises Unsent when there was no connection, TimedOut or another NetworkError when it may have left.
        """
        if self._session is None:
            raise RuntimeError("not initialized")
        timeout = self._timeout(read_timeout, write_timeout, connect_timeout, pool_timeout)
        try:
            async with self._session.request(
                method, url, data=_form(request_data), timeout=timeout, allow_redirects=False,
                headers={"User-Agent": self.USER_AGENT},
            ) as reply:  # fmt: skip
                return reply.status, await reply.read()
        except UNSENT as error:
            raise Unsent(_named(error)) from None
        except TimeoutError:
            raise TimedOut from None
        except (ClientError, OSError) as error:
            raise NetworkError(_named(error)) from None

    def _timeout(self, read: object, write: object, connect: object, pool: object) -> ClientTimeout:
        """The seconds of each step, our own where none are given, and of all together."""
        to_reply, to_connect = _seconds(read, REPLY_SECONDS), _seconds(connect, CONNECT_SECONDS)
        to_begin = _seconds(pool, self._patience) + to_connect
        whole = to_begin + _seconds(write, REPLY_SECONDS) + to_reply
        return ClientTimeout(total=whole, connect=to_begin, sock_connect=to_connect, sock_read=to_reply)

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


def _form(data: RequestData | None) -> FormData | Mapping[str, str] | None:
    """The parameters and files of a request as a form; None when there are none."""
    if data is None or not data.multipart_data:
        return (data and data.json_parameters) or None
    form = FormData(data.json_parameters, quote_fields=False)
    for field, (name, content, kind) in data.multipart_data.items():
        form.add_field(field, content, filename=name, content_type=kind)
    return form


def _named(error: Exception) -> str:
    """What went wrong without where: an address of the Bot API holds the token."""
    why = error.strerror if isinstance(error, OSError) else ""
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
