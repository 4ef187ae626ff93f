"""Whether a session of requests, or the whole process, is given a time once for all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backend_gates.catalogue.execution import Signs
from backend_gates.project.requests.placed import placed
from backend_gates.project.resolution.values import External, FirstPartyClass, Instance
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from backend_gates.checkers._external_calls.waiting import Waiting
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.values import Value

_DEFAULT = Signs((b"setdefaulttimeout",), (re.compile(rb"\bsetdefaulttimeout\("),))
_ADAPTERS = Signs((b"HTTPAdapter",), (re.compile(rb"class \w+\([^)]*HTTPAdapter\)[^\0]*timeout"),))
_PATCHES = Signs((b"partial(",), (re.compile(rb"\.(?:request|send|get|post) = [\w.]*partial\("),))
_PLAIN = {"requests.adapters.HTTPAdapter", "requests.HTTPAdapter"}
_SESSION = "Session."


def has_default(project: Project) -> bool:
    """Whether the project sets a time for all sockets."""
    return bool(project.modules.bearing(_DEFAULT))


def is_prepared(project: Project, waiting: Waiting) -> bool:
    """Whether the session that a method is called on has a time: by its class, by an adapter."""
    if _SESSION not in waiting.name or not isinstance(waiting.function, facts.Attribute):
        return False
    session = waiting.function.value
    known = project.value(session, waiting.scope)
    if _has_own_time(project, known):
        return True
    mounted = _mounted(project, waiting.scope.outermost, last_name(session))
    if mounted or _is_made_there(session, waiting.scope):
        return any(mounted)
    return any(project.modules.bearing(signs) for signs in (_ADAPTERS, _PATCHES))


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


def _mounted(project: Project, module: Scope, name: str) -> list[bool]:
    """Of what is mounted on a session of the name, whether it may set a time."""
    return [
        _may_time(project, node.arguments[-1].value, scope)
        for node, scope in placed(module)
        if isinstance(node, facts.Call)
        and isinstance(node.function, facts.Attribute)
        and node.function.name == "mount"
        and last_name(node.function.value) == name
        and node.arguments
    ]


def _may_time(project: Project, adapter: facts.Expression, scope: Scope) -> bool:
    """Whether it is anything but a plain adapter, which only retries and pools."""
    match project.value(adapter, scope):
        case Instance(External(name)):
            return name not in _PLAIN
        case _:
            return True


def _is_made_there(session: facts.Expression, scope: Scope) -> bool:
    """Whether the session is made where it is used, so that all is seen."""
    if isinstance(session, facts.Call):
        return True
    owner = scope.binding(session.id) if isinstance(session, facts.Name) else None
    return owner is not None and isinstance(owner.node, facts.Function)
