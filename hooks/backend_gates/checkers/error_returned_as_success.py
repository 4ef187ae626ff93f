"""An error payload that is returned with the default status, as if the request had succeeded.

## Why

Clients, proxies, caches and monitors go by the status. With 200 a client's `raise_for_status()`
passes and its code reads fields that aren't there, a retry isn't made, a cache keeps the error,
and the error rate on the dashboard stays at nought while users see failures.

## Instead

Raise the framework's HTTP exception, or return the payload with a 4xx or 5xx status.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

RULE = "error-returned-as-success"
SCREEN = (b"return",)


class Options(NamedTuple):
    """Settings of this check."""


def check(project: Project, module: Scope, options: Options) -> Iterator[Finding]:
    """Find the returns of a module's handlers that give an error the status of a success."""
    from backend_gates.checkers._error_answers.reading import errors  # noqa: PLC0415  start-up

    del options
    for error in errors(project, module):
        scope = error.scope
        yield Finding(scope.path, error.node.span, RULE, error.message, scope.name, error.related)
