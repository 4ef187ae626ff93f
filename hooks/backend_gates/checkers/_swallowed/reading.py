"""From a module to the failures that are lost in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.checkers._swallowed import quiet
from backend_gates.checkers._swallowed.attempts import attempts, sites

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.model import Span
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope


class Loss(NamedTuple):
    """A place where failures are lost, and what to do about it."""

    scope: Scope
    span: Span
    message: str


def losses(project: Project, module: Scope) -> Iterator[Loss]:
    """All of a module, in source order."""
    for site in sites(module):
        for attempt in attempts(project, site):
            message = quiet.lost(project, attempt)
            if message:
                yield Loss(attempt.scope, attempt.span, message)
