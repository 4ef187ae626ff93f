"""Which functions only run while the application starts or stops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.project.members import decorator_names
from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from backend_gates.project.project import Project
    from backend_gates.project.scopes import Scope

_DECORATORS = {"on_event", "on_startup", "on_shutdown", "before_serving", "after_serving"} | {
    "before_server_start", "after_server_start", "before_server_stop", "after_server_stop"
}  # fmt: skip
_KEYWORDS = {"lifespan", "on_startup", "on_shutdown", "startup", "shutdown"}
_LISTS = {"on_startup", "on_shutdown", "on_cleanup", "cleanup_ctx"}


def runs_at_startup(project: Project, scope: Scope) -> bool:
    """Whether a function is a lifespan or an event handler of the application."""
    node = scope.node
    if not isinstance(node, facts.Function):
        return False
    decorators = set(decorator_names(node))
    is_lifespan = "asynccontextmanager" in decorators and "lifespan" in node.name
    is_marked = is_lifespan or not decorators.isdisjoint(_DECORATORS)
    return is_marked or node.name in project.started_names(scope.outermost)


def started_names(module: Scope) -> frozenset[str]:
    """The names that a module hands to an application to call at its start or end."""
    calls = (node for node in walking.walk(module.node) if isinstance(node, facts.Call))
    return frozenset(name for call in calls for name in _registered(call))


def _registered(call: facts.Call) -> set[str]:
    """The names that a call registers, as `lifespan=name`, `on_startup=[name]` or an append."""
    values = [item.value for item in call.arguments if item.keyword in _KEYWORDS]
    if isinstance(call.function, facts.Attribute) and _is_list(call.function):
        values += [item.value for item in call.arguments]
    names = set()
    for value in values:
        items = value.items if isinstance(value, facts.Collection) else (value,)
        names |= {item.id for item in items if isinstance(item, facts.Name)}
    return names


def _is_list(function: facts.Attribute) -> bool:
    """`app.on_startup.append` and the like, or `app.add_event_handler`."""
    if function.name in {"append", "add"}:
        return isinstance(function.value, facts.Attribute) and function.value.name in _LISTS
    return function.name == "add_event_handler"
