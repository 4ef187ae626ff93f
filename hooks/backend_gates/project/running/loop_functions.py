"""Which functions of a module the event loop itself runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import execution
from backend_gates.project.resolution.bindings import Imported
from backend_gates.project.resolution.scopes import functions
from backend_gates.project.resolution.standing import standing
from backend_gates.project.resolution.values import FirstPartyClass, FirstPartyFunction
from backend_gates.project.routes.handlers import class_names
from backend_gates.project.running import handing
from backend_gates.project.running.once import past_the_first_time
from backend_gates.syntax import facts
from backend_gates.syntax.naming import decorator_target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from backend_gates.catalogue.execution import Decorator, Execution, Signs, SyncHandler
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.standing import Standing
    from backend_gates.project.routes.handlers import Handler
    from backend_gates.project.running.execution import Executed


def loop_functions(project: Project, module: Scope) -> Iterator[Scope]:
    """The scopes of the coroutine functions and of each `def` that a library calls on the loop.

    Those are handlers of frameworks without a thread pool, protocols and the like. Who only
    inherits from such a library, through another file, and doesn't import it, is not seen.
    """
    known = execution.load()
    imported = _imported(module)
    packages = known.packages & {name.partition(".")[0] for name in imported}
    handlers = _sync_handlers(project, module, known, imported)
    for scope in functions(module):
        if isinstance(scope.node, facts.Function) and (
            scope.node.is_async
            or standing(scope) in handlers
            or (packages and _is_called_back(project, scope, scope.node, known))
        ):
            yield scope


def on_the_loop(project: Project, module: Scope) -> Iterator[tuple[Scope, Iterable[Executed]]]:
    """What of a module the loop runs: all of its functions', and what other code hands to it.

    What a function runs the first time only is left out.
    """
    whole = frozenset(loop_functions(project, module))
    schedules = project.modules.mentions(module.path, execution.load().scheduling_names)
    for scope in module.blocks:
        if scope in whole:
            yield scope, past_the_first_time(scope, project.executed(scope, and_later=True))
        elif schedules:
            yield scope, project.scheduled(scope)


def _imported(module: Scope) -> frozenset[str]:
    """The dotted names of what the module imports at its top level."""
    origins = (binding.origin for found in module.bindings.values() for binding in found)
    imported = [*module.stars, *(each for each in origins if isinstance(each, Imported))]
    return frozenset(f"{each.module}.{each.name}" for each in imported if not each.level)


def _sync_handlers(
    project: Project, module: Scope, known: Execution, imported: frozenset[str]
) -> frozenset[Standing | None]:
    """The handlers that run on the loop, by where they stand."""
    tables = [
        table
        for table in known.sync_handlers
        if any(name.startswith(f"{each}.") for name in imported for each in _origins(table))
    ]
    found = project.handlers(module) if tables else ()
    return frozenset(
        standing(handler.scope)
        for handler in found
        if any(_is_on_loop(project, handler, table) for table in tables)
        and not handing.runs_elsewhere(project, FirstPartyFunction(handler.scope, handler.function))
    )


def _origins(table: SyncHandler) -> tuple[str, ...]:
    """The modules that an object with such handlers comes from."""
    return table.only or (table.framework,)


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
    target = decorator_target(decorator)
    name = handing.qualified_name(project, target, scope)
    method = target.name if isinstance(target, facts.Attribute) else ""
    for table in known.decorators:
        is_meant = name in table.functions
        if not is_meant and isinstance(target, facts.Attribute) and table.methods.names(method):
            owner = project.value(target.value, scope)
            is_meant = table.methods.has(class_names(project, owner), method)
        if is_meant:
            return _is_served(project, table)
    return False


def _is_served(project: Project, table: Decorator) -> bool:
    """Whether the project has the loop call what is decorated so, and not threads."""

    def is_borne(signs: Signs) -> bool:
        return bool(project.modules.bearing(signs, is_lasting=True))

    is_elsewhere = table.not_by is not None and is_borne(table.not_by)
    return not is_elsewhere and (table.served_by is None or is_borne(table.served_by))
