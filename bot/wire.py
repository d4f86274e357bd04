"""Wire: the library's HTTP, where an unreadable reply is a failed network and its body is never printed."""

import json
from typing import Any
from urllib.request import getproxies

from telegram import Bot, Update
from telegram.error import NetworkError
from telegram.request import HTTPXRequest

from bot.lanes import Lanes


class Unreadable(NetworkError):
    """What replied is not the Bot API, or not as it is known: the call may have been carried out."""


class Wire(HTTPXRequest):
    """The connections for everything except getUpdates."""

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


def wire(connections: int, patience: float) -> Wire:
    """So many connections, waited for at most `patience` seconds; through the proxy that the system names."""
    # The HTTP library looks for a proxy itself, as long as it is given no transport.
    own = {} if getproxies() else {"transport": Lanes(connections)}
    return Wire(connection_pool_size=connections, pool_timeout=patience, httpx_kwargs=own)


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
