"""Where objects that hold connections are made."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.catalogue import clients
from backend_gates.catalogue.execution import Signs
from backend_gates.project.requests.kept import is_kept
from backend_gates.project.requests.placed import calls
from backend_gates.project.requests.variation import NOTHING, depends_on
from backend_gates.project.resolution.values import External, FirstPartyClass, Member
from backend_gates.project.running.blocking import written
from backend_gates.syntax import facts
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from backend_gates.catalogue.clients import Client
    from backend_gates.project.project import Project
    from backend_gates.project.requests.request_paths import RequestPath
    from backend_gates.project.resolution.scopes import Scope


class Making(NamedTuple):
    """A call that makes one; `name` is the qualified name of what is made."""

    call: facts.Call
    scope: Scope
    name: str
    client: Client

    @property
    def written(self) -> str:
        """How the source names what makes it."""
        return written(self.call).removesuffix("()")


def makings(project: Project, module: Scope) -> Iterator[Making]:
    """The calls in the functions of a module that make one that nothing is shared with."""
    for node, scope in calls(module):
        may_be = _may_make_one(last_name(node.function))
        if may_be and scope.enclosing(facts.Function) is not None:
            for name in _names(project, node, scope):
                client = clients.load().get(name)
                if client is not None:
                    if not any(_shares(project, each, scope, client) for each in node.arguments):
                        yield Making(node, scope, name, client)
                    break


def makers(project: Project) -> Mapping[str, bytes]:
    """The files of the project that may make one, with their bytes."""
    return project.modules.bearing(_signs())


@cache
def _signs() -> Signs:
    """A library's name, and what makes a client called, renamed by an import or inherited from."""
    known = [name.rpartition(".") for name in clients.load()]
    makers = "|".join(sorted({re.escape(last) for _, _, last in known}))
    packages = sorted({module.partition(".")[0].encode() for module, _, _ in known})
    return Signs(tuple(packages), (re.compile(rb"\b(?:%s)(?:\(|\)|,| as )" % makers.encode()),))


@cache
def _may_make_one(called: str) -> bool:
    """Whether it is named like a class, or like a function that makes a client, maybe renamed."""
    return called.lstrip("_")[:1].isupper() or any(map(called.__contains__, _functions()))


@cache
def _functions() -> tuple[str, ...]:
    names = {name.rpartition(".")[2] for name in clients.load()}
    return tuple(name for name in names if name.islower())


def _names(project: Project, call: facts.Call, scope: Scope) -> Iterator[str]:
    """What is called, by the names that it may have."""
    match project.value(call.function, scope):
        case External(name):
            yield name
            yield project.catalogue.canonical(name)
        case Member(owner, name):
            yield f"{project.catalogue.canonical(owner)}.{name}"
        case FirstPartyClass() as own if last_name(call.function) == own.node.name:
            yield from project.bases(own)[1]
        case _:
            pass


def _shares(project: Project, argument: facts.Argument, scope: Scope, client: Client) -> bool:
    """Whether it hands over what others use, too: not what is made on the spot."""
    return argument.keyword in client.shares and not _is_fresh(project, argument.value, scope)


def _is_fresh(project: Project, value: facts.Expression, scope: Scope) -> bool:
    match value:
        case facts.Literal():
            return value.kind in {"NoneType", "bool"}
        case facts.Conditional():
            return all(_is_fresh(project, each, scope) for each in (value.body, value.orelse))
        case facts.Call():
            return isinstance(project.value(value.function, scope), External | FirstPartyClass)
        case _:
            return False


class Clients:
    """Finds the ways to where clients are made, each once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._paths = project.request_paths
        self._known: dict[int, tuple[Making, RequestPath | None]] = {}

    def path_to(self, making: Making) -> RequestPath | None:
        """A way from a request to where one is made each time, the same for all; None without."""
        key = id(making.call)
        if key not in self._known:
            self._known[key] = (making, self._found(making))
        return self._known[key][1]

    def _found(self, making: Making) -> RequestPath | None:
        function = making.scope.enclosing(facts.Function)
        if function is None or is_kept(making.call, function):
            return None
        personal = (depends_on(self._project, each, making.scope) for each in _personal(making))
        return self._paths.to(making.call, function, NOTHING.union(*personal))


def _personal(making: Making) -> Iterator[facts.Expression]:
    """What may make it somebody's own: the session that gives a client, and arguments."""
    call, client = making.call, making.client
    if isinstance(call.function, facts.Attribute) and client.is_personal(""):
        yield call.function.value
    yield from (each.value for each in call.arguments if client.is_personal(each.keyword))
