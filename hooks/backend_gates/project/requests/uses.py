"""Who names a function of the project, whatever for."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from backend_gates.catalogue.execution import Signs
from backend_gates.project.reading.testing_paths import is_test
from backend_gates.project.requests.placed import calls, placed
from backend_gates.project.resolution.bindings import Imported
from backend_gates.project.resolution.members import is_property
from backend_gates.project.resolution.standing import standing
from backend_gates.project.resolution.values import FirstPartyClass, FirstPartyFunction, Instance
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.standing import Standing
    from backend_gates.project.resolution.values import Value

_Spoken: TypeAlias = "tuple[facts.Name | facts.Attribute, Scope]"
_SPACED = re.sub(rb"[^\w\x80-\xff]", b" ", bytes(range(256)))  # for all that is in no word
_ANY = Signs((b"def ", b"class ", b"import "), (re.compile(b""),))
_RUN_BY_CLASS = {
    *("__init__", "__new__", "__post_init__", "__call__"),
    *("__enter__", "__aenter__", "__exit__", "__aexit__"),
}


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


class _Index(NamedTuple):
    """The names and attributes of a file by their last parts, and what stands around them.

    What is called, given to a call or inherited from is kept by its identity.
    """

    named: dict[str, list[_Spoken]]
    calls: dict[int, facts.Call]
    given: dict[int, facts.Call]
    heirs: dict[int, Scope]
    aliases: Mapping[str, Sequence[str]]

    def uses(self, name: str) -> Iterator[Use]:
        """The places that have a name."""
        for node, scope in self.named.get(name, ()):
            call = self.calls.get(id(node))
            given_to = self.given.get(id(node if call is None else call))
            yield Use(node, scope, call, given_to, self.heirs.get(id(node)))


class Uses:
    """Looks functions up in the files of a project that hold their names, tests aside."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._indices: dict[str, _Index] = {}
        self._known: dict[Standing | None, list[Use]] = {}

    @cached_property
    def _words(self) -> Mapping[str, set[bytes]]:
        """The words in each file, tests aside, as many names are looked for."""
        return {
            path: set(data.translate(_SPACED).split())
            for path, data in self._project.modules.bearing(_ANY).items()
            if not is_test(path)
        }

    def of(self, function: Scope) -> Sequence[Use]:
        """The places that name a function, or its class where that runs it."""
        key = standing(function)
        if key not in self._known:
            self._known[key] = list(self._of(function))
        return self._known[key]

    def _of(self, function: Scope) -> Iterator[Use]:
        node, owner = function.node, function.parent
        if not isinstance(node, facts.Function) or owner is None:
            return
        if isinstance(owner.node, facts.Class) and node.name in _RUN_BY_CLASS:
            yield from self.of_class(owner)
            return
        wanted = standing(function)
        for use in self._named(node.name):
            if any(standing(scope) == wanted for scope in self._functions(use)):
                yield use

    def of_class(self, owner: Scope) -> Iterator[Use]:
        """The places that name a class, or a class that inherits from it."""
        line = {standing(owner): owner}
        waiting = [owner]
        for known in waiting:
            for use in self._named(known.name.rpartition(".")[2]):
                value = self._project.value(use.node, use.scope)
                if not isinstance(value, FirstPartyClass):
                    continue
                if standing(value.scope) != standing(known):
                    continue
                if use.heir is None:
                    yield use._replace(is_of_class=True)
                elif standing(use.heir) not in line:
                    line[standing(use.heir)] = use.heir
                    waiting.append(use.heir)

    def _functions(self, use: Use) -> Iterator[Scope]:
        known = self._project.value(use.node, use.scope)
        if isinstance(known, FirstPartyFunction):
            yield known.scope
        elif isinstance(use.node, facts.Attribute):
            base = self._project.value(use.node.value, use.scope)
            yield from self._properties(base, use.node.name)

    def _properties(self, base: Value | None, name: str) -> Iterator[Scope]:
        if isinstance(base, Instance) and isinstance(base.of, FirstPartyClass):
            for owner in self._project.bases(base.of)[0]:
                for node in owner.node.body:
                    if isinstance(node, facts.Function) and node.name == name and is_property(node):
                        yield owner.scope.child(node)

    def _named(self, name: str) -> Iterator[Use]:
        word = name.encode()
        for path in [path for path, words in self._words.items() if word in words]:
            module = self._project.modules.at(path)
            if module is not None:
                index = self._index(module)
                for spoken in {name, *index.aliases.get(name, ())}:
                    yield from index.uses(spoken)

    def _index(self, module: Scope) -> _Index:
        if module.path not in self._indices:
            self._indices[module.path] = _indexed(module)
        return self._indices[module.path]


def _aliases(module: Scope) -> dict[str, list[str]]:
    """The further names that a file's imports give to what they import."""
    found: dict[str, list[str]] = {}
    for alias, bindings in module.bindings.items():
        for binding in bindings:
            if isinstance(binding.origin, Imported):
                found.setdefault(binding.origin.name, []).append(alias)
    return found


def _indexed(module: Scope) -> _Index:
    index = _Index({}, {}, {}, {}, _aliases(module))
    spoken: Iterable[_Spoken] = placed(module, facts.Name, facts.Attribute)
    for node, scope in spoken:
        name = node.id if isinstance(node, facts.Name) else node.name
        index.named.setdefault(name, []).append((node, scope))
    for call, _ in calls(module):
        index.calls[id(call.function)] = call
        for argument in call.arguments:
            index.given[id(argument.value)] = call
    for inner in module.blocks:
        if isinstance(inner.node, facts.Class):
            index.heirs.update((id(base.value), inner) for base in inner.node.bases)
    return index
