"""Figures: what the running bot counts about itself, in the form that Prometheus reads."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.kit import Answer
from bot.reactions import Outcome
from briefs.page import Page
from data.store.counts import Health
from handlers.desk import Desk
from handlers.request import Request

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
"""Borders of the times that are counted; the promise is an answer within 0.25 s."""


class _Store(Collector):
    """What is in the store, read anew each time somebody asks."""

    def __init__(self, health: Callable[[], Health]) -> None:
        self._health = health

    def collect(self) -> list[Metric]:
        """The store's figures as gauges."""
        found = self._health()
        held = GaugeMetricFamily("briefing_held", "Rows held in the store", labels=["what"])
        for what in ("articles", "facts", "entities"):
            held.add_metric([what], getattr(found, what))
        owed = GaugeMetricFamily("briefing_owed", "Messages that are not at rest", labels=["state"])
        for state in ("due", "sending", "uncertain", "failed"):
            owed.add_metric([state], found.owed.get(state, 0))
        unanswered = GaugeMetricFamily("briefing_unanswered", "Updates received and not answered yet")
        unanswered.add_metric([], found.unanswered)
        size = GaugeMetricFamily("briefing_store_bytes", "Size of the store")
        size.add_metric([], found.bytes)
        return [held, owed, unanswered, size]


class Figures:
    """Counters of one running bot; its labels come from our own tables, never from what somebody typed."""

    def __init__(self, health: Callable[[], Health]) -> None:
        self._registry = CollectorRegistry()
        self.answers = Counter("briefing_answers", "Answers by verdict", ["verdict"], registry=self._registry)
        self.sent = Counter("briefing_messages", "Messages by outcome", ["outcome"], registry=self._registry)
        self.seconds = Histogram(
            "briefing_answer_seconds", "Time to make an answer, sending apart",
            buckets=SECONDS, registry=self._registry,
        )  # fmt: skip
        self._registry.register(_Store(health))

    def counting(self, answer: Answer) -> Answer:
        """The same answers, each counted by its verdict and timed."""

        def counted(desk: Desk, request: Request) -> Page:
            with self.seconds.time():
                page = answer(desk, request)
            self.answers.labels(page.verdict).inc()
            return page

        return counted

    def count(self, outcome: Outcome) -> None:
        """Count a message by what became of it."""
        self.sent.labels(outcome.value).inc()

    def text(self) -> bytes:
        """All of it in Prometheus' text form."""
        return generate_latest(self._registry)
