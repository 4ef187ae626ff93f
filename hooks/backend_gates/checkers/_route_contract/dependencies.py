"""Bodies that a dependency of the handler reads and hands over as they came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import contracts
from backend_gates.checkers._route_contract import body_uses, parameters
from backend_gates.model import Related, Span
from backend_gates.project.resolution.values import FirstPartyFunction
from backend_gates.syntax import facts
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.checkers._route_contract.annotations import Annotations
    from backend_gates.project.project import Project
    from backend_gates.project.routes.handlers import Handler


def untyped(
    project: Project, handler: Handler, annotations: Annotations
) -> Iterator[tuple[Span, str, tuple[Related, ...]]]:
    """The parameters that a dependency fills with an unchecked body: place, message, its lines."""
    for parameter in handler.function.parameters:
        provider = _provider(project, handler, parameter)
        if provider is None or not isinstance(provider.node, facts.Function):
            continue
        place = _raw_place(project, provider, annotations)
        if place is not None:
            path, name = provider.scope.path, provider.node.name
            message = (
                f"`{parameter.name}` is a body as it comes, by way of `{name}`: "
                f"have `{name}` return a model of it"
            )
            related = Related(path, place.span, f"`{name}` takes the body here")
            yield parameter.span, message, (related,)


def _provider(
    project: Project, handler: Handler, parameter: facts.Parameter
) -> FirstPartyFunction | None:
    outer = handler.scope.parent or handler.scope
    found = parameters.marker(project, parameter, outer)
    if found is None:
        return None
    call, scope = found
    if last_name(call.function) in contracts.load().injecting_markers and call.arguments:
        provider = project.value(call.arguments[0].value, scope)
        return provider if isinstance(provider, FirstPartyFunction) else None
    return None


def _raw_place(
    project: Project, provider: FirstPartyFunction, annotations: Annotations
) -> facts.Node | None:
    """Where a dependency takes the body that it returns."""
    function, scope = provider.node, provider.scope
    if not isinstance(function, facts.Function):
        return None
    outer = scope.parent or scope
    returned = body_uses.returned(project, scope, "fastapi")
    if returned is not None:
        return returned
    names = body_uses.returned_names(function)
    for found in parameters.of_fastapi(project, function, outer, annotations, ""):
        if found.parameter.name in names:
            return found.parameter
    return None
