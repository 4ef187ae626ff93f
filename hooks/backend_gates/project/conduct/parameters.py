"""What the parameters of a handler bring: the request, its data, or what a dependency fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from backend_gates.catalogue import conduct
from backend_gates.project.resolution.names import DEPENDENCY_MARKERS
from backend_gates.project.resolution.values import Elements, External, Instance, TypeExpression
from backend_gates.project.routes.handlers import class_names
from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.values import Value
    from backend_gates.project.routes.handlers import Handler

Kind: TypeAlias = Literal["transport", "input", "domain", "local"]
_DATA_PACKAGES = {"builtins", "uuid", "datetime", "decimal", "enum", "pydantic", "typing"}


def parameter_kind(project: Project, parameter: facts.Parameter, handler: Handler) -> Kind | None:
    """What a parameter brings; None for `self` and `cls`."""
    words = conduct.load()
    scope = handler.scope.parent or handler.scope
    if parameter.name in {"self", "cls"}:
        return None
    annotation = parameter.annotation
    declared = None if annotation is None else project.annotated(annotation, scope)
    classes = class_names(project, declared)
    if any(name.rpartition(".")[2] in words.transport_classes for name in classes):
        return "transport"
    if declared is None and parameter.name in words.transport_names:
        return "transport"
    if handler.kind == "rpc" and parameter.name == "context":
        return "transport"
    return "domain" if _is_injected(project, parameter, handler, scope) else "input"


def _is_injected(
    project: Project, parameter: facts.Parameter, handler: Handler, scope: Scope
) -> bool:
    """Whether the framework fetches the argument by a dependency."""
    if parameter.default is not None and _holds_marker(project, parameter.default, scope):
        return True
    annotation = parameter.annotation
    if annotation is None:
        return False
    if _holds_marker(project, annotation, scope):
        return True
    if handler.framework == "litestar":
        return parameter.name != "data" and not _is_data(project.annotated(annotation, scope))
    return _is_injecting_alias(project, annotation, scope)


def _holds_marker(project: Project, node: facts.Expression, scope: Scope) -> bool:
    for inner in walking.walk(node):
        if isinstance(inner, facts.Call):
            known = project.value(inner.function, scope)
            if isinstance(known, External) and known.name in DEPENDENCY_MARKERS:
                return True
    return False


def _is_injecting_alias(project: Project, annotation: facts.Expression, scope: Scope) -> bool:
    """`CurrentUser` for `Annotated[User, Depends(…)]`: an alias of anything but plain data."""
    if not isinstance(annotation, facts.Name | facts.Attribute):
        return False
    value = project.value(annotation, scope)
    return isinstance(value, TypeExpression) and not _is_data(value.result)


def _is_data(declared: Value | None) -> bool:
    """Whether something is a number, a text, a date and the like."""
    match declared:
        case Instance(External(name)):
            return name.partition(".")[0] in _DATA_PACKAGES
        case Elements():
            return True
        case _:
            return False
