"""A call that makes the event loop's thread wait, in an `async def`, through any number of helpers.

## Why

While one coroutine waits in a blocking call, the loop runs nothing else: every other request of
the process waits with it, health checks included. One slow query of a hundred milliseconds caps
the process at ten requests a second, and nothing in the code or the logs says so. Most such calls
stand in a sync helper, a few files away from the `async def` that runs it.

## Instead

Await the asynchronous twin that the message names. Where there is none, hand the call to a thread:
`await asyncio.to_thread(function, argument)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

from backend_gates.model import Finding, Related

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.running.blocking import BlockingPlace
    from backend_gates.project.running.blocking_policy import BlockingPolicy
    from backend_gates.project.running.call_path import CallPath, Hop

RULE = "blocking-call-in-async"
SCREEN = (
    *(b"async", b"call_soon"),
    *(b"aiohttp", b"ariadne", b"fastmcp", b"litestar", b"sanic", b"socketio"),
    *(b"strawberry", b"tornado"),
)

_IN_A_THREAD = "await asyncio.to_thread"


class Options(NamedTuple):
    """Settings of this check."""

    categories: Annotated[
        tuple[str, ...],
        "Which kinds of blocking calls are reported, in order: `all` adds every one, `-name` takes "
        "one away. The kinds are sleep, http, net, db, cloud, subprocess, file, file-metadata, "
        "thread-wait, crypto and input.",
    ] = ("all", "-file-metadata")
    blocking: Annotated[
        tuple[str, ...],
        "Functions, methods, classes or modules that block too, by their qualified names: "
        '`"app.reports.render"`, `"acme.Client"` for all that it has.',
    ] = ()
    not_blocking: Annotated[
        tuple[str, ...], "Those that keep the loop free, whatever they seem to do inside."
    ] = ()
    offloaders: Annotated[
        tuple[str, ...],
        "Functions and decorators that have what they are given run elsewhere, "
        "in a thread or a process.",
    ] = ()
    check_startup: Annotated[
        bool, "Report code that only runs while the application starts or stops, too."
    ] = False


def check(project: Project, module: Scope, options: Options) -> Iterator[Finding]:
    """Find what blocks in the functions of a module that the event loop runs."""
    for scope, found in project.call_paths(_policy(options)).on_the_loop(module):
        if found and (options.check_startup or not project.runs_at_startup(scope)):
            yield from (_finding(scope, path) for path in found)


def callers(
    project: Project, own: Collection[str], others: Iterable[str], options: Options
) -> Iterator[tuple[str, bytes]]:
    """The other files whose functions run what blocks by way of one of the own files."""
    return project.callers(own, others, _policy(options), SCREEN)


def _policy(options: Options) -> BlockingPolicy:
    from backend_gates.project.running.blocking_policy import BlockingPolicy  # noqa: PLC0415  few runs ask

    return BlockingPolicy(
        options.categories, options.blocking, options.not_blocking, options.offloaders
    )


def _finding(scope: Scope, path: CallPath) -> Finding:
    place = path.place
    if not path.hops:
        return Finding(
            scope.path, path.node.span, RULE, _message(place), scope.name, subject=place.subject
        )
    related = tuple(Related(hop.scope.path, hop.node.span, _step(hop, place)) for hop in path.hops)
    message = _message_from_afar(path)
    return Finding(
        scope.path, path.node.span, RULE, message, scope.name, related, subject=place.subject
    )


def _message(place: BlockingPlace) -> str:
    called, instead = place.written.removesuffix("()"), place.blocking.instead
    who = "it" if called == place.subject else place.subject
    if called != place.written and called.replace(".", "").isidentifier():
        instead = instead.replace(_IN_A_THREAD, f"{_IN_A_THREAD}({called}, …)")
    return f"`{place.written}` blocks the event loop: {who} {place.blocking.why}; use {instead}"


def _message_from_afar(path: CallPath) -> str:
    """For a call that leads to a blocking one in another function."""
    place, last = path.place, path.hops[-1]
    where = f"{last.scope.path}:{last.node.line}"
    there = f"it leads to {place.subject} ({where}), which {place.blocking.why}"
    return f"`{path.written}` blocks the event loop: {there}; use {_ways(path)}"


def _ways(path: CallPath) -> str:
    instead, handed = path.place.blocking.instead, path.for_a_thread
    if handed is None:
        return f"{instead} there"
    rest = "" if handed.startswith("lambda") else ", …"
    in_a_thread = f"{_IN_A_THREAD}({handed}{rest})" if handed else _IN_A_THREAD
    return in_a_thread if instead == _IN_A_THREAD else f"{instead} there, or {in_a_thread} here"


def _step(hop: Hop, place: BlockingPlace) -> str:
    if hop.node is place.node:
        return f"`{place.written}` {place.blocking.why}"
    return f"`{hop.scope.name}` runs `{hop.written}`"
