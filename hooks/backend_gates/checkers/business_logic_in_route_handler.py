"""Business logic in a route handler: decisions, computations, changes and processes of its own.

## Why

A rule that lives in a handler can only be reached by an HTTP request: the command line, the
worker and the next version of the API each grow a copy of it, and a test of it has to speak HTTP.
The handler hides it, too: who looks for how an order is priced doesn't look under routes.

## Instead

Move the lines that the message names into a function of the service layer and call it. What a
handler keeps: reading and shaping its input, guards that raise or return, the call of a service,
translating results and errors to responses, logging.

A function of the same file that only the handler calls counts as a part of it: the lines are no
easier to reach there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

from backend_gates.model import Finding, Related
from backend_gates.syntax.headings import heading
from backend_gates.wording import joined, lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.checkers._business_logic.traces import Kind, Trace
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.routes.handlers import Handler

RULE = "business-logic-in-route-handler"
SCREEN = (b"def ",)


class Options(NamedTuple):
    """Settings of this check."""

    traces: Annotated[
        int,
        "How many single traces of business logic make a finding: reviewers disagree about one "
        "`if` or one sum, and seldom about two. What leaves no doubt counts alone.",
    ] = 2
    steps: Annotated[
        int,
        "How many changing calls in a row make a process: a handler that does one thing, and "
        "then another that follows from it, still only delegates.",
    ] = 3


def check(project: Project, module: Scope, options: Options) -> Iterator[Finding]:
    """Find the route handlers of a module that do what a service should do."""
    for handler in project.handlers(module):
        found = _traces(project, handler, options)
        if found:
            yield _finding(handler, found)


def _traces(project: Project, handler: Handler, options: Options) -> list[Trace]:
    """The traces in a handler if they make a finding.

    Whether another file calls one of its helpers is asked last: that has all files looked through.
    """
    from backend_gates.checkers._business_logic import evidence  # noqa: PLC0415  start-up

    found = evidence.traces(project, handler, options.steps)
    if not _is_enough(found, options):
        return []
    shared = evidence.shared_helpers(project, handler, found)
    if shared:
        found = evidence.traces(project, handler, options.steps, shared)
    return found if _is_enough(found, options) else []


def _is_enough(found: list[Trace], options: Options) -> bool:
    count = sum(not trace.only_explains for trace in found)
    return count >= options.traces or any(trace.is_proof for trace in found)


_SAID: dict[Kind, str] = {
    "decision": "decides what happens",
    "computation": "computes",
    "mutation": "changes domain objects",
    "step": "runs a process",
}


def _finding(handler: Handler, found: list[Trace]) -> Finding:
    scope = handler.scope
    kinds = [kind for kind in _SAID if any(trace.kind == kind for trace in found)]
    parts = [f"{_SAID[kind]} ({_lines(kind, found)})" for kind in kinds]
    message = (
        f"`{handler.function.name}` holds business logic: it {joined(parts)}; "
        f"move {joined(_places(found))} into a service function that the handler calls"
        f"{_about_helpers(found)}"
    )
    related = tuple(Related(scope.path, trace.node.span, trace.message) for trace in found)
    return Finding(scope.path, heading(handler.function), RULE, message, scope.name, related)


def _lines(kind: Kind, found: list[Trace]) -> str:
    return lines(trace.node.line for trace in found if trace.kind == kind)


def _places(found: list[Trace]) -> list[str]:
    """The lines of the handler, and the names of the helpers."""
    own = [trace for trace in found if not trace.helper]
    return [*([_range(own)] if own else []), *_helpers(found)]


def _helpers(found: list[Trace]) -> list[str]:
    return [f"`{name}`" for name in dict.fromkeys(trace.helper for trace in found) if name]


def _about_helpers(found: list[Trace]) -> str:
    """Why the lines of helpers count as the handler's."""
    helpers = _helpers(found)
    if not helpers:
        return ""
    verb, them = ("counts", "it") if len(helpers) == 1 else ("count", "them")
    return f" ({joined(helpers)} {verb} as part of it: nothing else calls {them})"


def _range(found: list[Trace]) -> str:
    first = min(trace.node.line for trace in found)
    last = max(trace.node.end_line for trace in found)
    return f"line {first}" if first == last else f"lines {first}–{last}"  # noqa: RUF001  a range
