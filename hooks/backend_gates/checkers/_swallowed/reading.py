"""From a module to the failures that are lost in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.checkers._swallowed import cancellation, carrying_on, gathering, quiet
from backend_gates.checkers._swallowed.attempts import attempts, sites
from backend_gates.checkers._swallowed.remarks import is_documented, is_explained
from backend_gates.checkers._swallowed.telling import told
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.checkers._swallowed.attempts import Attempt, Site
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
        if isinstance(site.statement, facts.Evaluate | facts.Assign):
            dropped = gathering.unread(project, site)
            if dropped is not None and not _is_explained(project, site, dropped[0].span):
                yield Loss(site.scope, dropped[0].span, dropped[1])
        for attempt in attempts(project, site):
            message = _message(project, attempt)
            if message:
                yield Loss(attempt.scope, attempt.span, message)


def _message(project: Project, attempt: Attempt) -> str:
    outcome = told(project, attempt.scope, attempt.handling, attempt.name)
    message = cancellation.uncancellable(project, attempt, outcome)
    if message:
        return message
    judges = (quiet.lost, carrying_on.carried_on)
    message = next(filter(None, (judge(project, attempt, outcome) for judge in judges)), "")
    return "" if message and _is_explained(project, attempt.site, attempt.span) else message


def _is_explained(project: Project, site: Site, span: Span) -> bool:
    """Whether it was left so on purpose; the text is only looked into for what would be told."""
    lines = project.modules.lines(site.scope.path)
    places = (span.line, *_around(site))
    return any(is_explained(lines, place) for place in places) or any(
        is_documented(lines, each) for each in _functions(site.scope)
    )


def _functions(scope: Scope | None) -> Iterator[facts.Function]:
    """The function of a scope, and those that it stands in."""
    while scope is not None:
        if isinstance(scope.node, facts.Function):
            yield scope.node
        scope = scope.parent


def _around(site: Site) -> Iterator[int]:
    """The lines of the handlers of the attempts that it is a part of."""
    for frame in site.frames:
        if isinstance(frame.statement, facts.Try) and frame.block is frame.statement.body:
            yield from (handler.line for handler in frame.statement.handlers)
