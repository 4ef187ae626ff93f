"""Which functions a call makes route handlers: `add_url_rule`, `path("…", view)` and the like."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.catalogue import frameworks
from backend_gates.catalogue.frameworks import is_of
from backend_gates.project.requests.placed import calls, running
from backend_gates.project.resolution.bindings import Assigned, Imported
from backend_gates.project.resolution.scopes import functions
from backend_gates.project.resolution.values import External, FirstPartyFunction, Member
from backend_gates.project.routes.routers import by_decorator, class_names, is_router_name
from backend_gates.screening import imported
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from backend_gates.catalogue.frameworks import Frameworks, Registration
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.values import Value


_CALLED_AGAIN = re.compile(rb"\)\s*\(")  # router.get("/path")(handler)


class Registered(NamedTuple):
    """A function that `place`, a call in the file at `path`, registers; `scope` is its body's."""

    scope: Scope
    framework: str
    kind: str
    path: str
    place: facts.Call


class _Named(NamedTuple):
    """What a call hands over as handler, and as what."""

    argument: facts.Expression
    framework: str
    kind: str


def registered(project: Project, module: Scope, names: Collection[str]) -> Iterator[Registered]:
    """The functions of a module that a call in it, or in a file that routes, registers.

    `names` are those of all its functions.
    """
    known = frameworks.load()
    for registrar in _registrars(project, module, known) if names else ():
        for call, scope, mentioned in _registering_calls(project, registrar):
            if mentioned.isdisjoint(names):
                continue
            for named in _handed_over(project, call, scope, known):
                function = _function(project, named.argument, scope, names)
                if function is not None:
                    yield Registered(function, named.framework, named.kind, scope.path, call)


def _registrars(project: Project, module: Scope, known: Frameworks) -> Iterator[Scope]:
    """The module itself and the files that may register what it defines."""
    folder, slash, _ = module.path.rpartition("/")
    outer, deep, _ = folder.rpartition("/")
    folders = [folder + slash, *([outer + deep] if folder else [])]
    near = [f"{each}{stem}.py" for each in folders for stem in known.registrars]
    far = project.modules.named(known.far_registrars)
    for path in dict.fromkeys([module.path, *near, *far]):
        registrar = module if path == module.path else project.modules.at(path)
        if registrar is not None:
            yield registrar


@cache
def _registering_calls(
    project: Project, module: Scope
) -> list[tuple[facts.Call, Scope, frozenset[str]]]:
    """The calls in a module that by their names may register a handler, and all names in them.

    First come those of the module itself, then those of each function in it.
    """
    if not _tells_of_registering(project, module):
        return []
    orders = {scope: order for order, scope in enumerate((module, *functions(module)))}
    names = frameworks.load().registering.names
    names |= _imported_as(module, names) | _assigned_to(_assignments(orders))
    found = [
        (node, running(scope), _names_in(node))
        for node, scope in calls(module)
        if _may_be_registering(node, names) and running(scope) in orders
    ]
    return sorted(found, key=lambda each: orders[each[1]])


def _tells_of_registering(project: Project, module: Scope) -> bool:
    """Whether the bytes of a file tell that calls in it may register something, as few do."""
    known = frameworks.load().registering
    with suppress(OSError):
        data = project.modules.content(module.path)
        words = imported(data)
        return (
            not known.functions.isdisjoint(words)
            or any(known.packages[each].search(data) for each in known.packages.keys() & words)
            or _CALLED_AGAIN.search(data) is not None
            or known.methods.search(data) is not None
        )
    return True


def _assignments(scopes: Iterable[Scope]) -> Iterator[facts.Assign]:
    for scope in scopes:
        if isinstance(scope.node, facts.Module | facts.Function):
            for node in walking.walk_statements(scope.node.body):
                if isinstance(node, facts.Assign):
                    yield node


def _may_be_registering(call: facts.Call, names: Collection[str]) -> bool:
    if isinstance(call.function, facts.Call):
        return bool(call.arguments)
    return last_name(call.function) in names


def _imported_as(module: Scope, names: Collection[str]) -> set[str]:
    return {
        alias
        for alias, bindings in module.bindings.items()
        for binding in bindings
        if isinstance(binding.origin, Imported) and binding.origin.name in names
    }


