"""The fake's HTTP side, in a thread of its own, and the hands with which a test drives it."""

import asyncio
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from . import methods
from .chats import Chat, InlineQuery, User, World
from .faults import Fault
from .methods import METHODS, Params, method
from .refusal import Refused
from .updates import Delivery

TOKEN = "700000001:" + "Fake" * 8 + "Tok"
QUIET = ("getupdates",)


@dataclass
class Call:
    """One call of the bot, and what it got."""

    method: str
    params: dict[str, Any]
    at: float
    """Seconds of time.monotonic() when it arrived."""
    result: Any = None
    refused: Refused | None = None
    injected: bool = False
    """Refused through no fault of the bot."""
    done: float | None = None


class FakeTelegram:
    """A Bot API server that refuses what Telegram refuses. Use as `with FakeTelegram() as server:`.

    It runs in its own thread, so that it serves a test's own loop and another process alike.
    """

    def __init__(self, username: str = "briefing_test_bot") -> None:
        self.token = TOKEN
        self.world = World(User(int(TOKEN.split(":")[0]), "Briefing", username, is_bot=True))
        self.delivery = Delivery(self.world)
        self.world.changed = self.delivery.wake
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self.revoked = False
        self.port = 0
        self._ready = threading.Event()
        self._stop: asyncio.Event | None = None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), name="fake-telegram")

    def __enter__(self) -> "FakeTelegram":
        self._thread.start()
        assert self._ready.wait(10), "the fake server did not start"
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop serving; every connection is closed."""
        loop = self.delivery.loop
        if loop and self._stop and self._thread.is_alive():
            loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    async def _run(self) -> None:
        self.delivery.loop = asyncio.get_running_loop()
        self.delivery.event = asyncio.Event()
        self._stop = asyncio.Event()
        routes: list[Any] = [
            (r"/file/bot([^/]+)/(.+)", _File),
            (r"/bot([^/]*)/(\w+)", _Api),
            (r".*", _Nothing),
        ]
        application = Application(routes, log_function=lambda handler: None, fake=self)
        http = HTTPServer(application, max_buffer_size=60 * methods.MEGABYTE)
        sockets = bind_sockets(0, "127.0.0.1")
        self.port = sockets[0].getsockname()[1]
        http.add_sockets(sockets)
        self._ready.set()
        await self._stop.wait()
        http.stop()
        await self._end_tasks()
        await http.close_all_connections()

    async def _end_tasks(self) -> None:
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    @property
    def url(self) -> str:
        """The Bot API base, as BRIEFING_API_URL takes it."""
        return f"http://127.0.0.1:{self.port}"

    # What the test looks at

    @property
    def refusals(self) -> list[str]:
        """What was refused by the bot's own fault: everything except the faults that were injected."""
        return [
            f"{call.method} {call.params}: {call.refused.description}"
            for call in self.calls
            if call.refused and not call.injected
        ]

    @property
    def blunders(self) -> list[str]:
        """What Telegram tolerates and a careful bot does not do."""
        return self.world.blunders

    def made(self, name: str) -> list[Call]:
        """The calls of one method, in order."""
        return [call for call in self.calls if call.method.lower() == name.lower()]

    # Who there is

    def private(self, name: str, user_id: int | None = None, *, language: str = "en") -> Chat:
        """A person, and the private chat in which they started the bot."""
        user = self.user(name, user_id, language=language)
        return Chat(self.world, user.id, "private", name, [user])

    def user(self, name: str, user_id: int | None = None, *, language: str = "en") -> User:
        """A person who has no chat with the bot."""
        with self.world.lock:
            user = User(user_id or self.world.number(), name, language_code=language)
            self.world.users[user.id] = user
            return user

    def group(self, title: str, members: list[User], *, forum: bool = False, super_: bool = False) -> Chat:
        """A group with the bot in it; the first member is its creator. A forum is a supergroup."""
        with self.world.lock:
            number = self.world.number()
            sort = "supergroup" if forum or super_ else "group"
            chat_id = -1_000_000_000_000 - number if sort == "supergroup" else -number
            chat = Chat(self.world, chat_id, sort, title, members)
            chat.forum = forum
            chat.admins = {members[0].id}
            return chat

    def channel(self, title: str, members: list[User]) -> Chat:
        """A channel whose posts the bot is told of."""
        with self.world.lock:
            return Chat(self.world, -1_000_000_000_000 - self.world.number(), "channel", title, members)

    def asks_inline(self, by: User, query: str) -> InlineQuery:
        """Somebody types `@bot query` in any chat."""
        with self.world.lock:
            asked = InlineQuery(str(10**15 + self.world.number()), by, query)
            self.world.inline[asked.id] = asked
            self.world.push(
                "inline_query", {"id": asked.id, "from": by.as_json(), "query": query, "offset": ""}
            )
            return asked

    def again(self, update: dict[str, Any]) -> None:
        """Deliver an update a second time under its own number, as happens after a crash."""
        with self.world.lock:
            self.world.updates.append(update)
            self.world.changed()

    def post(self, update: dict[str, Any], secret: str | None = None) -> int:
        """Offer an update to the webhook as `secret`; gives the HTTP status."""
        assert self.delivery.loop
        posted = asyncio.run_coroutine_threadsafe(self.delivery.post(update, secret), self.delivery.loop)
        return posted.result(10)

    # Waiting, always bounded

    async def until(self, what: Callable[[], Any], seconds: float = 30.0) -> Any:
        """Wait in the test's loop until `what()` is true, and give it."""
        end = time.monotonic() + seconds
        while not (value := what()):
            assert time.monotonic() < end, self.report()
            await asyncio.sleep(0.005)
        return value

    def wait(self, what: Callable[[], Any], seconds: float = 30.0) -> Any:
        """The same for a test without a loop."""
        end = time.monotonic() + seconds
        while not (value := what()):
            assert time.monotonic() < end, self.report()
            time.sleep(0.01)
        return value

    async def idle(self, quiet: float = 0.15, seconds: float = 30.0) -> None:
        """Wait until every update was fetched and no call was made for `quiet` seconds."""
        await self.until(lambda: self._quiet(quiet), seconds)

    def _quiet(self, quiet: float) -> bool:
        calls = self.calls
        if self.world.updates or any(c.done is None and c.method.lower() not in QUIET for c in calls):
            return False
        latest = max((call.done or call.at for call in calls), default=0.0)
        return time.monotonic() - latest > quiet

    def report(self) -> str:
        """What happened, for a test that waited in vain."""
        lines = [f"{c.method} {c.params} -> {c.refused or 'ok'}" for c in self.calls[-15:]]
        return "waited in vain; the last calls:\n" + "\n".join(lines)

    # What the bot calls

    async def answer(self, token: str, name: str, given: dict[str, str | bytes]) -> Any:
        """Carry out one call, or raise Refused."""
        if self.revoked or token != self.token:
            raise Refused(401, "Unauthorized") if ":" in token else Refused(404, "Not Found")
        known = METHODS.get(name.lower())
        if known is None:
            raise Refused(404, "Not Found")
        params = known.parameters(given)
        if name.lower() == "getupdates":
            return await self.delivery.get_updates(params)
        with self.world.lock:
            handle = WEBHOOK.get(name.lower())
            return handle(self.delivery, params) if handle else known.handle(self.world, params)

    def fault(self, name: str, chat: str | None) -> Fault | None:
        """The fault that strikes this call, if any."""
        return next((fault for fault in self.faults if fault.strikes(name, chat)), None)


