"""Which functions are route handlers, and where that is said."""

from __future__ import annotations

from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.catalogue import frameworks
from backend_gates.catalogue.frameworks import EVERY_METHOD, is_of
from backend_gates.project.bindings import Imported
from backend_gates.project.scopes import functions
from backend_gates.project.values import (
    External,
    FirstPartyClass,
    FirstPartyFunction,
    Instance,
    Member,
)
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from backend_gates.catalogue.frameworks import Frameworks, Registration
    from backend_gates.project.project import Project
    from backend_gates.project.scopes import Scope
    from backend_gates.project.values import Value


class Handler(NamedTuple):
    """A function that answers requests; `scope` is its body's.

    `kind` is http, websocket, rpc or tool. `place` is the decorator, the class or the call that
    makes it one, in the file at `path`. `framework` is empty for a receiver of which nothing but
    its name is known.
    """

    scope: Scope
    function: facts.Function
    framework: str
    kind: str
    path: str
    place: facts.Node


def handlers(project: Project, module: Scope) -> Iterator[Handler]:
    """The route handlers that are defined in a module, in source order."""
    known = frameworks.load()
    own = _functions(module)
    registered = _registered(project, module, own, known)
    for scope in own:
        if isinstance(scope.node, facts.Function) and scope.parent is not None:
            found = _decorated(project, scope, scope.node, scope.parent, known)
            found = found or _viewed(project, scope, scope.node, scope.parent, known)
            found = found or registered.get(id(scope))
            if found is not None:
                yield found


def class_names(project: Project, value: Value | None) -> list[str]:
    """The dotted names of the classes that an object is an instance of, as far as they are known.

    For a class of the project these are the classes from outside that it derives from.
    """
    match value:
        case Instance(External() as library_class):
            return [library_class.name]
        case Instance(FirstPartyClass() as own):
            return project.bases(own)[1]
        case _:
            return []


def _decorated(
    project: Project, scope: Scope, function: facts.Function, outer: Scope, known: Frameworks
) -> Handler | None:
    for decorator in function.decorators:
        found = _by_decorator(project, decorator, outer, known)
        if found is not None:
            return Handler(scope, function, *found, scope.path, decorator)
    return None


def _by_decorator(
    project: Project, decorator: facts.Expression, scope: Scope, known: Frameworks
) -> tuple[str, str] | None:
    """The framework and the kind."""
    for target in _targets(decorator):
        found = _by_method(project, target, scope, known)
        found = found or _by_function(project, target, scope, known)
        if found is not None:
            return found
    return ("", "http") if _looks_like_route(project, decorator, scope, known) else None


def _targets(decorator: facts.Expression) -> Iterator[facts.Expression]:
    """What decorates: `router.get(…)`, or `router.get` handed to `@guarded(router.get, …)`."""
    if not isinstance(decorator, facts.Call):
        yield decorator
        return
    yield decorator.function
    for argument in decorator.arguments[:1]:
        if isinstance(argument.value, facts.Attribute):
            yield argument.value


def _by_method(
    project: Project, target: facts.Expression, scope: Scope, known: Frameworks
) -> tuple[str, str] | None:
    if not isinstance(target, facts.Attribute):
        return None
    tables = [table for table in known.decorators if target.name in table.methods]
    names = class_names(project, project.value(target.value, scope)) if tables else []
    for table in tables:
        if any(is_of(name, table.package, table.classes) for name in names):
            return table.framework, table.kind
    return None


def _by_function(
    project: Project, target: facts.Expression, scope: Scope, known: Frameworks
) -> tuple[str, str] | None:
    value = project.value(target, scope)
    if not isinstance(value, External):
        return None
    for table in known.functions:
        if is_of(value.name, table.package, table.names):
            return table.framework, table.kind
    return None


def _looks_like_route(
    project: Project, decorator: facts.Expression, scope: Scope, known: Frameworks
) -> bool:
    """`@router.get("/path")` of a receiver that could not be resolved, but is named like one."""
    if not isinstance(decorator, facts.Call) or not isinstance(decorator.function, facts.Attribute):
        return False
    target = decorator.function
    if target.name not in known.router_methods or not _has_path(decorator):
        return False
    receiver = project.value(target.value, scope)
    match receiver:
        case None | External() | Member():
            return _is_router_name(last_name(target.value), known)
        case Instance(External(name)):
            words = ("router", "blueprint", "namespace", "api", "app")
            return name.rpartition(".")[2].lower().endswith(words)
        case _:
            return False


def _is_router_name(name: str, known: Frameworks) -> bool:
    return name.lower().rpartition("_")[2] in known.router_names


