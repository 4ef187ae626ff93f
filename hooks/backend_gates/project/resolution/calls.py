"""From an expression to its value, and from a function to what calling it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import execution
from backend_gates.project.resolution import fetched
from backend_gates.project.resolution.members import decorator_names
from backend_gates.project.resolution.names import agreed, element, entered
from backend_gates.project.resolution.values import (
    Awaitable,
    Elements,
    External,
    FirstPartyClass,
    FirstPartyFunction,
    Instance,
    Member,
    TypeExpression,
)
from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.values import Value

_CONTEXT_MANAGERS = {"contextmanager", "asynccontextmanager"}
_CLOSING = {"contextlib.closing", "contextlib.aclosing"}
_EXIT_STACKS = {"contextlib.ExitStack", "contextlib.AsyncExitStack"}
_CASTS = {"typing.cast", "typing_extensions.cast"}
_NEW_TYPES = {"typing.NewType", "typing_extensions.NewType"}
_ELEMENTS_KEPT = {
    *("builtins.frozenset", "builtins.iter", "builtins.list", "builtins.reversed"),
    *("builtins.set", "builtins.sorted", "builtins.tuple"),
}


def value(  # noqa: C901, PLR0912  one case for each kind of expression
    project: Project, node: facts.Expression, scope: Scope
) -> Value | None:
    """What an expression stands for."""
    match node:
        case facts.Name():
            return project.lookup(node.id, scope, (node.line, node.column))
        case facts.Attribute():
            return project.attribute(project.value(node.value, scope), node.name, scope.path)
        case facts.Call():
            return _result(project, node, scope)
        case facts.Await():
            awaited = project.value(node.value, scope)
            return awaited.result if isinstance(awaited, Awaitable) else None
        case facts.NamedExpression():
            return project.value(node.value, scope)
        case facts.Conditional():
            return _either(project, (node.body, node.orelse), scope)
        case facts.Operation(operators=("or",)):
            return _either(project, node.operands, scope)
        case facts.Operation(operators=("|",)):
            return _type_expression(project, node, scope)
        case facts.Operation(operators=("/",), operands=(left, _)):
            return _member_result(project, project.value(left, scope), "__truediv__")
        case facts.Subscript():
            return _subscripted(project, node, scope)
        case facts.Literal():
            return None if node.kind == "NoneType" else Instance(External(f"builtins.{node.kind}"))
        case facts.FormattedString():
            return Instance(External("builtins.str"))
        case facts.Dictionary():
            return Instance(External("builtins.dict"))
        case facts.Lambda():
            return FirstPartyFunction(scope.child(node), node)
        case _:
            return None


def _either(project: Project, operands: tuple[facts.Expression, ...], scope: Scope) -> Value | None:
    real = [
        operand
        for operand in operands
        if not (isinstance(operand, facts.Literal) and operand.kind == "NoneType")
    ]
    return agreed(project.value(operand, scope) for operand in real)


def _subscripted(project: Project, node: facts.Subscript, scope: Scope) -> Value | None:
    base = project.value(node.value, scope)
    if isinstance(base, FirstPartyClass):
        return base
    if isinstance(base, External):
        return _type_expression(project, node, scope)
    if isinstance(base, Elements):
        return base.element
    return _member_result(project, base, "__getitem__")


def _type_expression(project: Project, node: facts.Expression, scope: Scope) -> Value | None:
    declared = project.annotated(node, scope)
    return None if declared is None else TypeExpression(declared)


def _result(project: Project, call: facts.Call, scope: Scope) -> Value | None:
    function = project.value(call.function, scope)
    match function:
        case External():
            return _external_result(project, function.name, call, scope)
        case Member():
            return _library_method_result(project, function, call, scope)
        case FirstPartyClass():
            return Instance(function)
        case FirstPartyFunction():
            return project.returned(function)
        case Instance(External()):
            return _member_result(project, function, "__call__")
        case Instance():
            method = project.attribute(function, "__call__", scope.path)
            return project.returned(method) if isinstance(method, FirstPartyFunction) else None
        case TypeExpression():
            return function.result
        case _:
            return None


def _from_a_thread(project: Project, name: str, call: facts.Call, scope: Scope) -> Awaitable | None:
    """What awaiting it gives, where it has another thread call one of its arguments."""
    position = execution.load().result_of[name]
    if position >= len(call.arguments):
        return None
    function = project.value(call.arguments[position].value, scope)
    match function:
        case FirstPartyFunction():
            return Awaitable(project.returned(function))
        case FirstPartyClass():
            return Awaitable(Instance(function))
        case External(maker):
            made = project.catalogue.instance_of(maker)
            return None if made is None else Awaitable(Instance(External(made)))
        case _:
            return None


def _library_method_result(
    project: Project, method: Member, call: facts.Call, scope: Scope
) -> Value | None:
    if method.of in _EXIT_STACKS and call.arguments:
        context = project.value(call.arguments[0].value, scope)
        if method.name == "enter_context":
            return entered(project, context, is_async=False)
        if method.name == "enter_async_context":
            return Awaitable(entered(project, context, is_async=True))
    name = f"{project.catalogue.canonical(method.of)}.{method.name}"
    if name in execution.load().result_of:
        return _from_a_thread(project, name, call, scope)
    returned = project.catalogue.returned_by(method.of, method.name)
    if returned is None:
        owner = project.catalogue.canonical(method.of)
        return fetched.by_method(project, owner, method.name, call, scope)
    return Instance(External(returned))


def _member_result(project: Project, receiver: Value | None, method: str) -> Value | None:
    """What a method of a library's object returns."""
    if not isinstance(receiver, Instance) or not isinstance(receiver.of, External):
        return None
    returned = project.catalogue.returned_by(receiver.of.name, method)
    return None if returned is None else Instance(External(returned))