def _nothing(world: World, given: Params) -> Any:
    raise AssertionError("is answered by Delivery")


WEBHOOK: dict[str, Callable[[Delivery, Params], Any]] = {
    "setwebhook": Delivery.set_webhook,
    "deletewebhook": Delivery.delete_webhook,
    "getwebhookinfo": lambda delivery, given: delivery.info(),
}
method("getUpdates", "offset:int limit:int timeout:int allowed_updates:json")(_nothing)
method(
    "setWebhook",
    "url:str certificate:file ip_address:str max_connections:int allowed_updates:json "
    "drop_pending_updates:bool secret_token:str",
)(_nothing)
method("deleteWebhook", "drop_pending_updates:bool")(_nothing)
method("getWebhookInfo")(_nothing)


class Upload(bytes):
    """The content of a file that was sent along, with its name."""

    filename = ""


def _upload(file: Any) -> Upload:
    upload = Upload(file["body"])
    upload.filename = file["filename"]
    return upload


def _given(request: HTTPServerRequest) -> dict[str, str | bytes]:
    """The parameters of a call, from the query, a form, a JSON body or a multipart body."""
    given: dict[str, str | bytes] = {k: v[-1].decode() for k, v in request.arguments.items()}
    if request.headers.get("Content-Type", "").startswith("application/json") and request.body:
        body = json.loads(request.body)
        given |= {k: v if isinstance(v, str) else json.dumps(v) for k, v in body.items()}
    for name, files in request.files.items():
        for key, value in list(given.items()):
            if value == f"attach://{name}":
                given[key] = _upload(files[0])
                break
        else:
            given[name] = _upload(files[0])
    return given


class _Api(RequestHandler):
    """`/bot<token>/<method>`"""

    async def get(self, token: str, name: str) -> None:
        await self._call(token, name)

    async def post(self, token: str, name: str) -> None:
        await self._call(token, name)

    async def _call(self, token: str, name: str) -> None:
        fake: FakeTelegram = self.settings["fake"]
        given = _given(self.request)
        call = Call(name, {k: v for k, v in given.items() if isinstance(v, str)}, time.monotonic())
        fake.calls.append(call)
        fault = fake.fault(name, call.params.get("chat_id"))
        try:
            if fault is None or fault.accept:
                call.result = await fake.answer(token, name, given)
            if fault and fault.refusal:
                call.injected = True
                raise fault.refusal
            if fault:
                await asyncio.sleep(fault.seconds)
        except Refused as refused:
            call.refused = refused
            # A caller who has hung up is not refused: nobody hears it.
            call.injected |= self.request.connection.stream.closed()
        call.done = time.monotonic()
        if fault and fault.drop:
            self.detach().close()
            return
        if fault and fault.garbled:
            self.finish("<html>Bad proxy</html>")
            return
        self._reply(call)

    def _reply(self, call: Call) -> None:
        self.set_header("Content-Type", "application/json")
        if call.refused:
            self.set_status(call.refused.code)
            self.finish(json.dumps(call.refused.as_json()))
        else:
            self.finish(json.dumps({"ok": True, "result": call.result}))


class _File(RequestHandler):
    """`/file/bot<token>/<path>`"""

    def get(self, token: str, path: str) -> None:
        fake: FakeTelegram = self.settings["fake"]
        content = fake.world.files.get(path.rpartition("/")[2])
        if token != fake.token or content is None:
            self.set_status(404)
            self.finish('{"ok":false,"error_code":404,"description":"Not Found"}')
        else:
            self.finish(content)


class _Nothing(RequestHandler):
    """Any other address."""

    def prepare(self) -> None:
        self.set_status(404)
        self.finish('{"ok":false,"error_code":404,"description":"Not Found"}')
