"""Who names a function of the project, whatever for."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from backend_gates.catalogue.execution import Signs
from backend_gates.project.reading.testing_paths import is_test
from backend_gates.project.requests.named import Named, Use, words
from backend_gates.project.resolution.members import is_property
from backend_gates.project.resolution.standing import standing
from backend_gates.project.resolution.values import FirstPartyClass, FirstPartyFunction, Instance
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.standing import Standing

__all__ = ["Use", "Uses"]

_ANY = Signs((b"def ", b"class ", b"import "), (re.compile(b""),))
_RUN_BY_CLASS = {
    *("__init__", "__new__", "__post_init__", "__call__"),
    *("__enter__", "__aenter__", "__exit__", "__aexit__"),
}


class Uses:
    """Looks functions up in the files of a project that hold their names, tests aside."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._files: dict[str, Named] = {}
        self._known: dict[Standing | None, list[Use]] = {}
        self._by_name: dict[str, list[Use]] = {}

    @cached_property
    def _words(self) -> Mapping[str, set[bytes]]:
        """The words in each file, tests aside, as many names are looked for."""
        return {
            path: words(data)
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
        wanted, may_be_read = standing(function), is_property(node)
        for use in self._named(node.name):
            known = self._project.value(use.node, use.scope)
            if isinstance(known, FirstPartyFunction):
                is_meant = standing(known.scope) == wanted
            else:
                is_meant = may_be_read and wanted in map(standing, self._properties(use))
            if is_meant:
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

    def _properties(self, use: Use) -> Iterator[Scope]:
        if not isinstance(use.node, facts.Attribute):
            return
        base, name = self._project.value(use.node.value, use.scope), use.node.name
        if isinstance(base, Instance) and isinstance(base.of, FirstPartyClass):
            for owner in self._project.bases(base.of)[0]:
                for node in owner.node.body:
                    if isinstance(node, facts.Function) and node.name == name and is_property(node):
                        yield owner.scope.child(node)

    def _named(self, name: str) -> Sequence[Use]:
        if name not in self._by_name:
            self._by_name[name] = list(self._having(name))
        return self._by_name[name]

    def _having(self, name: str) -> Iterator[Use]:
        word = name.encode()
        for path in [path for path, known in self._words.items() if word in known]:
            module = self._project.modules.at(path)
            if module is not None:
                file = self._file(module)
                for spoken in {name, *file.aliases.get(name, ())}:
                    yield from file.uses(spoken)

    def _file(self, module: Scope) -> Named:
        if module.path not in self._files:
            data = self._project.modules.bearing(_ANY)[module.path]
            self._files[module.path] = Named(module, data)
        return self._files[module.path]