def _assigned_to(nodes: Iterable[facts.Assign]) -> set[str]:
    """The names for methods that register: `add = app.router.add_route`."""
    names = frameworks.load().registering.names
    return {
        last_name(target)
        for node in nodes
        if isinstance(node.value, facts.Attribute) and node.value.name in names
        for target in node.targets
    }


def _names_in(call: facts.Call) -> frozenset[str]:
    return frozenset(
        last_name(node)
        for node in walking.walk(call)
        if isinstance(node, facts.Name | facts.Attribute)
    )


def _handed_over(
    project: Project, call: facts.Call, scope: Scope, known: Frameworks
) -> Iterator[_Named]:
    if isinstance(call.function, facts.Call):  # router.get("/path")(handler)
        found = by_decorator(project, call.function, scope, known)
        if found is not None:
            yield _Named(call.arguments[0].value, *found)
        return
    for table in _tables(project, call, scope, known):
        argument = _handler_argument(call, table)
        if argument is not None:
            yield _Named(argument, table.framework, table.kind)


def _tables(
    project: Project, call: facts.Call, scope: Scope, known: Frameworks
) -> Iterator[Registration]:
    target = _method(call, scope)
    called = project.value(call.function, scope)
    receiver = project.value(target.value, scope) if target is not None else None
    for table in known.registrations:
        if isinstance(called, External) and is_of(called.name, table.package, table.functions):
            yield table
        if target is not None and target.name in table.methods:
            names = class_names(project, receiver)
            is_known = any(is_of(name, table.package, table.classes) for name in names)
            if is_known or _may_register(receiver, target, call, table):
                yield table


def _method(call: facts.Call, scope: Scope) -> facts.Attribute | None:
    """What is called, also by a name for it: `add = app.router.add_route` and `add(…)`."""
    if isinstance(call.function, facts.Attribute):
        return call.function
    if isinstance(call.function, facts.Name):
        for binding in scope.bindings.get(call.function.id, ()):
            if isinstance(binding.origin, Assigned):
                value = binding.origin.value
                return value if isinstance(value, facts.Attribute) else None
    return None


_HTTP_METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "*"}


def _may_register(
    receiver: Value | None, target: facts.Attribute, call: facts.Call, table: Registration
) -> bool:
    """`app.router.add_get("/path", handler)` and the like, where the receiver is not resolved."""
    if not isinstance(receiver, Member | None):
        return False
    texts = [
        item.value.text
        for item in call.arguments
        if isinstance(item.value, facts.Literal) and item.value.kind == "str"
    ]
    if texts and texts[0] in _HTTP_METHODS:
        return table.verb_first
    is_explicit = any(item.keyword == table.keyword for item in call.arguments)
    return is_router_name(last_name(target.value)) and (bool(texts) or is_explicit)


def _handler_argument(call: facts.Call, table: Registration) -> facts.Expression | None:
    for argument in call.arguments:
        if argument.keyword == table.keyword:
            return argument.value
    positional = [argument.value for argument in call.arguments if not argument.keyword]
    return positional[table.position] if table.position < len(positional) else None


def _function(
    project: Project, argument: facts.Expression, scope: Scope, names: Collection[str]
) -> Scope | None:
    """The body's scope of the function that is handed over, or that a call makes."""
    while isinstance(argument, facts.Call) and argument.arguments:
        made = _made(project, argument, scope, names)
        if made is not None:
            return made
        argument = argument.arguments[0].value  # csrf_exempt(view) and the like
    if last_name(argument) not in names:
        return None
    value = project.value(argument, scope)
    if isinstance(value, FirstPartyFunction) and isinstance(value.node, facts.Function):
        return value.scope
    return None


def _made(project: Project, call: facts.Call, scope: Scope, names: Collection[str]) -> Scope | None:
    """The function inside of another that this one returns: `make_handler(service)`."""
    if last_name(call.function) not in names:
        return None
    maker = project.value(call.function, scope)
    if not isinstance(maker, FirstPartyFunction) or not isinstance(maker.node, facts.Function):
        return None
    inner = {node.name: node for node in maker.node.body if isinstance(node, facts.Function)}
    for node in maker.node.body:
        if isinstance(node, facts.Return) and isinstance(node.value, facts.Name):
            found = inner.get(node.value.id)
            return None if found is None else maker.scope.child(found)
    return None
