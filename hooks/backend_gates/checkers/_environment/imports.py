"""What is loaded with a module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope


def loaded(project: Project, path: str) -> frozenset[str]:
    """The files of the project that are imported when a file is, itself among them.

    What functions import counts not, nor what is there for types alone.
    """
    module = project.modules.at(path)
    waiting, seen = [module] if module is not None else [], {path}
    while waiting:
        for each in _imported(project, waiting.pop()):
            if each.path not in seen:
                seen.add(each.path)
                waiting.append(each)
    return frozenset(seen)


def _imported(project: Project, module: Scope) -> Iterator[Scope]:
    body = module.node.body if isinstance(module.node, facts.Module) else ()
    for level, name in _names(body):
        if level:
            found = project.modules.relative(level, name, module.path)
        else:
            found = project.modules.find(name, module.path)
        if found is not None:
            yield found


def _names(block: facts.Block) -> Iterator[tuple[int, str]]:
    """The dotted names that may be modules, with their dots."""
    for statement in block:
        match statement:
            case facts.Import(aliases=aliases):
                yield from ((0, each.name) for each in aliases)
            case facts.ImportFrom(module=name, level=level, aliases=aliases):
                yield level, name
                yield from ((level, f"{name}.{each.name}".lstrip(".")) for each in aliases)
            case facts.If(test=test, orelse=orelse) if last_name(test) == "TYPE_CHECKING":
                yield from _names(orelse)
            case facts.If() | facts.Try() | facts.With():
                for inner in walking.blocks(statement):
                    yield from _names(inner)
            case _:
                pass
