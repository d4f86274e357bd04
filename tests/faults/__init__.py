"""Faults: the whole program is broken on purpose, from outside, and looked at afterwards."""
