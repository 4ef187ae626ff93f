"""Where a file names something: only those of its statements are read whose lines have the word."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from backend_gates.project.requests.placed import below, parts
from backend_gates.project.resolution.bindings import Imported
from backend_gates.syntax import facts
from backend_gates.syntax.pieces import first_node

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from msgspec import Struct

    from backend_gates.project.resolution.scopes import Scope

_SPACED = re.sub(rb"[^\w\x80-\xff]", b" ", bytes(range(256)))  # for all that is in no word
_Spoken: TypeAlias = "tuple[facts.Name | facts.Attribute, Scope]"


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
        self._parts = list(_parts(module, data.splitlines()))
        self._heirs = {
            id(base.value): inner
            for inner in module.blocks
            if isinstance(inner.node, facts.Class)
            for base in inner.node.bases
        }

    def uses(self, name: str) -> Iterator[Use]:
        """The places that have a name, in source order."""
        word = name.encode()
        for part in self._parts:
            if part.has(word):
                for node, scope in part.index.named.get(name, ()):
                    call = part.index.calls.get(id(node))
                    given_to = part.index.given.get(id(node if call is None else call))
                    yield Use(node, scope, call, given_to, self._heirs.get(id(node)))


class _Part:
    """A statement of a module or class, or the head of a class, and the text of its lines."""

    def __init__(self, nodes: Sequence[Struct], scope: Scope, lines: Sequence[bytes]) -> None:
        self._nodes = nodes
        self._scope = scope
        self._text = b"\n".join(lines)

    def has(self, word: bytes) -> bool:
        """Whether a word stands on its lines."""
        return word in self._text and word in self._words

    @cached_property
    def _words(self) -> set[bytes]:
        return words(self._text)

    @cached_property
    def index(self) -> _Index:
        """The names in it."""
        index = _Index({}, {}, {})
        for node, scope in below(self._nodes, self._scope, *_INDEXED):
            match node:
                case facts.Name(id=name) | facts.Attribute(name=name):
                    index.named.setdefault(name, []).append((node, scope))
                case facts.Call():
                    index.calls[id(node.function)] = node
                    index.given.update((id(each.value), node) for each in node.arguments)
        return index


_INDEXED = (facts.Name, facts.Attribute, facts.Call)


class _Index(NamedTuple):
    """The names and attributes of a part by their last parts, and what stands around them.

    What is called and what is given to a call is kept by its identity.
    """

    named: dict[str, list[_Spoken]]
    calls: dict[int, facts.Call]
    given: dict[int, facts.Call]


def _aliases(module: Scope) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for alias, bindings in module.bindings.items():
        for binding in bindings:
            if isinstance(binding.origin, Imported):
                found.setdefault(binding.origin.name, []).append(alias)
    return found


def _parts(outer: Scope, lines: Sequence[bytes]) -> Iterator[_Part]:
    body = outer.node.body if isinstance(outer.node, facts.Module | facts.Class) else ()
    for statement in body:
        start = first_node(statement).line - 1
        if isinstance(statement, facts.Class):
            head, _ = parts(statement)
            yield _Part(head, outer, lines[start : first_node(statement.body[0]).line])
            yield from _parts(outer.child(statement), lines)
        else:
            yield _Part((statement,), outer, lines[start : statement.end_line])
