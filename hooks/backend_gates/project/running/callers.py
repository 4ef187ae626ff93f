"""From functions back to the files that run them, by way of any number of others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backend_gates.content import content_of
from backend_gates.project.resolution.members import method
from backend_gates.project.resolution.scopes import functions
from backend_gates.project.resolution.values import FirstPartyClass
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope


def callers(
    project: Project,
    own: Collection[str],
    others: Iterable[str],
    leads_to: Callable[[Scope], Iterable[str]],
) -> Iterator[tuple[str, bytes]]:
    """Those of the other files that may run functions of the own ones, with their bytes.

    `leads_to` tells of a function the files that it leads to, its own first, if that matters. Who
    runs a function has its name, or the name of its class, in the source: that is what is searched
    for, from file to file, and the names resolved decide.
    """
    if not _names_of(project, own, own, leads_to, ()):
        return
    contents = dict(_read(project, {*own, *project.modules.paths}))
    imported = [path for path in own if _may_be_imported(path, contents)]
    unseen = {path: contents[path] for path in sorted(others) if path in contents}
    names: set[str] = set()
    found: list[str] = []
    while fresh := _names_of(project, [*imported, *found], own, leads_to, names) - names:
        names |= fresh
        found = [path for path, data in unseen.items() if _mentions(data, fresh)]
        for path in found:
            yield path, unseen.pop(path)


def _read(project: Project, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        try:
            yield path, content_of(project.modules.root / path)
        except OSError:
            continue


def _may_be_imported(path: str, contents: Mapping[str, bytes]) -> bool:
    """Whether another file names the module; a package is imported by `from . import` as well."""
    stem = path.rpartition("/")[2].partition(".")[0]
    return stem == "__init__" or any(
        other != path and _mentions(data, {stem}) for other, data in contents.items()
    )


def _mentions(data: bytes, names: Iterable[str]) -> bool:
    """Whether one of the names stands in a source, not only as a part of a longer one."""
    return any(
        needle in data and re.search(rb"(?<!\w)%b(?!\w)" % re.escape(needle), data)
        for needle in map(str.encode, names)
    )


def _names_of(
    project: Project,
    paths: Iterable[str],
    own: Collection[str],
    leads_to: Callable[[Scope], Iterable[str]],
    known: Collection[str],
) -> set[str]:
    """The names by which what leads to the own files is run from elsewhere."""
    names: set[str] = set()
    for path in paths:
        module, content = project.modules.at(path), project.modules.facts_at(path)
        if module is None or content is None:
            continue
        leading = _leading(functions(module), own, leads_to)
        leading += _leading(_inherited(project, leading), own, leads_to)
        names |= {_spoken(scope) for scope in leading}
        names |= set(_renamed(content, names | set(known)))
    return names


def _leading(
    scopes: Iterable[Scope], own: Collection[str], leads_to: Callable[[Scope], Iterable[str]]
) -> list[Scope]:
    return [
        scope
        for scope in scopes
        if _spoken(scope) and any(passed in own for passed in leads_to(scope))
    ]


def _inherited(project: Project, methods: list[Scope]) -> Iterator[Scope]:
    """What the classes of the methods inherit: it may call them."""
    for owner in {scope.parent: None for scope in methods}:
        if owner is not None and isinstance(owner.node, facts.Class):
            heir = FirstPartyClass(owner, owner.node)
            for base in project.bases(heir)[0][1:]:
                for node in base.node.body:
                    if isinstance(node, facts.Function):
                        yield method(base, node, heir).scope


def _spoken(scope: Scope) -> str:
    """The name of a sync function, or of its class where Python calls it by itself."""
    node, owner = scope.node, scope.parent
    if not isinstance(node, facts.Function) or node.is_async:
        return ""
    if node.name.startswith("__") and owner is not None and isinstance(owner.node, facts.Class):
        return owner.node.name
    return node.name


def _renamed(module: facts.Module, names: Collection[str]) -> Iterator[str]:
    """The further names that a file gives them: by import, by assignment, by inheritance."""
    for statement in walking.walk_statements(module.body):
        match statement:
            case facts.ImportFrom():
                aliases = (item for item in statement.aliases if item.name in names)
                yield from (item.asname for item in aliases if item.asname)
            case facts.Assign(value=facts.Name(id=name) | facts.Attribute(name=name)):
                if name in names:
                    yield from (
                        each.id for each in statement.targets if isinstance(each, facts.Name)
                    )
            case facts.Class():
                if any(last_name(base.value) in names for base in statement.bases):
                    yield statement.name
            case _:
                pass
