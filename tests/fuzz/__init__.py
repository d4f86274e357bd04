"""Fuzz: updates that nobody would send by mistake, made from the Bot API's own types."""
