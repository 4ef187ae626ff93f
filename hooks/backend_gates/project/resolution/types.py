"""From an annotation to what it declares."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from backend_gates.project.resolution.names import agreed, dependency
from backend_gates.project.resolution.values import (
    Awaitable,
    Elements,
    External,
    FirstPartyClass,
    Instance,
    TypeExpression,
)
from backend_gates.syntax import ast_reader, facts
from backend_gates.syntax.source import UnreadableError

if TYPE_CHECKING:
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.values import Value

_TYPING = ("typing.", "typing_extensions.", "collections.abc.", "builtins.", "contextlib.")
_ALTERNATIVES = {"Optional", "Union"}
_TRANSPARENT = {"ClassVar", "Final", "Required", "NotRequired", "ReadOnly"}
_AWAITABLE = {"Awaitable", "Coroutine"}
_ELEMENTS = {
    *("Generator", "Iterator", "Iterable", "AsyncGenerator", "AsyncIterator", "AsyncIterable"),
    *("list", "List", "set", "Set", "frozenset", "FrozenSet", "Sequence", "Collection", "deque"),
    *("AbstractContextManager", "AbstractAsyncContextManager"),
}
_UNKNOWN = {"Any", "object", "Self", "TypeVar", "Callable", "TypeAlias"}


def annotated(project: Project, annotation: facts.Expression, scope: Scope) -> Value | None:
    """What something annotated so is: an instance, mostly."""
    match annotation:
        case facts.Literal(kind="str"):
            return _forward_reference(project, annotation.text, scope)
        case facts.Operation(operators=("|",)):
            return _alternatives(project, annotation.operands, scope)
        case facts.Subscript():
            return _subscripted(project, annotation, scope)
        case facts.Name() | facts.Attribute():
            return _declared(project, annotation, scope)
        case _:
            return None


def _declared(project: Project, annotation: facts.Expression, scope: Scope) -> Value | None:
    known = project.value(annotation, scope)
    match known:
        case TypeExpression():
            return known.result
        case External():
            return _own_class(scope) if typing_name(known) == "Self" else _instance(known)
        case FirstPartyClass():
            return Instance(known)
        case _:
            return None


def _own_class(scope: Scope) -> Value | None:
    owner = scope.enclosing(facts.Class)
    if owner is None or not isinstance(owner.node, facts.Class):
        return None
    return Instance(FirstPartyClass(owner, owner.node))


def _instance(known: External) -> Value | None:
    return None if typing_name(known) in _UNKNOWN else Instance(known)


def typing_name(value: Value | None) -> str:
    """The bare name of something from `typing`, `collections.abc` or builtins, else empty."""
    if isinstance(value, External) and value.name.startswith(_TYPING):
        return value.name.rpartition(".")[2]
    return ""


def _forward_reference(project: Project, text: str, scope: Scope) -> Value | None:
    annotation = parsed(text.strip())
    return None if annotation is None else annotated(project, annotation, scope)


@cache
def parsed(text: str) -> facts.Expression | None:
    """The expression that a text holds, as a quoted annotation does; None when it holds none."""
    try:
        body = ast_reader.read(text).body
    except UnreadableError:
        return None
    only = body[0] if len(body) == 1 else None
    return only.value if isinstance(only, facts.Evaluate) else None


def _alternatives(
    project: Project, operands: tuple[facts.Expression, ...], scope: Scope
) -> Value | None:
    real = [operand for operand in operands if not _is_none(operand)]
    return agreed(annotated(project, operand, scope) for operand in real)


def _is_none(annotation: facts.Expression) -> bool:
    return isinstance(annotation, facts.Literal) and annotation.text == "None"


def _subscripted(project: Project, annotation: facts.Subscript, scope: Scope) -> Value | None:
    base = project.value(annotation.value, scope)
    index = annotation.index
    arguments = index.items if isinstance(index, facts.Collection) else (index,)
    name = typing_name(base)
    if not name:
        return Instance(base) if isinstance(base, External | FirstPartyClass) else None
    if name in _ALTERNATIVES:
        return _alternatives(project, arguments, scope)
    if name in _TRANSPARENT:
        return annotated(project, arguments[0], scope)
    if name == "Annotated":
        return _with_metadata(project, arguments, scope)
    if name in {"type", "Type"}:
        declared = annotated(project, arguments[0], scope)
        return declared.of if isinstance(declared, Instance) else None
    if name in _AWAITABLE:
        return Awaitable(annotated(project, arguments[-1], scope))
    if name in _ELEMENTS:
        return Elements(annotated(project, arguments[0], scope))
    return None


def _with_metadata(
    project: Project, arguments: tuple[facts.Expression, ...], scope: Scope
) -> Value | None:
    declared = annotated(project, arguments[0], scope)
    if declared is not None:
        return declared
    provided = [dependency(project, marker, scope) for marker in arguments[1:]]
    return next((value for value in provided if value is not None), None)