def _has_path(call: facts.Call) -> bool:
    first = call.arguments[0] if call.arguments else None
    if first is None or first.keyword or not isinstance(first.value, facts.Literal):
        return False
    return first.value.kind == "str" and first.value.text[:1] in {"", "/"}


def _viewed(
    project: Project, scope: Scope, function: facts.Function, owner: Scope, known: Frameworks
) -> Handler | None:
    tables = [table for table in known.views if _answers(function.name, table.methods)]
    if not tables or not isinstance(owner.node, facts.Class):
        return None
    ours, outside = project.bases(FirstPartyClass(owner, owner.node))
    bases = [*outside, *(f"{own.scope.module}.{own.node.name}" for own in ours[1:])]
    for table in tables:
        if any(is_of(base, table.package, table.classes) for base in bases):
            place = owner.node
            return Handler(scope, function, table.framework, table.kind, scope.path, place)
    return None


def _answers(name: str, methods: frozenset[str]) -> bool:
    return name in methods or (EVERY_METHOD in methods and not name.startswith("_"))


def _registered(
    project: Project, module: Scope, functions_of_module: tuple[Scope, ...], known: Frameworks
) -> dict[int, Handler]:
    """The functions of `module` that a call registers, by the identity of their scopes."""
    own = {scope.name.rpartition(".")[2] for scope in functions_of_module}
    found: dict[int, Handler] = {}
    for registrar in _registrars(project, module, known) if own else ():
        for call, scope in _registering_calls(registrar):
            for table in _tables(project, call, scope, known):
                handler = _named(project, call, scope, table, own)
                if handler is not None:
                    found.setdefault(id(handler.scope), handler)
    return found


def _registrars(project: Project, module: Scope, known: Frameworks) -> Iterator[Scope]:
    """The module itself and the files around it that may register what it defines."""
    yield module
    folders = list(PurePosixPath(module.path).parents)[:2]
    for folder in folders:
        for stem in known.registrars:
            path = str(folder / f"{stem}.py")
            registrar = project.modules.at(path) if path != module.path else None
            if registrar is not None:
                yield registrar


@cache
def _functions(module: Scope) -> tuple[Scope, ...]:
    return tuple(functions(module))


@cache
def _registering_calls(module: Scope) -> list[tuple[facts.Call, Scope]]:
    """The calls in a module that by their names may register a handler; a pure look at facts."""
    names = frameworks.load().registering_names
    aliases = {
        alias
        for alias, bindings in module.bindings.items()
        for binding in bindings
        if isinstance(binding.origin, Imported) and binding.origin.name in names
    }
    return [
        (node, scope)
        for scope in (module, *_functions(module))
        if isinstance(scope.node, facts.Module | facts.Function)
        for node in walking.own(scope.node.body, facts.Call)
        if last_name(node.function) in names | aliases
    ]


def _tables(
    project: Project, call: facts.Call, scope: Scope, known: Frameworks
) -> Iterator[Registration]:
    last = last_name(call.function)
    called = project.value(call.function, scope)
    for table in known.registrations:
        if isinstance(called, External) and is_of(called.name, table.package, table.functions):
            yield table
        if last in table.methods and isinstance(call.function, facts.Attribute):
            receiver = project.value(call.function.value, scope)
            names = class_names(project, receiver)
            is_known = any(is_of(name, table.package, table.classes) for name in names)
            if is_known or _may_register(receiver, call, known):
                yield table


def _may_register(receiver: Value | None, call: facts.Call, known: Frameworks) -> bool:
    """`app.router.add_get("/path", handler)` and the like, where the receiver is not resolved."""
    if not isinstance(receiver, Member | None) or not isinstance(call.function, facts.Attribute):
        return False
    return _is_router_name(last_name(call.function.value), known) and any(
        isinstance(item.value, facts.Literal) and item.value.kind == "str"
        for item in call.arguments
    )


def _named(
    project: Project, call: facts.Call, scope: Scope, table: Registration, own: Iterable[str]
) -> Handler | None:
    argument = _handler_argument(call, table)
    while isinstance(argument, facts.Call) and argument.arguments:  # csrf_exempt(view) and the like
        argument = argument.arguments[0].value
    if argument is None or last_name(argument) not in own:
        return None
    value = project.value(argument, scope)
    if isinstance(value, FirstPartyFunction) and isinstance(value.node, facts.Function):
        function = value.node
        return Handler(value.scope, function, table.framework, table.kind, scope.path, call)
    return None


def _handler_argument(call: facts.Call, table: Registration) -> facts.Expression | None:
    for argument in call.arguments:
        if argument.keyword == table.keyword:
            return argument.value
    positional = [argument.value for argument in call.arguments if not argument.keyword]
    return positional[table.position] if table.position < len(positional) else None
