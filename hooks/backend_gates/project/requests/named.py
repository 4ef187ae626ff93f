"""Where a file names something: only those of its statements are read whose lines have the word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.project.reading.lines import lines_with
from backend_gates.project.requests.placed import placed
from backend_gates.project.resolution.bindings import Imported
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.resolution.scopes import Scope

_SPACED = re.sub(rb"[^\w\x80-\xff]", b" ", bytes(range(256)))  # for all that is in no word


class Use(NamedTuple):
    """A place that names a function, or the class that runs it.

    `call` is the call of what is named, `given_to` the call that this, or what is named itself, is
    handed to, `heir` the class that has it as its base. `is_of_class` where a class is named.
    """

    node: facts.Name | facts.Attribute
    scope: Scope
    call: facts.Call | None
    given_to: facts.Call | None
    heir: Scope | None
    is_of_class: bool = False


def words(data: bytes) -> set[bytes]:
    """The words of a text, whatever they mean there."""
    return set(data.translate(_SPACED).split())


class Named:
    """Answers for one file; `aliases` are the further names that it gives to what it imports."""

    def __init__(self, module: Scope, data: bytes) -> None:
        self.aliases = _aliases(module)
        self._module = module
        self._data = data

    def uses(self, name: str) -> Iterator[Use]:
        """The places that have a name, in source order."""
        word = re.compile(re.escape(name.encode()) + rb"\b")
        around = _Around({}, {}, {})
        named: list[tuple[facts.Name | facts.Attribute, Scope]] = []
        for node, scope in placed(self._module, *_LOOKED_AT, lines=lines_with(word, self._data)):
            match node:
                case facts.Name(id=found) | facts.Attribute(name=found):
                    if found == name:
                        named.append((node, scope))
                case facts.Call() | facts.Class():
                    around.learn(node, scope)
        for node, scope in named:
            call = around.calls.get(id(node))
            given_to = around.given.get(id(node if call is None else call))
            yield Use(node, scope, call, given_to, around.heirs.get(id(node)))


_LOOKED_AT = (facts.Name, facts.Attribute, facts.Call, facts.Class)


class _Around(NamedTuple):
    """What stands around names, by the identity of what is called, given to a call, a base."""

    calls: dict[int, facts.Call]
    given: dict[int, facts.Call]
    heirs: dict[int, Scope]

    def learn(self, node: facts.Call | facts.Class, scope: Scope) -> None:
        if isinstance(node, facts.Call):
            self.calls[id(node.function)] = node
            self.given.update((id(each.value), node) for each in node.arguments)
        else:
            self.heirs.update((id(base.value), scope.child(node)) for base in node.bases)


def _aliases(module: Scope) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for alias, bindings in module.bindings.items():
        for binding in bindings:
            if isinstance(binding.origin, Imported):
                found.setdefault(binding.origin.name, []).append(alias)
    return found
