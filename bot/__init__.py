"""Telegram: the only room that imports `telegram`."""
