"""Which functions of a module the event loop itself runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import execution
from backend_gates.project import handing
from backend_gates.project.handlers import class_names
from backend_gates.project.scopes import Imported, functions
from backend_gates.project.values import FirstPartyClass, FirstPartyFunction
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.catalogue.execution import Execution, SyncHandler
    from backend_gates.project.handlers import Handler
    from backend_gates.project.project import Project
    from backend_gates.project.scopes import Scope


def loop_functions(project: Project, module: Scope) -> Iterator[Scope]:
    """The scopes of the coroutine functions and of each `def` that a library calls on the loop.

    Those are handlers of frameworks without a thread pool, protocols and the like. Who only
    inherits from such a library, through another file, and doesn't import it, is not seen.
    """
    known = execution.load()
    packages = known.packages & _imported(module)
    handlers = _sync_handlers(project, module, known, packages)
    for scope in functions(module):
        if isinstance(scope.node, facts.Function) and (
            scope.node.is_async
            or id(scope) in handlers
            or (packages and _is_called_back(project, scope, scope.node, known))
        ):
            yield scope


def _imported(module: Scope) -> frozenset[str]:
    """The packages that names of the module come from."""
    origins = (binding.origin for found in module.bindings.values() for binding in found)
    imported = [*module.stars, *(each for each in origins if isinstance(each, Imported))]
    return frozenset(each.module.partition(".")[0] for each in imported if not each.level)


def _sync_handlers(
    project: Project, module: Scope, known: Execution, packages: frozenset[str]
) -> frozenset[int]:
    """The handlers that run on the loop, by the identity of their scopes."""
    tables = [table for table in known.sync_handlers if table.framework in packages]
    found = project.handlers(module) if tables else ()
    return frozenset(
        id(handler.scope)
        for handler in found
        if any(_is_on_loop(project, handler, table) for table in tables)
        and not handing.runs_elsewhere(project, FirstPartyFunction(handler.scope, handler.function))
    )


def _is_on_loop(project: Project, handler: Handler, table: SyncHandler) -> bool:
    if (handler.framework, handler.kind) != (table.framework, table.kind):
        return False
    place = handler.place
    if isinstance(place, facts.Call) and handing.says(place, table.unless):
        return False
    return not table.only or _is_from(project, handler, table.only)


def _is_from(project: Project, handler: Handler, modules: tuple[str, ...]) -> bool:
    """Whether the object that decorates the handler is of a class from one of the modules."""
    place, outer = handler.place, handler.scope.parent
    target = place.function if isinstance(place, facts.Call) else place
    if not isinstance(target, facts.Attribute) or outer is None:
        return False
    names = class_names(project, project.value(target.value, outer))
    return any(name.startswith(f"{module}.") for name in names for module in modules)


def _is_called_back(project: Project, scope: Scope, node: facts.Function, known: Execution) -> bool:
    """Whether a decorator registers it with the loop, or it is a method that a library calls."""
    outer = scope.parent
    if outer is None:
        return False
    tables = [table for table in known.protocols if table.names(node.name)]
    if tables and isinstance(outer.node, facts.Class):
        bases = project.bases(FirstPartyClass(outer, outer.node))[1]
        return any(table.has(bases, node.name) for table in tables)
    return any(_is_registering(project, each, outer, known) for each in node.decorators)


def _is_registering(
    project: Project, decorator: facts.Expression, scope: Scope, known: Execution
) -> bool:
    target = decorator.function if isinstance(decorator, facts.Call) else decorator
    if not isinstance(target, facts.Attribute):
        return False
    tables = [table for table in known.decorators if table.names(target.name)]
    names = class_names(project, project.value(target.value, scope)) if tables else []
    return any(table.has(names, target.name) for table in tables)