def _external_result(project: Project, name: str, call: facts.Call, scope: Scope) -> Value | None:
    arguments = call.arguments
    if name == "functools.partial" and arguments:
        return project.value(arguments[0].value, scope)
    if name in _CLOSING and arguments:
        return Elements(project.value(arguments[0].value, scope))
    if name in _CASTS and arguments:
        return project.annotated(arguments[0].value, scope)
    if name in _NEW_TYPES and len(arguments) > 1:
        return project.value(arguments[1].value, scope)
    if name in _ELEMENTS_KEPT and arguments:
        return Elements(element(project, project.value(arguments[0].value, scope)))
    if name == "builtins.super":
        return _super(project, scope)
    if name in execution.load().result_of:
        return _from_a_thread(project, name, call, scope)
    owner, _, method = name.rpartition(".")
    made = project.catalogue.instance_of(name) or project.catalogue.returned_by(owner, method)
    if made is not None:
        return Instance(External(made))
    if method[:1].isupper():
        return Instance(External(name))
    return fetched.by_function(project, name, call, scope)


def _super(project: Project, scope: Scope) -> Value | None:
    owner = scope.enclosing(facts.Class)
    if owner is None or not isinstance(owner.node, facts.Class):
        return None
    ours, outside = project.bases(FirstPartyClass(owner, owner.node))
    if len(ours) > 1:
        return Instance(ours[1])
    return Instance(External(outside[0])) if outside else None


def returned(project: Project, function: FirstPartyFunction) -> Value | None:
    """What calling a function gives: as annotated, else the one thing that it returns or yields."""
    node, scope = function.node, function.scope
    if isinstance(node, facts.Lambda):
        return project.value(node.body, scope)
    is_generator = scope.is_generator
    if node.returns is not None:
        result = project.annotated(node.returns, scope.parent or scope)
    elif is_generator:
        result = Elements(_agreed_values(project, node.body, facts.Yield, scope))
    else:
        result = _agreed_values(project, node.body, facts.Return, scope)
    if not _CONTEXT_MANAGERS.isdisjoint(decorator_names(node)):
        return result
    return Awaitable(result) if node.is_async and not is_generator else result


def _agreed_values(
    project: Project,
    body: facts.Block,
    kind: type[facts.Return | facts.Yield],
    scope: Scope,
) -> Value | None:
    values = [node.value for node in walking.own(body, kind) if node.value is not None]
    return agreed(project.value(found, scope) for found in values)
