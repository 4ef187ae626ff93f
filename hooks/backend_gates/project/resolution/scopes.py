"""Modules, classes and functions as scopes, and the names that they bind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.project.resolution.bindings import Imported, bindings_of
from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.resolution.bindings import Binding, ScopeNode
    from backend_gates.project.resolution.values import FirstPartyClass


class Scope:
    """A module, class, function, lambda or comprehension, and the names that it binds.

    `module` and `path` tell the file, `name` is the qualified name within it, empty for the file.
    `receiver` is the class of what a method is called on, where it isn't the one it stands in.
    """

    __slots__ = (
        *("_bindings", "_blocks", "_children", "_inherited", "_is_generator"),
        *("module", "name", "node", "parent", "path", "receiver", "stars"),
    )

    def __init__(
        self, node: ScopeNode, parent: Scope | None, name: str, module: str, path: str
    ) -> None:
        self.node = node
        self.parent = parent
        self.name = name
        self.module = module
        self.path = path
        self.stars: list[Imported] = []
        self._bindings: dict[str, list[Binding]] | None = None
        self._children: dict[tuple[int, int], Scope] = {}
        self.receiver: FirstPartyClass | None = None
        self._is_generator: bool | None = None
        self._inherited: Scope | None = None
        self._blocks: tuple[Scope, ...] | None = None

    @property
    def bindings(self) -> dict[str, list[Binding]]:
        """The names bound here, each with its bindings in source order."""
        if self._bindings is not None:
            return self._bindings
        if self._inherited is not None:
            self._bindings = self._inherited.bindings
        else:
            self._bindings = {}
            file = self.outermost.node
            in_expressions = isinstance(file, facts.Module) and file.binds_in_expressions
            for name, binding in bindings_of(self.node, in_expressions=in_expressions):
                if name == "*" and isinstance(binding.origin, Imported):
                    self.stars.append(binding.origin)
                else:
                    self._bindings.setdefault(name, []).append(binding)
        return self._bindings

    def child(
        self,
        node: facts.Function | facts.Class | facts.Lambda | facts.Comprehension,
        receiver: FirstPartyClass | None = None,
    ) -> Scope:
        """The scope of something that stands directly in this one.

        A method that another class inherits has a scope of its own for each such `receiver`.
        """
        key = (id(node), id(receiver.scope) if receiver else 0)
        known = self._children.get(key)
        if known is None:
            own = node.name if isinstance(node, facts.Function | facts.Class) else ""
            name = ".".join(part for part in (self.name, own) if part)
            known = self._children[key] = Scope(node, self, name, self.module, self.path)
            if receiver is not None:
                known.receiver, known._inherited = receiver, self.child(node)
        return known

    @property
    def is_generator(self) -> bool:
        """Whether it is a function that yields."""
        if self._is_generator is None and self._inherited is not None:
            self._is_generator = self._inherited.is_generator
        if self._is_generator is None:
            node, file = self.node, self.outermost.node
            self._is_generator = (
                isinstance(node, facts.Function)
                and isinstance(file, facts.Module)
                and file.yields
                and walking.is_generator(node)
            )
        return self._is_generator

    @property
    def blocks(self) -> tuple[Scope, ...]:
        """The scope and those of all classes and functions that stand in it, outermost first."""
        if self._blocks is None:
            self._blocks = (self, *_inner(self))
        return self._blocks

    @property
    def outermost(self) -> Scope:
        """The scope of the file."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    def binding(self, name: str) -> Scope | None:
        """The scope that binds a name read here, class bodies only seen from themselves."""
        scope: Scope | None = self
        while scope is not None:
            is_visible = scope is self or not isinstance(scope.node, facts.Class)
            if is_visible and name in scope.bindings:
                return scope
            scope = scope.parent
        return None

    def enclosing(self, kind: type[facts.Class | facts.Function]) -> Scope | None:
        """The nearest scope of the kind, from this one outwards."""
        scope: Scope | None = self
        while scope is not None and not isinstance(scope.node, kind):
            scope = scope.parent
        return scope


def functions(scope: Scope) -> list[Scope]:
    """The scopes of all functions that stand in `scope`, methods and nested ones included."""
    return [each for each in scope.blocks[1:] if isinstance(each.node, facts.Function)]


def _inner(scope: Scope) -> Iterator[Scope]:
    if isinstance(scope.node, facts.Lambda | facts.Comprehension):
        return
    for node in walking.walk_statements(scope.node.body):
        if isinstance(node, facts.Function | facts.Class):
            yield from scope.child(node).blocks
