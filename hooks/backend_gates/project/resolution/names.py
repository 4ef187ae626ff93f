"""From a name to what it is bound to: scopes, imports, re-exports."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from backend_gates.project.resolution import fetched
from backend_gates.project.resolution.bindings import (
    END,
    Assigned,
    Binding,
    Defined,
    Entered,
    Imported,
    Iterated,
    Passed,
)
from backend_gates.project.resolution.values import (
    Awaitable,
    Elements,
    External,
    FirstPartyClass,
    FirstPartyFunction,
    FirstPartyModule,
    Instance,
)
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.bindings import Origin, Place
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.values import Value

_BUILTINS = frozenset(dir(builtins))


def lookup(project: Project, name: str, scope: Scope, at: Place | None) -> Value | None:
    """Python's own rule: inside out, class bodies only seen from themselves, then builtins."""
    current: Scope | None = scope
    while current is not None:
        is_visible = current is scope or not isinstance(current.node, facts.Class)
        if is_visible and name in current.bindings:
            return _bound(project, name, current, at)
        if not isinstance(current.node, facts.Comprehension):
            at = None
        if current.parent is None:
            return _starred(project, name, current) or _builtin(name)
        current = current.parent
    return None


def means_one_thing(name: str, scope: Scope) -> bool:
    """Whether a name stands for the same wherever it stands in the scope."""
    if isinstance(scope.node, facts.Comprehension):
        return False
    return len(scope.bindings.get(name, ())) < 2  # noqa: PLR2004  bound here again


def member(project: Project, module: Scope, name: str) -> Value | None:
    """What a module has by that name: bound in it, imported by a star, or a submodule."""
    if name in module.bindings:
        return _bound(project, name, module, None)
    found = _starred(project, name, module)
    if found is None and module.path.endswith("__init__.py"):
        submodule = project.modules.relative(1, name, module.path)
        return None if submodule is None else FirstPartyModule(submodule)
    return found


def _builtin(name: str) -> Value | None:
    return External(f"builtins.{name}") if name in _BUILTINS else None


def _starred(project: Project, name: str, module: Scope) -> Value | None:
    _ = module.bindings
    for star in module.stars:
        source = _module(project, star, module.path)
        exported = f"{star.module}.{name}"
        if source is None and project.catalogue.knows(exported):
            return External(exported)
        if source is not None and source is not module:
            found = project.member(source, name)
            if found is not None:
                return found
    return None


def _bound(project: Project, name: str, scope: Scope, at: Place | None) -> Value | None:
    bindings = scope.bindings[name]
    if len(bindings) > 1:
        origins = [binding.origin for binding in _reaching(bindings, at)]
        return agreed(project.bound(each, scope) for each in origins if not is_none(each))
    origin = bindings[0].origin
    return None if is_none(origin) else project.bound(origin, scope)


def agreed(values: Iterable[Value | None]) -> Value | None:
    """The one thing that all values are; None when they differ or one is unknown.

    The first that is unknown ends it: what leads back to itself would be followed over and over.
    """
    found: Value | None = None
    for value in values:
        if value is None or (found is not None and value != found):
            return None
        found = value
    return found


def is_none(origin: Origin) -> bool:
    """Whether a bare `None` is bound, to be filled later."""
    return (
        isinstance(origin, Assigned)
        and origin.annotation is None
        and isinstance(origin.value, facts.Literal)
        and origin.value.kind == "NoneType"
    )


def _reaching(bindings: list[Binding], at: Place | None) -> Iterable[Binding]:
    if all(isinstance(binding.origin, Defined) for binding in bindings):
        return _alternatives(bindings)
    if at is None:
        return bindings
    before = [binding for binding in bindings if binding.at <= at]
    for index in range(len(before) - 1, -1, -1):
        if at <= before[index].until:
            return before[index:]
    return before or bindings


def _alternatives(definitions: list[Binding]) -> Iterable[Binding]:
    """The last definition of each block, as `if` and `else` have one, after the last for all."""
    found: dict[Place, Binding] = {}
    for binding in definitions:
        if binding.until == END:
            found.clear()
        found[binding.until] = binding
    return found.values()


