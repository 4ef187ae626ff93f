"""From a value and an attribute's name to what the attribute is."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from backend_gates.project.resolution.bindings import Assigned, Defined
from backend_gates.project.resolution.names import agreed, assigned, is_none
from backend_gates.project.resolution.values import (
    External,
    FirstPartyClass,
    FirstPartyFunction,
    FirstPartyModule,
    Instance,
    Member,
)
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import decorator_target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.bindings import Binding, Origin
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.values import Value

_PROPERTIES = {"property", "cached_property", "hybrid_property"}


def attribute(project: Project, base: Value | None, name: str, importer: str) -> Value | None:
    """What `base.name` is."""
    match base:
        case External():
            return _of_external(project, base, name, importer)
        case FirstPartyModule():
            return project.member(base.scope, name)
        case Instance(External() as library_class):
            return _of_library_instance(project, library_class.name, name)
        case Instance(FirstPartyClass() as known):
            return _of_class(project, known, name, base)
        case FirstPartyClass():
            return _of_class(project, base, name, None)
        case FirstPartyFunction(scope, facts.Function() as node):
            return _of_decorated(project, node, scope.parent or scope, name)
        case _:
            return None


def _of_external(project: Project, base: External, name: str, importer: str) -> Value | None:
    dotted = f"{base.name}.{name}"
    held = project.catalogue.attribute(base.name, name)
    if held is not None:
        return Instance(External(held))
    if project.modules.has_package(base.name, importer):
        module = project.modules.find(dotted, importer)
        if module is not None:
            return FirstPartyModule(module)
    return External(dotted)


def _of_library_instance(project: Project, library_class: str, name: str) -> Value:
    held = project.catalogue.attribute(library_class, name)
    return Member(library_class, name) if held is None else Instance(External(held))


def _of_decorated(
    project: Project, function: facts.Function, scope: Scope, name: str
) -> Value | None:
    """What a function has because a library's decorator makes it that library's object."""
    for decorator in function.decorators:
        target = decorator_target(decorator)
        known = project.value(target, scope)
        made = None
        if isinstance(known, External):
            made = project.catalogue.instance_of(known.name)
        elif isinstance(known, Member):
            made = project.catalogue.returned_by(known.of, known.name)
        if made is not None:
            return _of_library_instance(project, made, name)
    return None


def bases(project: Project, known: FirstPartyClass) -> tuple[list[FirstPartyClass], list[str]]:
    """The class with its bases from the project, nearest first, and its bases from outside."""
    ours, outside = [known], []
    for current in ours:
        for base in current.node.bases:
            value = None if base.keyword else _base(project, base.value, current.scope)
            if isinstance(value, FirstPartyClass) and value not in ours:
                ours.append(value)
            elif isinstance(value, External):
                outside.append(value.name)
            elif isinstance(value, Member):  # db.Model of a library's object
                outside.append(f"{value.of}.{value.name}")
    return ours, outside


def _base(project: Project, base: facts.Expression, scope: Scope) -> Value | None:
    if isinstance(base, facts.Subscript):
        base = base.value
    return project.value(base, scope.parent or scope)


def _of_class(
    project: Project, known: FirstPartyClass, name: str, instance: Instance | None
) -> Value | None:
    ours, outside = project.bases(known)
    for current in ours:
        if name in current.scope.bindings:
            return _declared(project, current, name, instance or known)
        own = () if instance is None else project.self_assignments(current).get(name, ())
        if own:
            return agreed(assigned(project, origin, scope) for origin, scope in own)
    if not outside:
        return None
    base = _known_base(project, outside)
    if instance is None:
        return _of_external(project, External(base), name, known.scope.path)
    return _of_library_instance(project, base, name)


def _known_base(project: Project, outside: list[str]) -> str:
    known = [name for name in outside if project.catalogue.instance_of(name)]
    return (known or outside)[0]


def _declared(
    project: Project, owner: FirstPartyClass, name: str, receiver: Instance | FirstPartyClass
) -> Value | None:
    origin = _read_origin(owner.scope.bindings[name])
    if not isinstance(origin, Defined) or not isinstance(origin.node, facts.Function):
        return project.lookup(name, owner.scope)
    function = method(owner, origin.node, receiver)
    if isinstance(receiver, Instance) and is_property(origin.node):
        return project.returned(function)
    return function


def method(
    owner: FirstPartyClass, node: facts.Function, receiver: Instance | FirstPartyClass
) -> FirstPartyFunction:
    """A method that stands in the class `owner`, as what it is called on has it."""
    known = receiver.of if isinstance(receiver, Instance) else receiver
    if isinstance(known, FirstPartyClass) and known.scope is not owner.scope:
        return FirstPartyFunction(owner.scope.child(node, known), node, receiver)
    return FirstPartyFunction(owner.scope.child(node), node, receiver)


def _read_origin(bindings: list[Binding]) -> Origin:
    """The last binding of a name in a class, a property rather than its setter or deleter."""
    origins = [binding.origin for binding in bindings]
    getters = (each for each in reversed(origins) if not _is_accessory(each))
    return next(getters, origins[-1])


def _is_accessory(origin: Origin) -> bool:
    return (
        isinstance(origin, Defined)
        and isinstance(origin.node, facts.Function)
        and not {"setter", "deleter"}.isdisjoint(decorator_names(origin.node))
    )


def is_property(function: facts.Function) -> bool:
    """Whether reading the attribute calls the function."""
    return not _PROPERTIES.isdisjoint(decorator_names(function))


def is_setter(function: facts.Function) -> bool:
    """Whether giving the attribute a value calls the function."""
    return "setter" in decorator_names(function)


def decorator_names(function: facts.Function | facts.Class) -> Iterator[str]:
    """The last parts of the names of the decorators."""
    for decorator in function.decorators:
        target = decorator_target(decorator)
        if isinstance(target, facts.Name):
            yield target.id
        elif isinstance(target, facts.Attribute):
            yield target.name


SelfAssignments: TypeAlias = dict[str, list[tuple[Assigned, "Scope"]]]


def self_assignments(known: FirstPartyClass) -> SelfAssignments:
    """What the methods of a class assign to attributes of `self`, bare `None` aside."""
    found: SelfAssignments = {}
    for method in known.node.body:
        if not isinstance(method, facts.Function):
            continue
        scope = known.scope.child(method)
        for name, origin in assigned_attributes(method):
            if not is_none(origin):
                found.setdefault(name, []).append((origin, scope))
    return found


def assigned_attributes(method: facts.Function) -> Iterator[tuple[str, Assigned]]:
    """The attributes of its first parameter that a method assigns, with what it does."""
    first = method.parameters[0].name if method.parameters else ""
    for node in walking.walk_statements(method.body):
        if isinstance(node, facts.Assign):
            for target in node.targets:
                if (
                    isinstance(target, facts.Attribute)
                    and isinstance(target.value, facts.Name)
                    and target.value.id == first
                ):
                    yield target.name, Assigned(node.value, node.annotation)
