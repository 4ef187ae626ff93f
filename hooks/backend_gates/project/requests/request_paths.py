"""From a function back to the requests that run it, by way of any number of others."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.catalogue import requests
from backend_gates.model import Span
from backend_gates.project.requests.kept import is_kept
from backend_gates.project.requests.stand_ins import is_given, stands_in_for
from backend_gates.project.requests.variation import NOTHING, UNKNOWN, given
from backend_gates.project.resolution.members import decorator_names, is_property
from backend_gates.project.resolution.standing import standing
from backend_gates.project.resolution.values import External, FirstPartyClass
from backend_gates.project.running.blocking import written
from backend_gates.project.running.once import is_shared, remembers
from backend_gates.syntax import facts
from backend_gates.syntax.headings import heading
from backend_gates.syntax.naming import decorator_target

if TYPE_CHECKING:
    from backend_gates.project.project import Project
    from backend_gates.project.requests.uses import Use
    from backend_gates.project.requests.variation import Parameters
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.standing import Standing


class Passed(NamedTuple):
    """A place on the way: `written` is how the source names what runs next."""

    scope: Scope
    node: facts.Node
    written: str


class RequestPath(NamedTuple):
    """What a request runs first, as a `kind` of function, and the places passed from there down.

    The kind is a handler, a dependency or a middleware.
    """

    kind: str
    first: Scope
    passed: tuple[Passed, ...]

    @property
    def files(self) -> frozenset[str]:
        """The files that it leads through."""
        return frozenset({self.first.path, *(step.scope.path for step in self.passed)})

    @property
    def place(self) -> Span:
        """The `def` and the name after it."""
        node = self.first.node
        return heading(node) if isinstance(node, facts.Function) else Span(1, 1, 1, 1)


class _State(NamedTuple):
    """A function on the way up.

    Of its parameters `depends` must be the same for all requests, and `missing` not be given.
    """

    scope: Scope
    depends: Parameters
    missing: Parameters
    passed: tuple[Passed, ...]


class RequestPaths:
    """Answers for one project; who uses a function is looked up in the whole of it."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._uses = project.uses
        self._handlers: dict[str, frozenset[Standing | None]] = {}

    def to(self, node: facts.Node, function: Scope, depends: Parameters) -> RequestPath | None:
        """A shortest way from a request to a node in a function; None where none is known.

        On the way the parameters that the node depends on get values that are the same for every
        request, and those that it stands in for get none.
        """
        waiting = deque([_State(function, depends, stands_in_for(node, function), ())])
        seen = {(standing(function), depends)}
        while waiting:
            state = waiting.popleft()
            if "*" in state.depends or self._is_once(state.scope):
                continue
            kind = self.kind(state.scope)
            if kind and not state.depends:
                return RequestPath(kind, state.scope, state.passed)
            for use in self._uses.of(state.scope):
                if not state.depends and self.is_dependency(use):
                    return RequestPath("dependency", state.scope, state.passed)
                above = self._above(use, state)
                if above is not None and (standing(above.scope), above.depends) not in seen:
                    seen.add((standing(above.scope), above.depends))
                    waiting.append(above)
        return None

    def _is_once(self, scope: Scope) -> bool:
        """Whether a function runs once, or gives what it gave before."""
        node, owner = scope.node, scope.parent
        if not isinstance(node, facts.Function) or owner is None:
            return True
        if isinstance(owner.node, facts.Class) and (
            is_shared(owner.node) or _is_singleton(owner.node)
        ):
            return True
        return remembers(node) or self._project.runs_at_startup(scope)

    def _above(self, use: Use, state: _State) -> _State | None:
        """The function that a use stands in, as a step up from the one that it names."""
        outer, node = use.scope.enclosing(facts.Function), state.scope.node
        if outer is None or not isinstance(node, facts.Function) or is_kept(use.node, outer):
            return None
        if use.call is None and (use.given_to is None or use.is_of_class) and not is_property(node):
            return None
        place = use.node if use.call is None else use.call
        depends = UNKNOWN if state.depends else NOTHING
        if use.call is not None:
            if is_given(use.call, node, state.missing):
                return None
            depends = given(self._project, use.call, use.scope, node, state.depends)
        step = Passed(outer, place, written(place))
        missing = stands_in_for(place, outer)
        return _State(outer, depends, missing, (step, *state.passed))

    def kind(self, scope: Scope) -> str:
        """What a function is for a request that runs it first; empty for any other."""
        if standing(scope) in self._handlers_in(scope.outermost):
            return "handler"
        node, owner = scope.node, scope.parent
        if not isinstance(node, facts.Function) or owner is None:
            return ""
        return "middleware" if self._is_hook(node, owner) else ""

    def _is_hook(self, node: facts.Function, owner: Scope) -> bool:
        known = requests.load()
        if isinstance(owner.node, facts.Class):
            bases = self._project.bases(FirstPartyClass(owner, owner.node))[1]
            if known.is_hook(bases, node.name) or _is_asgi(node):
                return True
        return any(self._registers(each, owner) for each in node.decorators)

    def _registers(self, decorator: facts.Expression, scope: Scope) -> bool:
        known, target = requests.load(), decorator_target(decorator)
        if isinstance(target, facts.Attribute) and target.name in known.decorators:
            return True
        value = self._project.value(target, scope)
        return isinstance(value, External) and value.name in known.functions

    def is_dependency(self, use: Use) -> bool:
        """Whether a framework calls what is named for each request."""
        if use.given_to is None:
            return False
        value = self._project.value(use.given_to.function, use.scope)
        return isinstance(value, External) and value.name in requests.load().dependencies

    def _handlers_in(self, module: Scope) -> frozenset[Standing | None]:
        if module.path not in self._handlers:
            found = self._project.handlers(module)
            self._handlers[module.path] = frozenset(standing(each.scope) for each in found)
        return self._handlers[module.path]


def _is_asgi(function: facts.Function) -> bool:
    names = [parameter.name for parameter in function.parameters]
    return function.name == "__call__" and names[1:] == ["scope", "receive", "send"]


def _is_singleton(owner: facts.Class) -> bool:
    """`class Clients(metaclass=Singleton)`, or a decorator that keeps the one instance."""
    metaclasses = (base.value for base in owner.bases if base.keyword == "metaclass")
    names = [each.id for each in metaclasses if isinstance(each, facts.Name)]
    return any(
        "singleton" in name.lower() or name in {"cache", "lru_cache"}
        for name in (*names, *decorator_names(owner))
    )
