"""A call that makes the event loop's thread wait, in an `async def`.

## Why

While one coroutine waits in a blocking call, the loop runs nothing else: every other request of
the process waits with it, health checks included. One slow query of a hundred milliseconds caps
the process at ten requests a second, and nothing in the code or the logs says so.

## Instead

Await the asynchronous twin that the message names. Where there is none, hand the call to a thread:
`await asyncio.to_thread(function, argument)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

from backend_gates.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.blocking import BlockingPlace
    from backend_gates.project.project import Project
    from backend_gates.project.scopes import Scope

RULE = "blocking-call-in-async"
SCREEN = (b"async",)

_IN_A_THREAD = "await asyncio.to_thread"


class Options(NamedTuple):
    """Settings of this check."""

    categories: Annotated[
        tuple[str, ...],
        "Which kinds of blocking calls are reported, in order: `all` adds every one, `-name` takes "
        "one away. The kinds are sleep, http, net, db, cloud, subprocess, file, file-metadata, "
        "thread-wait, crypto and input.",
    ] = ("all", "-file-metadata")
    check_startup: Annotated[
        bool, "Report code that only runs while the application starts or stops, too."
    ] = False


def check(project: Project, module: Scope, options: Options) -> Iterator[Finding]:
    """Find the blocking calls that stand in the `async def`s of a module."""
    for scope in project.coroutine_functions(module):
        yield from _in_function(project, scope, options)


def _in_function(project: Project, scope: Scope, options: Options) -> Iterator[Finding]:
    for step in project.executed(scope):
        place = project.blocking_at(step)
        if place is None or not _is_selected(place.blocking.category, options.categories):
            continue
        if not options.check_startup and project.runs_at_startup(scope):
            return
        message = _message(place)
        yield Finding(scope.path, place.node.span, RULE, message, scope.name, subject=place.subject)


def _message(place: BlockingPlace) -> str:
    called = place.written.removesuffix("()")
    who = "it" if called == place.subject else place.subject
    instead = place.blocking.instead
    if called.replace(".", "").isidentifier():
        instead = instead.replace(_IN_A_THREAD, f"{_IN_A_THREAD}({called}, …)")
    return f"`{place.written}` blocks the event loop: {who} {place.blocking.why}; use {instead}"


def _is_selected(category: str, categories: tuple[str, ...]) -> bool:
    selected = False
    for name in categories:
        if name.removeprefix("-") in {"all", category}:
            selected = not name.startswith("-")
    return selected
