"""Which objects of a program take route handlers, and which decorators make a function one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import frameworks
from backend_gates.catalogue.frameworks import is_of
from backend_gates.project.resolution.bindings import Defined
from backend_gates.project.resolution.values import External, FirstPartyClass, Instance, Member
from backend_gates.syntax import facts
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.catalogue.frameworks import Frameworks
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.values import Value


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


def by_decorator(
    project: Project, decorator: facts.Expression, scope: Scope, known: Frameworks
) -> tuple[str, str] | None:
    """The framework whose handler a decorator makes, and the kind; None for other decorators."""
    for target in _targets(decorator):
        found = _by_method(project, target, scope, known)
        found = found or _by_function(project, target, scope, known)
        found = found or _by_handler(target, scope, known)
        if found is not None:
            return found
    return ("", "http") if _looks_like_route(project, decorator, scope, known) else None


def is_router_name(name: str) -> bool:
    """Whether an object of which nothing is known is called as routers are."""
    return name.lower().rpartition("_")[2] in frameworks.load().router_names


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


def _by_handler(
    target: facts.Expression, scope: Scope, known: Frameworks
) -> tuple[str, str] | None:
    """`@remove.mapping.patch`, which adds a method to the handler `remove` of the same class."""
    if not isinstance(target, facts.Attribute) or not isinstance(target.value, facts.Attribute):
        return None
    bindings = scope.bindings.get(last_name(target.value.value), ())
    if not any(isinstance(binding.origin, Defined) for binding in bindings):
        return None
    for table in known.extensions:
        if target.name in table.methods and target.value.name in table.classes:
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
            return is_router_name(last_name(target.value))
        case Instance(External(name)):
            words = ("router", "blueprint", "namespace", "api", "app")
            return name.rpartition(".")[2].lower().endswith(words)
        case _:
            return False


def _has_path(call: facts.Call) -> bool:
    """Whether the path is empty or starts with a slash, or is put together."""
    first = next((item for item in call.arguments if item.keyword in {"", "path"}), None)
    if first is None:
        return False
    if isinstance(first.value, facts.FormattedString):
        return True
    value = first.value
    return isinstance(value, facts.Literal) and value.kind == "str" and value.text[:1] in {"", "/"}
