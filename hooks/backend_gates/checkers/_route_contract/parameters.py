"""Parameters of a handler that take a body of any shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from backend_gates.catalogue import contracts
from backend_gates.checkers._route_contract.annotations import arguments, written
from backend_gates.project.resolution.definitions import definition
from backend_gates.project.resolution.values import FirstPartyClass, Instance
from backend_gates.syntax import facts
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.checkers._route_contract.annotations import Annotations
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

Source: TypeAlias = Literal["body", "elsewhere", ""]


class Untyped(NamedTuple):
    """A parameter that takes anything, and how it is written."""

    parameter: facts.Parameter
    shown: str


def of_fastapi(
    project: Project, function: facts.Function, outer: Scope, annotations: Annotations, path: str
) -> Iterator[Untyped]:
    """The parameter that FastAPI fills with the whole body and that says nothing of it.

    Where there are several, each is a field of the body, and a field may be a dict.
    """
    bodies = [
        parameter
        for parameter in function.parameters
        if f"{{{parameter.name}" not in path
        and _is_from_body(project, parameter, outer, annotations)
    ]
    only = bodies[0] if len(bodies) == 1 else None
    if only is None or _is_field(project, only, outer):
        return
    if only.annotation is None:
        yield Untyped(only, only.name)
    elif annotations.is_untyped(only.annotation, outer):
        yield Untyped(only, f"{only.name}: {written(only.annotation)}")


def _is_from_body(
    project: Project, parameter: facts.Parameter, outer: Scope, annotations: Annotations
) -> bool:
    source, annotation = _source(project, parameter, outer), parameter.annotation
    if source or parameter.kind in {"*args", "**kwargs"} or annotation is None:
        return source == "body"
    declared = project.annotated(annotation, outer)
    is_own = isinstance(declared, Instance) and isinstance(declared.of, FirstPartyClass)
    return is_own or annotations.is_mapping(annotation, outer)


def _is_field(project: Project, parameter: facts.Parameter, outer: Scope) -> bool:
    """Whether it is a field of the body, by `Body(embed=True)`, or no JSON at all."""
    found = marker(project, parameter, outer)
    arguments_of = {each.keyword: each.value for each in found[0].arguments} if found else {}
    embed, media_type = arguments_of.get("embed"), arguments_of.get("media_type")
    is_embedded = isinstance(embed, facts.Literal) and embed.text == "True"
    is_json = not isinstance(media_type, facts.Literal) or "json" in media_type.text
    return is_embedded or not is_json


def of_litestar(
    function: facts.Function, outer: Scope, annotations: Annotations
) -> Iterator[Untyped]:
    """The parameter `data`, where it says nothing of the body."""
    for parameter in function.parameters:
        annotation = parameter.annotation
        if parameter.name != "data" or annotation is None:
            continue
        if annotations.is_untyped(annotation, outer):
            yield Untyped(parameter, f"data: {written(annotation)}")


def marker(
    project: Project, parameter: facts.Parameter, outer: Scope
) -> tuple[facts.Call, Scope] | None:
    """The call of `Body`, `Depends` and so on that says where the argument comes from."""
    known = contracts.load()
    for node, scope in _markers(project, parameter, outer):
        name = last_name(node.function)
        if name in known.body_markers or name in known.other_markers:
            return node, scope
    return None


def _source(project: Project, parameter: facts.Parameter, outer: Scope) -> Source:
    found = marker(project, parameter, outer)
    if found is None:
        return ""
    is_body = last_name(found[0].function) in contracts.load().body_markers
    return "body" if is_body else "elsewhere"


def _markers(
    project: Project, parameter: facts.Parameter, outer: Scope
) -> Iterator[tuple[facts.Call, Scope]]:
    """The calls in the default and in the metadata of the annotation, also through an alias."""
    candidates = []
    if parameter.default is not None:
        candidates.append(definition(project, parameter.default, outer))
    if parameter.annotation is not None:
        annotation = definition(project, parameter.annotation, outer)
        if isinstance(annotation.expression, facts.Subscript):
            metadata = arguments(annotation.expression)[1:]
            candidates += [definition(project, each, annotation.scope) for each in metadata]
    for expression, scope in candidates:
        if isinstance(expression, facts.Call):
            yield expression, scope
