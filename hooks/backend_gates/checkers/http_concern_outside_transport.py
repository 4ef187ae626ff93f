"""HTTP in code that answers no request: exceptions with a status, requests and responses.

## Why

What raises `HTTPException` or takes a `Request` can only be run by a request. A job, a command or
another service that calls it gets an error that means nothing there, or has no request to hand
over; a test has to build one. The status that clients see is decided far from the route, and a
caller that could put the error right has to catch the framework's exception and read its number.

## Instead

Raise an error of the domain, take the values that are needed and return data. The route, or one
exception handler for the whole application, turns those into a status and a response.

## What is left alone

A module that defines routes, middleware, exception handlers, dependencies that look at the request,
error classes or forms is transport, whatever folder it stands in; so are decorators, what a
framework is given to call, and all whose nearest name (class, module, folder) tells that it is:
`api`, `auth`, `responses`. Elsewhere the nearest name has to tell that the code is not transport,
as `services`, `OrderRepository` or `db/` do, or the function has to get at data by itself. Errors
of the project's own that derive from the framework's are left alone where they are raised. A
function that only reads a request or fills a response, or is handed a `request` without a type as
the views of Django and Pyramid are, is a helper of transport wherever it stands, and so is a method
of a class that has `self.request`.
A status code alone, without an exception or a response, is a number. A commit is told of the files
in it: when only the caller is staged, what it calls in another file is left to a run on all files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

from backend_gates.model import Finding, Related

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.checkers._http_concern.reading import Bound
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

RULE = "http-concern-outside-transport"
IMPORTS = frozenset(
    {
        *(b"aiohttp", b"django", b"falcon", b"fastapi", b"flask", b"flask_restful", b"flask_restx"),
        *(b"flask_smorest", b"litestar", b"ninja", b"pyramid", b"quart", b"rest_framework"),
        *(b"sanic", b"starlette", b"tornado", b"werkzeug"),
    }
)


class Options(NamedTuple):
    """Settings of this check."""

    business: Annotated[
        tuple[str, ...],
        "Names of folders, modules and classes, or words in them, that hold code which answers no "
        "request, beside the usual ones such as `services`.",
    ] = ()
    transport: Annotated[
        tuple[str, ...], "Those that hold code which does, beside the usual ones such as `api`."
    ] = ()


def check(project: Project, module: Scope, options: Options) -> Iterator[Finding]:
    """Find the functions of a module that are bound to HTTP without being a part of it."""
    from backend_gates.catalogue import http  # noqa: PLC0415  start-up
    from backend_gates.checkers._http_concern.reading import bound  # noqa: PLC0415  start-up

    for each in bound(project, module, http.layers(options.business, options.transport)):
        yield _finding(each)


def _finding(each: Bound) -> Finding:
    scope, function = each.scope, each.function
    message = f"`{function.name}` {each.first.does}: {each.advice}"
    related = tuple(
        Related(scope.path, other.node.span, f"here it {other.does}") for other in each.others
    )
    return Finding(scope.path, each.span, RULE, message, scope.name, related)
