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
such a client sets the time. The file has to name the library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.model import Finding, Related

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.checkers._external_calls.arguments import Time
    from backend_gates.checkers._external_calls.waiting import Waiting
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.syntax import facts

RULE = "external-call-without-timeout"
SCREEN = (
    *(b"aiohttp", b"anthropic", b"authlib", b"azure", b"cohere", b"create_connection", b"ftplib"),
    *(b"genai", b"gitlab", b"google.auth", b"http.client", b"httplib2", b"httpx"),
    *(b"huggingface_hub", b"imaplib", b"jira", b"kubernetes", b"langfuse", b"ldap3"),
    *(b"meilisearch", b"minio", b"msal", b"ollama", b"openai", b"paramiko", b"poplib"),
    *(b"pywebpush", b"requests", b"sendgrid", b"smtplib", b"stripe", b"telnetlib", b"twilio"),
    *(b"urllib.request", b"urllib3", b"urlopen", b"urlretrieve", b"zeep"),
)


class Options(NamedTuple):
    """Settings of this check."""


def check(project: Project, module: Scope, options: Options) -> Iterator[Finding]:
    """Find what in a module waits without a limit."""
    from backend_gates.checkers._external_calls.arguments import time_of  # noqa: PLC0415  start-up
    from backend_gates.checkers._external_calls.deadlines import Deadlines  # noqa: PLC0415  start-up
    from backend_gates.checkers._external_calls.waiting import waitings  # noqa: PLC0415  start-up

    del options
    deadlines = Deadlines(module)
    for waiting in waitings(project, module):
        _, call, scope, _, wait, skipped = waiting
        time = time_of(project, call, scope, wait, skipped)
        is_unlimited = time == "none" or (time == "left out" and not wait.explicit)
        if is_unlimited and not deadlines.cover(waiting.node, scope):
            yield from _finding(project, waiting, time)


def _finding(project: Project, waiting: Waiting, time: Time) -> Iterator[Finding]:
    from backend_gates.checkers._external_calls import clients, sessions  # noqa: PLC0415  start-up

    wait = waiting.wait
    if project.modules.mentions(waiting.scope.path, wait.settings):
        return
    if (wait.socket and sessions.has_default(project)) or sessions.is_prepared(project, waiting):
        return
    untimed = clients.untimed_calls(project, waiting) if wait.calls else []
    if untimed is not None:
        yield _told(waiting, time, untimed)


def _told(waiting: Waiting, time: Time, untimed: list[facts.Call]) -> Finding:
    scope, wait = waiting.scope, waiting.wait
    because = ", since its timeout is None" if time == "none" else ""
    waits = "for ever" if time == "none" else wait.waits
    message = (
        f"`{waiting.written}` waits {waits} when the other side doesn't answer{because}: "
        f"{wait.instead}"
    )
    related = tuple(
        Related(scope.path, call.span, "this call sets no time either") for call in untimed
    )
    return Finding(
        scope.path, waiting.node.span, RULE, message, scope.name, related, subject=waiting.name
    )
