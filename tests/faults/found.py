"""Found: what came of one fault, and the look at what is always promised."""

from dataclasses import dataclass

from tests.faults.bench import Bench

NO_FAULT = ("query is too old", "message is not modified", "Unauthorized")
"""What Telegram says of a tap that is acknowledged or answered again, as it may be, and of a token revoked."""


@dataclass(frozen=True)
class Found:
    """What came of one fault; `wrong` is '' when every promise was kept."""

    said: str
    wrong: str = ""
    recovery: float = 0.0
    """Seconds from the end of the fault until nothing was owed any more."""
    tried: bool = True
    """Whether it could be made at all."""


def judged(one: Bench, said: str, recovery: float, lost: int = 0, unknown: int = 0) -> Found:
    """Look at what is always promised: a whole file, nothing twice, at most `lost` questions without answer.

    `unknown` is how many changes of facts were acknowledged and are not there.
    """
    answers = one.answers()
    twice = sum(times > 1 for times in answers.values())
    silent = len(one.asked) - len(answers)
    doubled = one.rows("SELECT count(*) - count(DISTINCT key) FROM change")[0][0]
    faults = [
        f"integrity: {one.integrity()}" if one.integrity() != "ok" else "",
        f"{twice} answered twice" if twice else "",
        f"{silent} of {len(one.asked)} never answered" if silent > lost else "",
        f"{unknown} acknowledged changes lost" if unknown else "",
        f"{doubled} changes made twice" if doubled else "",
        "; ".join(
            [refusal for refusal in one.server.refusals if not any(words in refusal for words in NO_FAULT)][
                :2
            ]
        ),
        "a traceback in the log" if "Traceback" in one.log() else "",
    ]
    told = f"{said}{len(one.asked)} questions, {silent} unanswered, 0 twice" if not twice else said
    return Found(told, "; ".join(filter(None, faults)), recovery)
