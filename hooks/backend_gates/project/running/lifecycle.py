"""Which functions only run while the application starts or stops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import execution
from backend_gates.project.resolution.members import decorator_names
from backend_gates.project.resolution.values import External, FirstPartyClass
from backend_gates.project.routes.handlers import class_names
from backend_gates.project.running.registrations import names_event
from backend_gates.syntax import facts
from backend_gates.syntax.naming import decorator_target

if TYPE_CHECKING:
    from backend_gates.catalogue.execution import StartUp
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

_LIFESPAN = "contextlib.asynccontextmanager"


def runs_at_startup(project: Project, scope: Scope) -> bool:
    """Whether only the start or the end of the application runs a function."""
    return is_registered(project, scope) or project.registrations.helpers.has(scope)


def is_registered(project: Project, scope: Scope) -> bool:
    """Whether a function is a lifespan or an event handler of the application.

    It is one by its decorator, by taking the application as a context manager does, by the class
    whose method it is, or because some file of the project registers it.
    """
    node, known = scope.node, execution.load().start_up
    if not isinstance(node, facts.Function) or scope.parent is None:
        return False
    if not known.repeated.isdisjoint(decorator_names(node)):
        return False
    return (
        any(_registers(decorator, known) for decorator in node.decorators)
        or _is_lifespan(project, node, scope.parent, known)
        or _is_hook(project, node, scope.parent, known)
        or project.registrations.has(scope)
    )


def _registers(decorator: facts.Expression, known: StartUp) -> bool:
    """`@app.on_startup`, `@app.on_event("startup")` and the like."""
    target = decorator_target(decorator)
    if not isinstance(target, facts.Attribute):
        return False
    return target.name in known.decorators or (
        target.name in known.events
        and isinstance(decorator, facts.Call)
        and any(names_event(argument.value, known) for argument in decorator.arguments)
    )


def _is_lifespan(project: Project, node: facts.Function, outer: Scope, known: StartUp) -> bool:
    """A context manager made of a function that takes an application."""
    annotations = [each.annotation for each in node.parameters if each.annotation is not None]
    if not annotations or not _makes_lifespan(project, node, outer):
        return False
    taken = project.annotated(annotations[0], outer)
    return not known.applications.isdisjoint(class_names(project, taken))


def _makes_lifespan(project: Project, node: facts.Function, outer: Scope) -> bool:
    return any(
        project.value(decorator, outer) == External(_LIFESPAN) for decorator in node.decorators
    )


def _is_hook(project: Project, node: facts.Function, owner: Scope, known: StartUp) -> bool:
    if not isinstance(owner.node, facts.Class):
        return False
    named = [table for table in known.hooks if node.name in table.methods]
    bases = project.bases(FirstPartyClass(owner, owner.node))[1] if named else []
    return any(table.has(bases, node.name) for table in named)
