"""Which calls write to a log, and whether anybody looks at what they write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from backend_gates.catalogue import conduct, failures
from backend_gates.project.resolution.definitions import definition
from backend_gates.project.resolution.values import External, FirstPartyClass, Instance
from backend_gates.project.routes.handlers import class_names
from backend_gates.syntax import facts
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

Loudness: TypeAlias = Literal["", "quiet", "loud"]
_FIRST_LOUD = 30


def loudness(project: Project, call: facts.Call, scope: Scope) -> Loudness:
    """Whether a call logs at warning or above, or prints; below that; or does neither."""
    known = failures.load()
    function = call.function
    value = project.value(function, scope)
    if isinstance(value, External) and value.name in known.prints:
        return "loud"
    if not isinstance(function, facts.Attribute):
        return ""
    quiet, loud = known.quiet_methods, known.loud_methods
    if function.name not in quiet | loud | known.levelled_methods:
        return ""
    if not _is_logger(project, function.value, scope):
        return ""
    if function.name in known.levelled_methods:
        return _of_level(project, call, scope)
    return "quiet" if function.name in quiet else "loud"


def _of_level(project: Project, call: facts.Call, scope: Scope) -> Loudness:
    if not call.arguments:
        return "loud"
    level, _ = definition(project, call.arguments[0].value, scope)
    if isinstance(level, facts.Literal) and level.kind == "int":
        return "quiet" if int(level.text) < _FIRST_LOUD else "loud"
    name = level.text if isinstance(level, facts.Literal) else last_name(level)
    return "quiet" if name.upper() in failures.load().quiet_levels else "loud"


def _is_logger(project: Project, node: facts.Expression, scope: Scope) -> bool:
    """Whether an object is known as a logger, or is called as one where nothing is known."""
    known = failures.load()
    node = _root(node)
    found, where = definition(project, node, scope)
    if isinstance(found, facts.Call):
        maker = project.value(found.function, where)
        if isinstance(maker, External) and maker.name in known.logger_makers:
            return True
    value = project.value(found, where)
    names = class_names(project, value)
    if isinstance(value, External):
        names = [value.name]
    if not known.loggers.isdisjoint(names) or not known.logger_makers.isdisjoint(names):
        return True
    if isinstance(value, Instance) and isinstance(value.of, FirstPartyClass):
        return _is_named_so(value.of.node.name)
    return _is_named_so(last_name(node))


def _root(node: facts.Expression) -> facts.Expression:
    """The logger behind `logger.bind(…)`, `logger.opt(…)` and `get_logger()`."""
    while isinstance(node, facts.Call):
        if not isinstance(node.function, facts.Attribute):
            return node.function
        if _is_named_so(node.function.name):
            return node.function
        node = node.function.value
    return node


def _is_named_so(name: str) -> bool:
    return conduct.words(name)[-1:] != [] and (
        conduct.words(name)[-1] in failures.load().logger_names
        or name.lower().strip("_") in failures.load().logger_names
    )
