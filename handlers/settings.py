"""Settings: what the environment says, read and checked once at start."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError

from data.dates import Value
from data.errors import BadSettings

PREFIX = "BRIEFING_"


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("is not an IANA time zone such as Asia/Karachi") from error
    return name


def _ids(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    parts = [part.strip() for part in value.split(",") if part.strip()]
    if not all(part.isdecimal() for part in parts):
        raise ValueError("must be numeric user ids with commas between them")
    return tuple(int(part) for part in parts)


def _web(url: str) -> str:
    if url and not url.startswith(("http://", "https://")):
        raise ValueError("must begin with http:// or https://")
    return url.rstrip("/")


def _secret(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", value.get_secret_value()):
        raise ValueError("may hold letters, digits, _ and - only, at most 256 of them")
    return value


def _listen(value: str) -> str:
    host, colon, port = value.rpartition(":")
    if not colon or not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise ValueError("must be HOST:PORT, for example 127.0.0.1:8443")
    return value


def _chat(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"-?\d{1,15}", value.strip()):
            raise ValueError("must be the numeric id of a chat, for example -1001234567890")
        return int(value)
    return value


def _listen_or_off(value: str) -> str:
    return "" if value in ("", "off") else _listen(value)


def _processors() -> int:
    """As many as there are processors, at most four; none where there is one alone."""
    found = os.cpu_count() or 1
    return min(4, found) if found > 1 else 0


class Settings(Value):
    """One environment variable each, with the prefix BRIEFING_ ('timezone' is BRIEFING_TIMEZONE)."""

    token: SecretStr = SecretStr("")
    """The bot token; '' when none is set."""
    api_url: Annotated[str, AfterValidator(_web)] = "https://api.telegram.org"
    database: Path = Path("data/briefing.db")
    articles: Path = Path("data/articles")
    folder: Path | None = None
    """A folder whose new files are read in while the bot serves; None when there is none."""
    admins: Annotated[tuple[int, ...], BeforeValidator(_ids)] = ()
    log_chat: Annotated[int | None, BeforeValidator(_chat)] = None
    """The chat that is told each change in one line; None when there is none."""
    access: Literal["approved", "open"] = "approved"
    timezone: Annotated[str, AfterValidator(_zone)] = "Asia/Karachi"
    language: Literal["en", "ur"] = "en"
    webhook_url: Annotated[str, AfterValidator(_web)] = ""
    webhook_secret: Annotated[SecretStr, AfterValidator(_secret)] = SecretStr("")
    webhook_listen: Annotated[str, AfterValidator(_listen)] = "127.0.0.1:8443"
    token_file: Path | None = None
    """A file that holds the token, for systems that hand over secrets so."""
    backups: Path | None = None
    """Where copies of the store are kept; None: a folder `backups` beside the store."""
    health_listen: Annotated[str, AfterValidator(_listen_or_off)] = "127.0.0.1:9464"
    """Where /health and /metrics are served by HTTP; '' or 'off' for nowhere."""
    log_format: Literal["console", "json"] = "console"
    pace: Annotated[int, Field(ge=0, le=1000)] = 30
    """Messages a second over all; 0: no pace of our own, only Telegram's word (a self-hosted server)."""
    processes: Annotated[int, Field(ge=0, le=16)] = Field(default_factory=_processors)
    """Processes that make answers beside the one that talks to Telegram, hired when many ask at once."""


def load(environment: Mapping[str, str]) -> Settings:
    """The settings, checked. Raises BadSettings that names every fault at once, in plain words.

    `environment` is what the variables are looked for in; an unknown BRIEFING_ name is a fault too.
    """
    names = {PREFIX + field.upper(): field for field in Settings.model_fields}
    given = {names[name]: value for name, value in environment.items() if name in names and value != ""}
    faults = [
        f"{name} is not a setting of this program (is it a slip of the pen?)."
        for name in sorted(environment)
        if name.startswith(PREFIX) and name not in names
    ]
    try:
        settings = _with_token(Settings.model_validate(given))
    except OSError as error:
        faults.append(f"BRIEFING_TOKEN_FILE cannot be read: {error.strerror}.")
    except ValidationError as error:
        faults += [_plain(dict(fault)) for fault in error.errors(include_url=False, include_input=False)]
    if faults:
        raise BadSettings(" ".join(faults))
    return settings


def _with_token(settings: Settings) -> Settings:
    """The settings with the token from its file, when it stands in one."""
    if settings.token_file is None or settings.token.get_secret_value():
        return settings
    token = SecretStr(settings.token_file.read_text(encoding="utf-8").strip())
    return settings.model_copy(update={"token": token})


def _plain(fault: Mapping[str, Any]) -> str:
    name = PREFIX + str(fault["loc"][0]).upper()
    if fault["type"] == "literal_error":
        return f"{name} must be {fault['ctx']['expected']}."
    return f"{name} {str(fault['msg']).removeprefix('Value error, ')}."
