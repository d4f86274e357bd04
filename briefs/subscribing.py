"""Subscribing: how a subscription, a pause and its end are told, with what can be changed by a tap."""

from collections.abc import Sequence
from datetime import datetime

from briefs.daily import moment, say_day
from briefs.language import _
from briefs.lines import note
from briefs.page import Choice, Line, Page
from data.schedule import Plan


def days(plan: Plan) -> str:
    """'every day', 'on weekdays', 'every Monday'."""
    named = {
        "daily": _("every day"), "weekdays": _("Monday to Friday"), "mon": _("every Monday"),
        "tue": _("every Tuesday"), "wed": _("every Wednesday"), "thu": _("every Thursday"),
        "fri": _("every Friday"), "sat": _("every Saturday"), "sun": _("every Sunday"),
    }  # fmt: skip
    return named[plan.days]


def shown(
    plan: Plan, names: Sequence[str], due: datetime | None, paused: str, says_nothing: bool, private: bool,
    remarks: Sequence[str] = (), begun: bool = False,
) -> Page:  # fmt: skip
    """A subscription as it stands; `begun` when it was just made or changed, `due` None for 'at once'."""
    when = {"time": plan.at, "zone": plan.zone, "days": days(plan)}
    title = _("This chat's brief comes at {time} ({zone}), {days}.", **when)
    if begun:
        title = _("Subscribed: brief at {time} ({zone}), {days}.", **when)
    about = _("About: {names}.", names=", ".join(names)) if names else _("About: everything in the store.")
    lines = [Line(text=text, role="plain") for text in (about, _next(plan, due, paused, begun))]
    if not private and says_nothing:
        lines.append(note(_("When nothing is new it says so in one line.")))
    elif not private:
        lines.append(note(_("When nothing is new it stays silent.")))
    lines += [note(remark) for remark in remarks]
    return Page(
        title=title, lines=tuple(lines),
        choices=tuple(choices(plan, bool(names), paused, says_nothing, private)),
    )  # fmt: skip


def _next(plan: Plan, due: datetime | None, paused: str, begun: bool) -> str:
    if paused == "9999-12-31":
        return _("Paused until you resume it.")
    if due is None:
        return _("Today's brief comes in a moment.")
    when = moment(due, plan.zone)
    if paused:
        return _("Paused until {day}; next brief: {when}.", day=say_day(paused), when=when)
    if begun:
        return _("Next brief: {when}; it tells what is recorded until then.", when=when)
    return _("Next brief: {when}.", when=when)


def choices(plan: Plan, narrowed: bool, paused: str, says_nothing: bool, private: bool) -> list[Choice]:
    """What can be changed by a tap."""
    offers = [
        (plan.days != "daily", _("Every day"), "/subscribe daily"),
        (plan.days != "weekdays", _("Weekdays only"), "/subscribe weekdays"),
        (plan.days in ("daily", "weekdays"), _("Weekly, on Monday"), "/subscribe monday"),
        (narrowed, _("About everything"), "/subscribe everything"),
        (not private and not says_nothing, _("Say when nothing is new"), "/subscribe always"),
        (not private and says_nothing, _("Silent when nothing is new"), "/subscribe only news"),
        (not paused, _("Pause"), "/pause"),
        (bool(paused), _("Resume"), "/pause off"),
        (True, _("Preview"), "/preview"),
        (True, _("Unsubscribe"), "/unsubscribe"),
    ]
    return [Choice(label=label, command=command) for offered, label, command in offers if offered]


def none() -> Page:
    """What a chat without a subscription is told."""
    how = _("Send /subscribe 8:30 Brussels for everything, or /subscribe 8:30 Brussels NAME, TOPIC.")
    lines = (Line(text=how, role="plain"),)
    choice = Choice(label=_("Subscribe"), command="/subscribe")
    return Page(title=_("This chat has no daily brief."), lines=lines, choices=(choice,))


def off() -> Page:
    """What is said where the settings of a chat have turned its brief off."""
    choice = Choice(label=_("Brief at 07:00"), command="/subscribe 07:00")
    return Page(title=_("The brief of this chat is off in its settings."), choices=(choice,))


def ended() -> Page:
    """What is said after the end of a subscription."""
    choice = Choice(label=_("Subscribe again"), command="/subscribe")
    return Page(title=_("Unsubscribed: no more briefs come here."), choices=(choice,))
