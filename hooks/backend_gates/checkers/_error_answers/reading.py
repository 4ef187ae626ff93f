"""From the handlers of a module to the errors that they return as successes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.catalogue import payloads
from backend_gates.checkers._error_answers import answers
from backend_gates.checkers._error_answers.exits import exits
from backend_gates.checkers._error_answers.reports import is_report
from backend_gates.checkers._error_answers.tracing import Error, Tracing
from backend_gates.model import Related
from backend_gates.project.resolution.values import External
from backend_gates.project.routes.exception_handlers import exception_handlers
from backend_gates.project.routes.http_status import http_status
from backend_gates.project.routes.routes import framework_in, framework_of, route
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.checkers._error_answers.answers import Sent
    from backend_gates.checkers._error_answers.exits import Exit
    from backend_gates.model import Span
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.routes.handlers import Handler
    from backend_gates.project.routes.routes import Route

_SUCCESSES = range(200, 300)


class ErrorReturned(NamedTuple):
    """An error that leaves a function as a success, and where else it passes by."""

    scope: Scope
    node: facts.Return
    message: str
    related: tuple[Related, ...] = ()


def errors(project: Project, module: Scope) -> Iterator[ErrorReturned]:
    """Those of the handlers of a module, then those of its exception handlers, each once."""
    seen: set[tuple[str, Span]] = set()
    for found in _all(project, module):
        key = _place_to_mend(found, module)
        if key not in seen:
            seen.add(key)
            yield _returned(found, module)


class _Found(NamedTuple):
    exit_: Exit
    scope: Scope
    error: Error
    framework: str


def _place_to_mend(found: _Found, module: Scope) -> tuple[str, Span]:
    """The helper's `return`, the helper itself where it is in another file, or the handler's."""
    error = found.error
    if not error.is_shared:
        return found.scope.path, found.exit_.statement.span
    helper = error.scope.node
    if error.scope.path == module.path or not isinstance(helper, facts.Function):
        return error.scope.path, error.statement.span
    return error.scope.path, helper.span


def _returned(found: _Found, module: Scope) -> ErrorReturned:
    """A finding at the helper's `return` where that is in the module, else at the handler's."""
    error, message = found.error, _message(found)
    exit_ = ErrorReturned(found.scope, found.exit_.statement, message)
    origin = ErrorReturned(error.scope, error.statement, message)
    if error.is_shared and error.scope.path == module.path:
        return origin._replace(related=_step(exit_, "returns"))
    return exit_ if exit_.node is origin.node else exit_._replace(related=_step(origin, "makes"))


def _step(place: ErrorReturned, verb: str) -> tuple[Related, ...]:
    name = place.scope.name.rpartition(".")[2]
    return (Related(place.scope.path, place.node.span, f"`{name}` {verb} it here"),)


def _message(found: _Found) -> str:
    how = "as a success"
    if found.error.is_ignored_status:
        how = "with status 200, since FastAPI sends the tuple as it is"
    return f"{found.error.said} returned {how}: {payloads.load().advice_for(found.framework)}"


def _all(project: Project, module: Scope) -> Iterator[_Found]:
    handlers = [each for each in project.handlers(module) if each.kind == "http"]
    for handler in handlers:
        yield from _of_handler(project, handler)
    known = {id(handler.scope) for handler in handlers}
    tracing = Tracing(project, framework_in(module))
    for scope, function in exception_handlers(module):
        if id(scope) not in known:
            for found in exits(function):
                for error in _of_exception_handler(tracing, found, scope):
                    yield _Found(found, scope, error, tracing.framework)


def _of_handler(project: Project, handler: Handler) -> Iterator[_Found]:
    known = route(project, handler)
    if _has_status(project, known):
        return
    tracing = Tracing(project, framework_of(handler))
    found = [
        _Found(each, handler.scope, error, tracing.framework)
        for each in exits(handler.function)
        for error in tracing.errors(each, handler.scope)
    ]
    if found and not is_report(handler.function, known.path):
        yield from found


def _has_status(project: Project, known: Route) -> bool:
    """Whether the route's own status is none of a success, or isn't known."""
    statuses = [http_status(project, *each) for each in known.said("status_code")]
    return any(status is None or status not in _SUCCESSES for status in statuses)


def _of_exception_handler(tracing: Tracing, found: Exit, scope: Scope) -> list[Error]:
    """The errors of an exit; whatever is sent without a status is one here."""
    errors = tracing.errors(found, scope)
    if errors or found.way.has_status:
        return errors
    sent = answers.sent(tracing.project, found.value, scope, tracing.framework)
    if sent is not None and _answers(tracing, sent):
        return [Error("the answer to an exception is", scope, found.statement)]
    return []


def _answers(tracing: Tracing, sent: Sent) -> bool:
    """Whether something is surely sent as an answer with the default status."""
    if sent.is_made or tracing.framework not in payloads.load().answering_anything:
        return sent.is_made
    payload = sent.payload.value if isinstance(sent.payload, facts.Await) else sent.payload
    if isinstance(payload, facts.Call):
        function = tracing.project.value(payload.function, sent.scope)
        return isinstance(function, External) and payloads.load().makes_page(function.name)
    return isinstance(payload, facts.Dictionary | facts.Literal | facts.FormattedString)
