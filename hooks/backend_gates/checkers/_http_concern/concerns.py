"""What in a function belongs to HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.catalogue import http
from backend_gates.project.resolution.values import External, FirstPartyClass, Instance
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.catalogue.http import Kind
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.values import Value


_ASKING = {"has_request_context", "has_app_context"}


class Concern(NamedTuple):
    """A place that only makes sense while a request is answered, and what it does there.

    `is_signed` where the function is annotated so.
    """

    node: facts.Node
    does: str
    kind: Kind
    is_signed: bool = False


def of_signature(project: Project, function: facts.Function, scope: Scope) -> Iterator[Concern]:
    """The requests and responses that a function takes or gives, as it is annotated."""
    outer = scope.parent or scope
    for parameter in function.parameters:
        found = _declared(project, parameter.annotation, outer)
        if found is not None:
            yield Concern(parameter, f"takes a `{found[0]}`", found[1], is_signed=True)
    found = _declared(project, function.returns, outer)
    if found is not None and function.returns is not None:
        yield Concern(function.returns, f"returns a `{found[0]}`", found[1], is_signed=True)


def _declared(
    project: Project, annotation: facts.Expression | None, scope: Scope
) -> tuple[str, Kind] | None:
    for each in _alternatives(annotation):
        known = project.annotated(each, scope)
        names = _names(project, known.of) if isinstance(known, Instance) else []
        for name in names:
            kind = http.kind_of(name)
            if kind in {"requests", "responses"}:
                return name.rpartition(".")[2], kind
    return None


def _alternatives(annotation: facts.Expression | None) -> Iterator[facts.Expression]:
    """`A` and `B` of `A | B` and `Union[A, B]`, else the annotation as a whole."""
    match annotation:
        case facts.Operation(operators=("|", *_), operands=operands):
            yield from operands
        case facts.Subscript(index=facts.Collection(items=items)):
            yield from items if last_name(annotation.value) == "Union" else (annotation,)
        case None:
            return
        case _:
            yield annotation


def _names(project: Project, known: External | FirstPartyClass) -> list[str]:
    return [known.name] if isinstance(known, External) else project.bases(known)[1]


def of_body(project: Project, function: facts.Function, scope: Scope) -> Iterator[Concern]:
    """What the body raises, makes and reads, in source order.

    Reading the current request is none where the function asks whether there is one.
    """
    found = list(_in_body(project, function, scope))
    asks = any(
        last_name(call.function) in _ASKING for call in walking.own(function.body, facts.Call)
    )
    yield from (each for each in found if not (asks and each.kind == "current"))


def _in_body(project: Project, function: facts.Function, scope: Scope) -> Iterator[Concern]:
    for node in walking.walk_own(function.body):
        match node:
            case facts.Raise(exception=facts.Name() | facts.Attribute() as raised):
                yield from _known(project.value(raised, scope), node, raised)
            case facts.Raise(exception=facts.Call() as raised):
                yield from _known(project.value(raised.function, scope), node, raised.function)
            case facts.Call():
                yield from _called(project.value(node.function, scope), node)
            case facts.Attribute(value=facts.Name() as name):
                yield from _current(project.value(name, scope), node)
            case _:
                pass


def _known(value: Value | None, node: facts.Node, raised: facts.Expression) -> Iterator[Concern]:
    if isinstance(value, External) and http.kind_of(value.name) == "errors":
        yield Concern(node, f"raises `{last_name(raised)}`", "errors")


def _called(value: Value | None, node: facts.Call) -> Iterator[Concern]:
    if not isinstance(value, External):
        return
    kind = http.kind_of(value.name)
    name = value.name.rpartition(".")[2]
    if kind == "aborts":
        yield Concern(node, f"calls `{name}`", kind)
    elif kind in {"makers", "responses"}:
        yield Concern(node, f"makes a response with `{name}`", kind)


def _current(value: Value | None, node: facts.Attribute) -> Iterator[Concern]:
    if isinstance(value, External) and http.kind_of(value.name) == "current":
        yield Concern(node, "reads the current `request`", "current")
