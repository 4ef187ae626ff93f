"""Which objects two tasks may have at the same time."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from backend_gates.checkers._unlocked_state.events import is_one_of_each
from backend_gates.project.requests.kept import is_kept
from backend_gates.project.resolution.members import decorator_names
from backend_gates.project.resolution.values import External
from backend_gates.project.running.once import is_shared, remembers
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from backend_gates.project.project import Project
    from backend_gates.project.requests.uses import Use
    from backend_gates.project.resolution.scopes import Scope

_DEEPEST = 3
_SINGLETONS = ("dependency_injector.providers.Singleton", "dependency_injector.providers.Resource")
_STARTING = {"main", "create_app", "make_app", "build_app", "get_app", "create_application"}
_TRIED_OUT = re.compile(r"(^|/)(benchmarks?|cookbooks?|demos?|docs?|examples?|samples?|scripts?)/")
_MAKING = {"__init__", "__post_init__"}


@cache
def sharing(project: Project) -> Sharing:
    """What is known of the objects of a project."""
    return Sharing(project)


class Sharing:
    """Answers for one project, each class once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[int, bool] = {}

    def has(self, owner: Scope, depth: int = _DEEPEST) -> bool:
        """Whether there is an object of a class that outlives requests."""
        if id(owner) not in self._known:
            self._known[id(owner)] = False
            self._known[id(owner)] = depth > 0 and self._found(owner, depth)
        return self._known[id(owner)]

    def _found(self, owner: Scope, depth: int) -> bool:
        node = owner.node
        if not isinstance(node, facts.Class):
            return False
        if is_shared(node) or _is_singleton(node) or is_one_of_each(self._project, owner):
            return True
        uses = self._project.uses.of_class(owner)
        if not _TRIED_OUT.search(owner.path):
            uses = (use for use in uses if not _TRIED_OUT.search(use.scope.path))
        return any(self._outlives(use, depth) for use in uses)

    def _outlives(self, use: Use, depth: int) -> bool:
        """Whether what is made there stays: at module level, on the application, in another one."""
        if use.given_to is not None and self._is_singleton_of(use):
            return True
        if use.call is None or isinstance(use.scope.node, facts.Lambda | facts.Comprehension):
            return False
        function = use.scope.enclosing(facts.Function)
        if function is None or not isinstance(function.node, facts.Function):
            return use.given_to is None or last_name(use.given_to.function) != "Depends"
        return (
            remembers(function.node)
            or self._project.runs_at_startup(function)
            or function.node.name in _STARTING
            or self._is_stored(use.call, function, depth)
        )

    def _is_singleton_of(self, use: Use) -> bool:
        value = self._project.value(use.given_to.function, use.scope) if use.given_to else None
        return isinstance(value, External) and value.name in _SINGLETONS

    def _is_stored(self, call: facts.Call, function: Scope, depth: int) -> bool:
        """Whether it is kept by the module, the application, or an object that is shared."""
        owner = function.parent
        if owner is not None and isinstance(owner.node, facts.Class) and _in_self(call, function):
            return self.has(owner, depth - 1)
        is_nested = owner is not None and isinstance(owner.node, facts.Function)
        return not is_nested and is_kept(call, function)  # what a closure keeps is its call's own


def _in_self(call: facts.Call, function: Scope) -> bool:
    """Whether a method stores what it makes in its object, at once or by way of a name."""
    node = function.node
    body = node.body if isinstance(node, facts.Function) else ()
    assigned = walking.own(body, facts.Assign)
    holding = [each for each in assigned if each.line <= call.line <= each.end_line]
    names = {each.id for item in holding for each in item.targets if isinstance(each, facts.Name)}
    holding += [
        each for each in assigned if isinstance(each.value, facts.Name) and each.value.id in names
    ]
    return any(_is_in_self(target) for each in holding for target in each.targets)


def _is_in_self(target: facts.Expression) -> bool:
    while isinstance(target, facts.Attribute | facts.Subscript):
        target = target.value
    return last_name(target) == "self"


def _is_singleton(owner: facts.Class) -> bool:
    """`class Clients(metaclass=Singleton)`, or a decorator that keeps the one instance."""
    metaclasses = [last_name(base.value) for base in owner.bases if base.keyword == "metaclass"]
    return any("singleton" in name.lower() for name in (*metaclasses, *decorator_names(owner)))
