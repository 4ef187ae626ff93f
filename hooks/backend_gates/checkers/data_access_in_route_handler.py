"""Data access in a route handler: queries, sessions, caches, other services, files.

## Why

A query in a handler can only be run by an HTTP request. The worker and the next endpoint that need
the same rows write it again, each a little differently, and a change of the schema has to be made
in every one of them. A test of the handler needs a database, and so does a test of anything that
stands beside the query.

## Instead

Move the lines that the message names into a function of a repository or service, and call that. The
handler may take the session or client as a dependency and hand it on.

## What is left alone

What an object is has to be known from annotations, constructors or dependencies: a parameter
without an annotation is anybody's. Fetching the one thing that the path names by its key is near to
a guard, so one such lookup is let through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

from backend_gates.model import Finding, Related
from backend_gates.syntax.headings import heading
from backend_gates.wording import joined, lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.project import Project
    from backend_gates.project.requests.data_access import AccessPlace
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.routes.handlers import Handler
    from backend_gates.syntax import facts

RULE = "data-access-in-route-handler"
SCREEN = (b"def ",)


class Options(NamedTuple):
    """Settings of this check."""

    lookups: Annotated[
        int,
        "How many things a handler may fetch by their keys when it does nothing else with data: "
        "most teams see `session.get(Order, order_id)` and a 404 as part of reading the request.",
    ] = 1


def check(project: Project, module: Scope, options: Options) -> Iterator[Finding]:
    """Find the route handlers of a module that get at data by themselves."""
    for handler in project.handlers(module):
        found = list(_found(project, handler))
        lookups = sum(place.access.lookup for place in found)
        if len(found) > lookups or lookups > options.lookups:
            yield _finding(handler, found)


def _found(project: Project, handler: Handler) -> Iterator[AccessPlace]:
    from backend_gates.project.requests.data_access import accesses  # noqa: PLC0415  start-up
    from backend_gates.project.requests.own_helpers import own_helpers  # noqa: PLC0415  start-up

    for scope in (handler.scope, *own_helpers(project, handler.scope)):
        yield from accesses(project, scope)


def _finding(handler: Handler, found: list[AccessPlace]) -> Finding:
    scope = handler.scope
    does = list(dict.fromkeys(place.access.does for place in found))
    parts = [f"{each} ({_lines(each, found)})" for each in does]
    message = (
        f"`{handler.function.name}` gets at data by itself: it {joined(parts)}; "
        f"move that into a function of a repository or service that the handler calls"
    )
    related = tuple(_related(place, handler) for place in found)
    return Finding(scope.path, heading(handler.function), RULE, message, scope.name, related)


def _lines(does: str, found: list[AccessPlace]) -> str:
    return lines(place.node.line for place in found if place.access.does == does)


def _related(place: AccessPlace, handler: Handler) -> Related:
    message = f"`{place.written}` {place.access.does}"
    if not _stands_in(place, handler.function):
        message += f", in `{place.scope.name}`, which only `{handler.function.name}` calls"
    return Related(place.scope.path, place.node.span, message)


def _stands_in(place: AccessPlace, function: facts.Function) -> bool:
    return function.line <= place.node.line <= function.end_line
