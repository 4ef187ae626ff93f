"""The parts of a handler's contract that are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from backend_gates.catalogue import contracts
from backend_gates.checkers._route_contract import answers, body_uses, dependencies, parameters
from backend_gates.checkers._route_contract.annotations import Annotations
from backend_gates.checkers._route_contract.schemas import is_hidden
from backend_gates.project.conduct.shapes import shown
from backend_gates.project.routes.routes import framework_of, route
from backend_gates.syntax import facts, walking
from backend_gates.syntax.headings import heading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.model import Related, Span
    from backend_gates.project.project import Project
    from backend_gates.project.routes.handlers import Handler
    from backend_gates.project.routes.routes import Route

Kind: TypeAlias = Literal["answer", "body"]

_MODEL_OF_BODY = "declare a model of the body, so that it is checked and documented"


class Gap(NamedTuple):
    """What is not described, where, and what to do."""

    kind: Kind
    span: Span
    message: str
    related: tuple[Related, ...] = ()


def gaps(project: Project, handler: Handler, *, any_values: bool) -> list[Gap]:
    """The gaps of one handler, its answer's first; none where the route is left out of schemas."""
    handler = handler._replace(framework=framework_of(handler))
    if handler.kind != "http" or not handler.framework:
        return []
    known = route(project, handler)
    if is_hidden(handler, known):
        return []
    found = list(_gaps(project, handler, known, Annotations(project, any_values=any_values)))
    if found and (
        _speaks_protocol(handler.function) or is_hidden(handler, known.including(project))
    ):
        return []
    return found


def _gaps(
    project: Project, handler: Handler, known: Route, annotations: Annotations
) -> Iterator[Gap]:
    yield from _of_answer(project, handler, known, annotations)
    yield from _of_parameters(project, handler, known, annotations)
    yield from _of_raw_body(project, handler)


def _speaks_protocol(function: facts.Function) -> bool:
    known = contracts.load().protocol_fields
    nodes = (node for statement in function.body for node in walking.walk(statement))
    return any(isinstance(node, facts.Literal) and node.text in known for node in nodes)


def _of_answer(
    project: Project, handler: Handler, known: Route, annotations: Annotations
) -> Iterator[Gap]:
    fault = answers.fault(project, handler, known, annotations)
    if fault:
        function = handler.function
        message = (
            f"{fault} says nothing of what `{function.name}` answers: declare a model of it "
            "as the return annotation"
        )
        if handler.framework == "fastapi":
            message += " or `response_model=`"
        yield Gap("answer", heading(function), message)


def _of_parameters(
    project: Project, handler: Handler, known: Route, annotations: Annotations
) -> Iterator[Gap]:
    outer = handler.scope.parent or handler.scope
    if handler.framework == "fastapi":
        for found in parameters.of_fastapi(
            project, handler.function, outer, annotations, known.path
        ):
            yield _of_parameter(found)
        for span, message, related in dependencies.untyped(project, handler, annotations):
            yield Gap("body", span, message, related)
    elif handler.framework in {"litestar", "starlite"}:
        yield from map(_of_parameter, parameters.of_litestar(handler.function, outer, annotations))


def _of_parameter(found: parameters.Untyped) -> Gap:
    message = f"`{found.shown}` takes any body as it comes: {_MODEL_OF_BODY}"
    return Gap("body", found.parameter.span, message)


def _of_raw_body(project: Project, handler: Handler) -> Iterator[Gap]:
    found = body_uses.unchecked(project, handler.scope, handler.framework)
    if found is not None:
        advice = "hand the body to a model and read that"
        if handler.framework == "fastapi":
            advice = _MODEL_OF_BODY
        message = f"`{shown(found.source)}` is used as it comes: {advice}"
        yield Gap("body", found.source.span, message, found.related)
