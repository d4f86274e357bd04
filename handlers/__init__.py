"""What people ask: one command is one function (Desk, Request) -> Page; no Telegram, no SQL."""