def bound(project: Project, origin: Origin, scope: Scope) -> Value | None:
    """What a name is bound to."""
    match origin:
        case Imported():
            return _imported(project, origin, scope.path)
        case Defined(facts.Function() as node):
            return FirstPartyFunction(scope.child(node), node)
        case Defined(facts.Class() as node):
            return FirstPartyClass(scope.child(node), node)
        case Assigned():
            return assigned(project, origin, scope)
        case Passed():
            return _passed(project, origin, scope)
        case Entered():
            return entered(project, project.value(origin.context, scope), is_async=origin.is_async)
        case Iterated():
            iterated = project.value(origin.iterable, scope)
            found = element(project, iterated)
            return found or fetched.element(project, iterated, origin.iterable, scope)
        case _:
            return None


def assigned(project: Project, origin: Assigned, scope: Scope) -> Value | None:
    """What an assignment binds its name to: as annotated, else what the expression is."""
    if origin.annotation is not None:
        declared = project.annotated(origin.annotation, scope)
        if declared is not None:
            return declared
    return None if origin.value is None else project.value(origin.value, scope)


def _imported(project: Project, origin: Imported, importer: str) -> Value | None:
    module = _module(project, origin, importer)
    if not origin.name:
        return External(origin.module) if module is None else FirstPartyModule(module)
    if module is not None:
        return project.member(module, origin.name)
    inner = f"{origin.module}.{origin.name}" if origin.module else origin.name
    submodule = _module(project, Imported(inner, origin.level), importer)
    if submodule is not None:
        return FirstPartyModule(submodule)
    return None if origin.level else External(inner)


def _module(project: Project, origin: Imported, importer: str) -> Scope | None:
    if origin.level:
        return project.modules.relative(origin.level, origin.module, importer)
    return project.modules.find(origin.module, importer)


def _passed(project: Project, origin: Passed, scope: Scope) -> Value | None:
    parameter = origin.parameter
    if parameter.kind in {"*args", "**kwargs"}:
        return None
    outer = scope.parent or scope
    if parameter.annotation is not None:
        declared = project.annotated(parameter.annotation, outer)
        if declared is not None:
            return declared
    if origin.is_first and isinstance(outer.node, facts.Class):
        return _receiver(scope, outer)
    if parameter.default is not None:
        return dependency(project, parameter.default, outer)
    return None


def _receiver(scope: Scope, outer: Scope) -> Value | None:
    """What `self` or `cls` is, when the scope is a method's."""
    if not isinstance(outer.node, facts.Class) or not isinstance(scope.node, facts.Function):
        return None
    own = scope.receiver or FirstPartyClass(outer, outer.node)
    names = {d.id for d in scope.node.decorators if isinstance(d, facts.Name)}
    if "staticmethod" in names:
        return None
    return own if "classmethod" in names or scope.node.name == "__new__" else Instance(own)


DEPENDENCY_MARKERS = frozenset(
    f"fastapi.{module}{marker}"
    for module in ("", "params.", "param_functions.")
    for marker in ("Depends", "Security")
)


def dependency(project: Project, marker: facts.Expression, scope: Scope) -> Value | None:
    """What `Depends(provider)` provides, the yielded value where the provider yields."""
    if not isinstance(marker, facts.Call) or not marker.arguments:
        return None
    known = project.value(marker.function, scope)
    if not isinstance(known, External) or known.name not in DEPENDENCY_MARKERS:
        return None
    provider = project.value(marker.arguments[0].value, scope)
    match provider:
        case FirstPartyFunction():
            provided = project.returned(provider)
        case FirstPartyClass() | External():
            provided = Instance(provider)
        case _:
            return None
    return provided_by(provided)


def provided_by(result: Value | None) -> Value | None:
    """Look through what a dependency's framework awaits and iterates by itself."""
    if isinstance(result, Awaitable):
        result = result.result
    return result.element if isinstance(result, Elements) else result


def element(project: Project, iterated: Value | None) -> Value | None:
    """What a loop over it gives one by one."""
    if isinstance(iterated, Elements):
        return iterated.element
    if not isinstance(iterated, Instance) or not isinstance(iterated.of, External):
        return None
    found = project.catalogue.returned_by(iterated.of.name, "__next__")
    return None if found is None else Instance(External(found))


def entered(project: Project, context: Value | None, *, is_async: bool) -> Value | None:
    """What `with context as name` binds."""
    if isinstance(context, Elements):
        return context.element
    if not isinstance(context, Instance):
        return None
    if isinstance(context.of, External):
        found = project.catalogue.returned_by(context.of.name, "__enter__")
        return context if found is None else Instance(External(found))
    method = project.attribute(context, "__aenter__" if is_async else "__enter__", "")
    if isinstance(method, FirstPartyFunction):
        return provided_by(project.returned(method))
    return context
