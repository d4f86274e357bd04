"""Choosing: the settings of a chat, each with the buttons that change it."""

from collections.abc import Iterable, Mapping

from briefs.language import LANGUAGES, NUMBERS, _
from briefs.page import Choice, Line, Page

OFF = "off"
PLAIN, UNGROUPED = "plain", "1234567"
"""Numbers without groups, and what they look like."""
ZONES = ("Asia/Karachi", "Asia/Kabul", "Asia/Dubai", "Europe/Vienna", "Europe/London", "UTC")
"""Zones to tap, where most readers are; any other is typed."""
TIMES = ("06:00", "07:00", "08:00", "09:00", "18:00")
QUIET = ("22:00-07:00", "21:00-06:00", "23:00-08:00", OFF)


def overview(values: Mapping[str, str], changed: bool = False) -> Page:
    """The settings of a chat with a button for each; `values` by name."""
    lines = (
        Line(text=_("Language: {value}", value=LANGUAGES.get(values["language"], values["language"]))),
        Line(text=_("Time zone: {value}", value=values["zone"])),
        Line(text=_("Numbers: {value}", value=NUMBERS.get(values.get("numbers", ""), UNGROUPED))),
        Line(text=_("Shown at most: TLP:{value}", value=values["ceiling"])),
        Line(text=_("Time of the brief: {value}", value=values["brief"])),
        Line(text=_("Quiet hours: {value}", value=_said(values["quiet"]))),
    )
    choices = (
        Choice(label=_("Language"), command="/settings language"),
        Choice(label=_("Time zone"), command="/settings zone"),
        Choice(label=_("Numbers"), command="/settings numbers"),
        Choice(label=_("Shown at most"), command="/settings ceiling"),
        Choice(label=_("Time of the brief"), command="/settings brief"),
        Choice(label=_("Quiet hours"), command="/settings quiet"),
    )
    title = _("Settings of this chat, changed") if changed else _("Settings of this chat")
    return Page(title=title, lines=lines, choices=choices)


def _said(value: str) -> str:
    """A time or 'off'; not set is off."""
    return _("off") if value in ("", OFF) else value


def languages(command: str) -> Page:
    """The languages to choose from; a tap sends the command with the language behind it."""
    buttons = tuple(Choice(label=name, command=f"{command} {code}") for code, name in LANGUAGES.items())
    return Page(title=_("Which language?"), choices=buttons)


def zones() -> Page:
    """The zones to choose from, or to type."""
    typed = _("Or write its name, such as Asia/Karachi.")
    return _asked(_("Which time zone?"), "/settings zone", ZONES, typed)


def numbers() -> Page:
    """How numbers of ours may be written, each shown as it would be."""
    shown = {PLAIN: UNGROUPED, **NUMBERS}
    buttons = [Choice(label=label, command=f"/settings numbers {name}") for name, label in shown.items()]
    told = _("Numbers that are counted or drawn here; those of a source stay as the source writes them.")
    title = _("How are numbers written?")
    return Page(title=title, lines=(_plain(told),), choices=(*buttons, _back()))


def ceilings(markings: Iterable[str]) -> Page:
    """The handling markings that may be chosen (Traffic Light Protocol)."""
    buttons = [Choice(label=f"TLP:{one}", command=f"/settings ceiling {one}") for one in markings]
    told = _("Facts with a higher marking are not shown here.")
    return Page(
        title=_("What may be shown here at most?"), lines=(_plain(told),), choices=(*buttons, _back())
    )


def times() -> Page:
    """The times of a daily brief to choose from, or to type."""
    typed = _("Or write a time, such as 07:30. /subscribe begins the brief, /unsubscribe ends it.")
    return _asked(_("At what time does the brief come?"), "/settings brief", TIMES, typed)


def quiet() -> Page:
    """The quiet hours to choose from, or to type."""
    typed = _("Or write from and to, such as 22:30-06:30. In these hours no brief comes.")
    return _asked(_("Which hours are quiet?"), "/settings quiet", QUIET, typed)


def language_chosen() -> Page:
    """What a person hears in the language they have just chosen."""
    return Page(title=_("Answers to you are in English from now on."))


def _asked(title: str, command: str, values: Iterable[str], typed: str) -> Page:
    buttons = [Choice(label=_said(value), command=f"{command} {value}") for value in values]
    return Page(title=title, lines=(_plain(typed),), choices=(*buttons, _back()), expects=command)


def _back() -> Choice:
    return Choice(label=_("Back"), command="/settings")


def _plain(text: str) -> Line:
    return Line(text=text, role="plain")
