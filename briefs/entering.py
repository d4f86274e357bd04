"""Entering: what is said to those who ask to be let in, and to those who decide on it."""

from briefs.language import _
from briefs.page import Choice, Line, Page


def request_button() -> Choice:
    """The button with which somebody asks to be let in."""
    return Choice(label=_("Request access"), command="/access")


def closed(number: int, in_group: bool) -> str:
    """What is said where nobody was let in: how to be, and nothing of the store."""
    if in_group:
        return _(
            "This bot answers approved groups only. Its administrators were asked to let this group in; "
            "the group's number is {number}.",
            number=number,
        )
    return _(
        "This bot answers approved readers only. An administrator can let you in; your number is {number}.",
        number=number,
    )


def asked(number: int) -> Page:
    """What somebody hears whose wish was passed on."""
    told = _("You will hear here what they decide; your number is {number}.", number=number)
    return Page(title=_("The administrators were asked to let you in."), lines=(_plain(told),))


def waiting(number: int) -> Page:
    """What somebody hears who asks again before it is decided."""
    told = _("You will hear here what they decide; your number is {number}.", number=number)
    return Page(title=_("The administrators have your request already."), lines=(_plain(told),))


def declined(number: int) -> Page:
    """What somebody hears who was not let in."""
    title = _("An administrator decided not to let you in; your number is {number}.", number=number)
    return Page(title=title, verdict="refusal")


def in_already() -> Page:
    """What a reader hears who asks to be let in."""
    return Page(title=_("You are let in already. /help lists what you can ask."))


def wish(name: str, number: int, where: str = "") -> Page:
    """The question to an administrator: may this person in? `where` is how they came."""
    who = _("{name}, number {number}", name=name or _("No name"), number=number)
    return _question(_("Somebody asks for access"), who, number)


def group_wish(title: str, number: int, by: str) -> Page:
    """The question to an administrator: may this group in?"""
    group = _("{title}, number {number}", title=title or _("No title"), number=number)
    told = (_plain(_("Asked by {name}.", name=by)),) if by else ()
    page = _question(_("A group asks for access"), group, number)
    return page.model_copy(update={"lines": (*page.lines, *told)})


def _question(title: str, about: str, number: int) -> Page:
    return Page(
        title=title,
        lines=(Line(text=about, role="lead"),),
        choices=(
            Choice(label=_("Approve"), command=f"/approve {number}"),
            Choice(label=_("Deny"), command=f"/deny {number}"),
        ),
    )


def decided(name: str, number: int, approved: bool, by: str, when: str, again: bool) -> Page:
    """What an administrator hears of a decision; `again` says that it had been made before."""
    who = _("{name}, number {number}", name=name or _("No name"), number=number)
    title = _("Let in: {who}", who=who) if approved else _("Not let in: {who}", who=who)
    told = _("Decided by {name} on {when}.", name=by, when=when)
    undo = f"/deny {number}" if approved else f"/approve {number}"
    change = _("It was decided before. To change it, send {command}", command=undo)
    return Page(title=title, lines=(_plain(told), _plain(change)) if again else (_plain(told),))


def welcome(examples: tuple[Choice, ...] = ()) -> Page:
    """What somebody hears who was let in."""
    told = _("Send a command, or just a name. /help lists every command.")
    return Page(title=_("An administrator has let you in."), lines=(_plain(told),), choices=examples)


def group_welcome(bot_name: str) -> Page:
    """What a group hears that was let in, with what the bot hears there and what it does not."""
    return Page(title=_("This group has been let in."), lines=hearing(bot_name))


def hearing(bot_name: str) -> tuple[Line, ...]:
    """What the bot hears in a group (Telegram's privacy mode), and how to ask it."""
    told = _("In this group the bot sees only commands, messages that name it, and replies to its messages.")
    named = f"@{bot_name}" if bot_name else "@bot"
    ask = _("Ask with a command such as /help, or begin with {name} and a name.", name=named)
    return (_plain(told), _plain(ask))


def group_declined() -> Page:
    """What a group hears that was not let in."""
    return Page(
        title=_("An administrator decided not to let this group in. The bot will leave it."),
        verdict="refusal",
    )


def group_asks(number: int, bot_name: str) -> Page:
    """The first words in a group that nobody has let in yet."""
    return Page(title=closed(number, True), lines=hearing(bot_name), verdict="refusal")


def _plain(text: str) -> Line:
    return Line(text=text, role="plain")
