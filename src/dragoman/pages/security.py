"""Who may look and who may write: hosts, token, same origin, secrets of forms, headers of answers, size of requests.

Middleware that stands before every page.  Nothing here reads a document.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.pages.failures import Failures, sender_of
from dragoman.pages.passwords import PasswordHash
from dragoman.pages.problems import problem_response

LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
SESSION: Final = "dragoman_session"  # cookie: a random value from which the secrets of forms are derived
ENTRY: Final = "dragoman_entry"  # cookie: proves that the token or the password was given
ENTRY_SECONDS: Final = 12 * 3600  # for which it does
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
OPEN_PATHS: Final = ("/enter", "/static/")  # may be seen without token or password
LARGEST: Final = 25_000_000  # bytes of a request: an upload of the largest document and its form

HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


@dataclass
class Guard:
    """What visitors must show; `secret` is of this run of the server and signs the secrets of forms."""

    hosts: frozenset[str] = LOOPBACK
    token: str | None = None
    password: PasswordHash | None = None
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    failures: Failures = field(default_factory=Failures)
    _guessing: threading.Lock = field(default_factory=threading.Lock)  # one guess at a time: each takes much memory

    @property
    def is_closed(self) -> bool:
        """Whether a visitor must show anything."""
        return self.token is not None or self.password is not None

    def form_secret(self, session: str) -> str:
        """Return what a form of this visitor must carry."""
        return hmac.new(self.secret, f"form {session}".encode(), hashlib.sha256).hexdigest()

    def make_entry(self) -> str:
        """Return the value of the cookie of a visitor who has shown token or password: until when, and a signature."""
        until = str(int(time.time()) + ENTRY_SECONDS)
        return f"{until}.{self._sign_entry(until)}"

    def _sign_entry(self, until: str) -> str:
        return hmac.new(self.secret, f"entry {until}".encode(), hashlib.sha256).hexdigest()

    def _knows_entry(self, given: str) -> bool:
        until, _, signature = given.partition(".")
        genuine = hmac.compare_digest(signature.encode(), self._sign_entry(until).encode())
        return genuine and until.isdecimal() and int(until) > time.time()

    def knows_token(self, given: str) -> bool:
        return self.token is not None and hmac.compare_digest(given.encode(), self.token.encode())

    def knows(self, given: str) -> bool:
        """Return whether a word is the token or the password; the latter takes about a tenth of a second."""
        if self.knows_token(given):
            return True
        with self._guessing:
            return self.password is not None and self.password.fits(given)

    def lets_in(self, request: Request) -> bool:
        """Return whether a visitor has shown the token or the password, or shows the token in this very request.

        A wrong token counts as a failure of its sender, of whom nothing more is heard for a while after several.
        """
        if not self.is_closed or self._knows_entry(request.cookies.get(ENTRY, "")):
            return True
        kind, _, given = request.headers.get("authorization", "").partition(" ")
        if kind.lower() != "bearer" or self.failures.wait_of(sender_of(request)):
            return False
        if self.knows_token(given.strip()):
            return True
        self.failures.add(sender_of(request))
        return False


class Protection:
    """ASGI middleware: turns away what must not pass, and puts the headers on what goes out."""

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        self.app = app
        self.guard = guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        session = request.cookies.get(SESSION, "")
        fresh = not session.isalnum() or len(session) != 32
        if fresh:
            session = secrets.token_hex(16)
        scope.setdefault("state", {})["session"] = session

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if not scope["path"].startswith("/static/"):
                    # what is shown to anybody on this machine a browser may keep, and ask whether it is still so
                    kept = "etag" in headers and not self.guard.is_closed
                    headers.setdefault("Cache-Control", "private, no-cache" if kept else "no-store")
                if fresh and "text/html" in headers.get("content-type", ""):
                    headers.append("Set-Cookie", cookie(SESSION, session, request))
            await send(message)

        refusal = self._refuse(request)
        if refusal is not None:
            await refusal(scope, receive, send_guarded)
            return
        await self.app(scope, _limited(receive), send_guarded)

    def _refuse(self, request: Request) -> Response | None:
        """The answer to a request that must not pass; None for any other."""
        host = _host_of(request.headers.get("host", ""))
        if host not in self.guard.hosts:
            return _say(request, 421, "wrong host", f"this server does not answer to the name {host!r}")
        if not request.url.path.startswith(OPEN_PATHS) and not self.guard.lets_in(request):
            return self._refuse_stranger(request)
        if request.method in SAFE:
            return None
        if not _is_same_origin(request):
            return _say(request, 403, "another origin", "only pages of this server may send forms to it")
        length = request.headers.get("content-length", "")
        if not length.isdigit():
            return _say(request, 411, "no length", "send the length of the form")
        if int(length) > LARGEST:
            return _say(request, 413, "too large", f"at most {LARGEST:,} bytes can be sent at once")
        return None

    def _refuse_stranger(self, request: Request) -> Response:
        """The answer to one who has shown neither token nor password: where to do so."""
        wait = self.guard.failures.wait_of(sender_of(request))
        if is_for_programs(request.url.path) or request.method not in SAFE or "authorization" in request.headers:
            if wait:
                return refuse_for(request, wait)
            answer = _say(request, 401, "token needed", "send the token as Authorization: Bearer …, or enter by /enter")
            answer.headers["WWW-Authenticate"] = "Bearer"
            return answer
        wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse("/enter?" + urlencode({"to": wanted}), status_code=303)


def _is_same_origin(request: Request) -> bool:
    """Whether a form comes from a page of this server.

    Where pages send no referrer, browsers send "null" as the origin of a form; Sec-Fetch-Site tells then.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = urlsplit(request.headers.get("origin", ""))
    return bool(origin.netloc) and origin.netloc == request.headers.get("host")


