"""Needs: what this room has to know of the settings, whoever reads them."""

from typing import Protocol

from pydantic import SecretStr


class Settings(Protocol):
    """What this room needs to know of the settings."""

    @property
    def token(self) -> SecretStr:
        """The bot token."""
        ...

    @property
    def api_url(self) -> str:
        """The Bot API's base address, without a slash at its end."""
        ...

    @property
    def webhook_url(self) -> str:
        """The public address that Telegram calls; '' for polling."""
        ...

    @property
    def webhook_secret(self) -> SecretStr:
        """What Telegram proves itself with; when '' one is made at each start."""
        ...

    @property
    def webhook_listen(self) -> str:
        """'host:port' to listen on for the webhook."""
        ...
