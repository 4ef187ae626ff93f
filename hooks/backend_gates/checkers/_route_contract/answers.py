"""What a handler says of its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import contracts
from backend_gates.checkers._route_contract.annotations import written
from backend_gates.checkers._route_contract.schemas import FRAMEWORKS_WITH_SCHEMAS
from backend_gates.project.routes.http_status import http_status
from backend_gates.project.routes.responses import returned_kinds
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from backend_gates.checkers._route_contract.annotations import Annotations
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.definitions import Definition
    from backend_gates.project.routes.handlers import Handler
    from backend_gates.project.routes.routes import Route

_UNDOCUMENTED_METHODS = {"route", "add_route", "head", "options", "trace"}
_SUCCESSES = range(200, 300)


def fault(project: Project, handler: Handler, route: Route, annotations: Annotations) -> str:
    """What is wrong with the contract of the answer; empty when nothing is."""
    if not _is_owed(project, handler, route):
        return ""
    found = _fault(project, handler, route, annotations)
    return found if found and _sends_data(route.including(project)) else ""


_NOTHING = "no annotation"


def _fault(project: Project, handler: Handler, route: Route, annotations: Annotations) -> str:
    models = list(route.said("response_model"))
    if models:
        untyped = (each for each in models if annotations.is_untyped(*each))
        return next((f"`response_model={written(each.expression)}`" for each in untyped), "")
    returns, outer = handler.function.returns, handler.scope.parent or handler.scope
    if returns is None:
        return _NOTHING if _has_data(project, handler) else ""
    if not annotations.is_untyped(returns, outer):
        return ""
    is_plain = annotations.is_mapping(returns, outer) or _has_data(project, handler)
    return f"`-> {written(returns)}`" if is_plain else ""


def _is_owed(project: Project, handler: Handler, route: Route) -> bool:
    """Whether the route answers with data of its own and nothing else describes it."""
    if handler.framework not in FRAMEWORKS_WITH_SCHEMAS or not route.is_complete:
        return False
    if handler.framework == "fastapi" and route.methods <= _UNDOCUMENTED_METHODS:
        return False
    if any(_is_empty_or_error(project, each) for each in route.said("status_code")):
        return False
    return _sends_data(route) and not _documents(project, route)


def _sends_data(route: Route) -> bool:
    """Whether a route answers with data rather than pages or files."""
    classes = [*route.said("response_class")] or [*route.said_of_all("default_response_class")]
    return all(written(each.expression).endswith(_JSON) for each in classes)


_JSON = ("JSONResponse", "JSONAPIResponse", "Default")


def _is_empty_or_error(project: Project, known: Definition) -> bool:
    status = http_status(project, *known)
    return status is None or status in contracts.load().empty_statuses or status not in _SUCCESSES


def _documents(project: Project, route: Route) -> bool:
    """Whether `responses=` or `openapi_extra=` says what a success looks like."""
    for each in (*route.said("openapi_extra"), *route.said("responses")):
        if not isinstance(each.expression, facts.Dictionary):
            return True
        for key in each.expression.keys:
            if key is None or _names_success(project, key, each):
                return True
    return False


def _names_success(project: Project, key: facts.Expression, known: Definition) -> bool:
    if isinstance(key, facts.Literal) and key.kind == "str":
        return key.text == "responses" or key.text.startswith("2")
    status = http_status(project, key, known.scope)
    return status is None or status in _SUCCESSES


def _has_data(project: Project, handler: Handler) -> bool:
    """Whether a handler returns anything but responses and nothing."""
    kinds = returned_kinds(project, handler.function, handler.scope)
    return "data" in kinds or ("unknown" in kinds and "response" not in kinds)