def _host_of(header: str) -> str:
    """The name in a Host header, without the port: "[::1]:8000" gives "::1"."""
    try:
        return (urlsplit(f"//{header}").hostname or "").lower()
    except ValueError:
        return ""


def _limited(receive: Receive) -> Receive:
    """What receives a request, and no more of it than may be sent at once, whatever length was told."""
    taken = 0

    async def limited() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > LARGEST:
            return {"type": "http.disconnect"}
        return message

    return limited


def refuse_for(request: Request, wait: int) -> Response:
    """Return the answer to one who gave wrong words too often."""
    answer = _say(request, 429, "too many wrong words", f"nothing is listened to for {wait} seconds")
    answer.headers["Retry-After"] = str(wait)
    return answer


def is_for_programs(path: str) -> bool:
    """Return whether programs ask for this path: the interface, and views as rows ("/ledger.json", "/ledger.csv")."""
    return path.startswith("/api/") or path.endswith((".json", ".csv"))


def _say(request: Request, status: int, title: str, detail: str) -> Response:
    if is_for_programs(request.url.path) or "authorization" in request.headers:
        return problem_response(status, title, detail)
    return PlainTextResponse(f"{title}: {detail}\n", status_code=status)


def cookie(name: str, value: str, request: Request, *, seconds: int | None = None) -> str:
    """Return a Set-Cookie header: for this server's pages alone, never for scripts or other sites."""
    parts = [f"{name}={value}", "Path=/", "HttpOnly", "SameSite=Strict"]
    if seconds is not None:
        parts.append(f"Max-Age={seconds}")
    if request.url.scheme == "https":
        parts.append("Secure")
    return "; ".join(parts)


def check_form(guard: Guard, request: Request, form: MutableMapping[str, Any]) -> bool:
    """Return whether a form carries the secret of the visitor who sends it."""
    given = str(form.get("secret", ""))
    session = str(request.state.session)
    return hmac.compare_digest(given.encode(), guard.form_secret(session).encode())


def own_path(wanted: str) -> str:
    """Return the path of this server that is meant; "/" for one that leads elsewhere."""
    try:
        parts = urlsplit(wanted)
    except ValueError:  # "http://["
        return "/"
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or wanted.startswith(("//", "/\\")):
        return "/"
    return wanted if "\\" not in wanted and wanted.isprintable() else "/"
