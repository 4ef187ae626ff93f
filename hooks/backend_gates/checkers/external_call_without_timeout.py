"""A call to another service, or a client of one, that waits for ever or for minutes.

## Why

The other service will hang one day, or the network between will drop a packet. Without a limit the
request waits with it, and so does the next one, until each thread or connection of this service
waits for a service that will never answer. An outage elsewhere becomes an outage here, and nothing
in the logs says why.

## Instead

Say how long an answer may take, once on the client or with the call. A number a little above the
slowest good answer is enough: ten seconds for most services. Where the answer itself takes long, a
stream or a download, limit the connecting and leave the reading open:
`httpx.Timeout(None, connect=5)`.

## What is left alone

What the newest release of a library does by itself counts: httpx and redis give up after five
seconds, and are only reported with a timeout of None. Drivers of databases and boto3 have settings
of their own. Silent are calls in `asyncio.timeout`, `wait_for` and their kin, keyword arguments
that are handed through, sessions with an adapter or a class of their own that speaks of a timeout,
and `socket.setdefaulttimeout` for what heeds it. A client that others get is fine when some call on
such a client sets the time. The file has to import the library, and is reported when it is staged
itself: a caller that stops giving a time brings no finding of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.model import Finding, Related

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from backend_gates.checkers._external_calls.deadlines import Deadlines
    from backend_gates.checkers._external_calls.waiting import Waiting
    from backend_gates.project.project import Project
    from backend_gates.project.requests.uses import Use
    from backend_gates.project.resolution.scopes import Scope

RULE = "external-call-without-timeout"
IMPORTS = frozenset(
    {
        *(b"aiohttp", b"anthropic", b"authlib", b"azure", b"cloudscraper", b"cohere", b"ftplib"),
        *(b"gitlab", b"google", b"http", b"httplib2", b"httpx", b"httpx2", b"huggingface_hub"),
        *(b"imaplib", b"jira", b"kubernetes", b"langfuse", b"ldap3", b"meilisearch", b"minio"),
        *(b"msal", b"ollama", b"openai", b"paramiko", b"poplib", b"pywebpush", b"requests"),
        *(b"requests_cache", b"requests_oauthlib", b"sendgrid", b"smtplib", b"socket"),
        *(b"stripe", b"telnetlib", b"twilio", b"urllib", b"urllib3", b"websocket", b"zeep"),
    }
)

_NONE = ", since its timeout is None"
_NO_CALLER = ", since no caller gives a timeout"


class Options(NamedTuple):
    """Settings of this check."""


def check(project: Project, module: Scope, options: Options) -> Iterator[Finding]:
    """Find what in a module waits without a limit."""
    from backend_gates.checkers._external_calls.deadlines import Deadlines  # noqa: PLC0415  start-up
    from backend_gates.checkers._external_calls.waiting import waitings  # noqa: PLC0415  start-up

    del options
    deadlines = Deadlines(module)
    for waiting in waitings(project, module):
        found = _unlimited(project, waiting, deadlines)
        if found is not None and not deadlines.cover(waiting.node, waiting.scope):
            yield found


def _unlimited(project: Project, waiting: Waiting, deadlines: Deadlines) -> Finding | None:
    """The finding about something that waits, unless its time is set in some way."""
    from backend_gates.checkers._external_calls import arguments, handed_down  # noqa: PLC0415  start-up

    wait = waiting.wait
    time = arguments.time_of(project, waiting.call, waiting.scope, wait, waiting.skipped)
    if time == "set":
        uses = handed_down.timeless_callers(project, waiting)
        return _found(waiting, _NO_CALLER, map(_caller, uses)) if uses else None
    if (time == "left out" and wait.explicit) or _is_set_elsewhere(project, waiting):
        return None
    return _of_client(project, waiting, deadlines, _NONE if time == "none" else "")


def _is_set_elsewhere(project: Project, waiting: Waiting) -> bool:
    from backend_gates.checkers._external_calls import sessions  # noqa: PLC0415  start-up

    wait = waiting.wait
    if wait.settings and project.modules.mentions(waiting.scope.path, wait.settings):
        return True
    return (wait.socket and sessions.has_default(project)) or sessions.is_prepared(project, waiting)


def _of_client(
    project: Project, waiting: Waiting, deadlines: Deadlines, because: str
) -> Finding | None:
    from backend_gates.checkers._external_calls import clients  # noqa: PLC0415  start-up

    untimed = clients.untimed_calls(project, waiting, deadlines) if waiting.wait.calls else []
    if untimed is None:
        return None
    path = waiting.scope.path
    calls = (Related(path, call.span, "this call sets no time either") for call in untimed)
    return _found(waiting, because, calls)


def _found(waiting: Waiting, because: str, related: Iterable[Related]) -> Finding:
    scope, wait = waiting.scope, waiting.wait
    waits = "for ever" if because == _NONE else wait.waits
    message = (
        f"`{waiting.written}` waits {waits} when the other side doesn't answer{because}: "
        f"{wait.instead}"
    )
    return Finding(
        scope.path,
        waiting.node.span,
        RULE,
        message,
        scope.name,
        tuple(related),
        subject=waiting.name,
    )


def _caller(use: Use) -> Related:
    return Related(use.scope.path, use.node.span, "this caller gives no timeout")
