"""Whether a session of requests, or the whole process, is given a time once for all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backend_gates.catalogue.execution import Signs
from backend_gates.project.requests.placed import placed
from backend_gates.project.resolution.bindings import Assigned, Entered
from backend_gates.project.resolution.values import External, FirstPartyClass, Instance
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from backend_gates.checkers._external_calls.waiting import Waiting
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.bindings import Origin
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.values import Value

_DEFAULT = Signs((b"setdefaulttimeout",), (re.compile(rb"\bsetdefaulttimeout\("),))
_ADAPTERS = Signs((b"HTTPAdapter",), (re.compile(rb"class \w+\([^)]*HTTPAdapter\)[^\0]*timeout"),))
_PATCHES = Signs((b"partial(",), (re.compile(rb"\.(?:request|send|get|post) = [\w.]*partial\("),))
_PLAIN = {"requests.adapters.HTTPAdapter", "requests.HTTPAdapter"}
_SESSION = "Session."
_SENDING = {"delete", "get", "patch", "post", "put", "request", "send"}


def has_default(project: Project) -> bool:
    """Whether the project sets a time for all sockets."""
    return bool(project.modules.bearing(_DEFAULT))


def is_prepared(project: Project, waiting: Waiting) -> bool:
    """Whether the session that a method is called on has a time: by its class, by an adapter."""
    if _SESSION not in waiting.name or not isinstance(waiting.function, facts.Attribute):
        return False
    session, scope = waiting.function.value, waiting.scope
    if _has_own_time(project, project.value(session, scope)):
        return True
    changes = _changes(project, _region(session, scope), last_name(session))
    if changes or _is_made_there(project, session, scope):
        return any(changes)
    return any(project.modules.bearing(signs) for signs in (_ADAPTERS, _PATCHES))


def _region(session: facts.Expression, scope: Scope) -> Scope:
    """The function, class or file in which the session has its name."""
    match session:
        case facts.Name(id=name):
            return scope.binding(name) or scope.outermost
        case facts.Attribute(value=facts.Name(id="self" | "cls")):
            return scope.enclosing(facts.Class) or scope.outermost
        case _:
            return scope.outermost


def _has_own_time(project: Project, known: Value | None) -> bool:
    """Whether it is of a class of the project that speaks of a time."""
    if not isinstance(known, Instance) or not isinstance(known.of, FirstPartyClass):
        return False
    own = project.bases(known.of)[0]
    return any(_speaks(node) for each in own for node in walking.walk(each.node))


def _speaks(node: object) -> bool:
    match node:
        case facts.Argument(keyword=text) | facts.Name(id=text) | facts.Attribute(name=text):
            return "timeout" in text.lower()
        case facts.Literal(text=text) | facts.Parameter(name=text):
            return text == "timeout"
        case _:
            return False


def _changes(project: Project, region: Scope, name: str) -> list[bool]:
    """Of what is changed on a session of the name, whether it may set a time."""
    found = []
    for node, scope in placed(region, facts.Call, facts.Assign):
        match node:
            case facts.Call(
                function=facts.Attribute(name="mount", value=owner),
                arguments=(_, facts.Argument(value=adapter)),
            ) if last_name(owner) == name:
                found.append(_may_time(project, adapter, scope))
            case facts.Assign(targets=(facts.Attribute(name=method, value=owner),)):
                if method in _SENDING and last_name(owner) == name:
                    found.append(True)
            case _:
                pass
    return found


def _may_time(project: Project, adapter: facts.Expression, scope: Scope) -> bool:
    """Whether it is anything but a plain adapter, which only retries and pools."""
    match project.value(adapter, scope):
        case Instance(External(name)):
            return name not in _PLAIN
        case _:
            return True


def _is_made_there(project: Project, session: facts.Expression, scope: Scope) -> bool:
    """Whether the session is made where it is used, so that all is seen."""
    match session:
        case facts.Call():
            return _is_new(project, session, scope)
        case facts.Name(id=name):
            owner = scope.binding(name)
            origins = owner.bindings[name] if owner is not None else ()
            values = [(_value(each.origin), owner) for each in origins]
        case facts.Attribute(value=facts.Name() as base, name=name):
            values = _assigned(project, project.value(base, scope), name)
        case _:
            return False
    return bool(values) and all(
        value is not None and where is not None and _is_new(project, value, where)
        for value, where in values
    )


def _assigned(
    project: Project, known: Value | None, name: str
) -> list[tuple[facts.Expression | None, Scope | None]]:
    if not isinstance(known, Instance) or not isinstance(known.of, FirstPartyClass):
        return []
    origins = project.self_assignments(known.of).get(name, ())
    return [(_value(origin), where) for origin, where in origins]


def _value(origin: Origin) -> facts.Expression | None:
    match origin:
        case Assigned(value=value) | Entered(context=value):
            return value
        case _:
            return None


def _is_new(project: Project, value: facts.Expression, scope: Scope) -> bool:
    """Whether it is what a library makes, not what a function of the project prepares."""
    return isinstance(value, facts.Call) and isinstance(
        project.value(value.function, scope), External
    )
