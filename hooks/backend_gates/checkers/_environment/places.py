"""Which code may read the environment itself, by where it stands."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from backend_gates.catalogue import environment
from backend_gates.project.resolution.values import FirstPartyClass
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def may_read(path: str) -> bool:
    """Whether a file, by its name and folders, is settings or starts, builds or tests a service."""
    return is_elsewhere(path) or is_named_settings(path)


def is_elsewhere(path: str) -> bool:
    """Whether a file starts, builds, migrates or tests a service."""
    known = environment.load()
    *folders, file = path.lower().split("/")
    if file in known.files or not known.folders.isdisjoint(folders):
        return True
    names = (*folders, file.removesuffix(".py"))
    return any(not known.file_words.isdisjoint(_words(each)) for each in names)


def is_named_settings(path: str) -> bool:
    """Whether the name of a file, or of a folder that it is in, says "settings"."""
    return any(map(says_settings, path.removesuffix(".py").split("/")))


def says_settings(name: str) -> bool:
    """Whether a word of a name is one for settings."""
    return not environment.load().words.isdisjoint(_words(name))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORDS.findall(name))


def tells_of_settings(variable: str) -> bool:
    """Whether a variable tells where the settings are: they can't be asked for it."""
    return not environment.load().naming.isdisjoint(variable.lower().split("_"))


def is_excused(project: Project, node: facts.Node, scope: Scope) -> bool:
    """Whether a class or function around is settings, or only the main block runs the code."""
    current: Scope | None = scope
    own = []
    while current is not None:
        if isinstance(current.node, facts.Class | facts.Function):
            own.append(current.node.name)
        if isinstance(current.node, facts.Class) and _is_configurable(project, current):
            return True
        current = current.parent
    return any(map(says_settings, own)) or _is_of_main(node, own, scope.outermost)


def _is_configurable(project: Project, scope: Scope) -> bool:
    """Whether objects of a class declare their own settings, as its bases tell."""
    if not isinstance(scope.node, facts.Class):
        return False
    outside = project.bases(FirstPartyClass(scope, scope.node))[1]
    return not environment.load().configurable.isdisjoint(outside)


def _is_of_main(node: facts.Node, own: list[str], module: Scope) -> bool:
    """Whether it stands in a main block, or in a function that one calls."""
    body = module.node.body if isinstance(module.node, facts.Module) else ()
    for block in body:
        if isinstance(block, facts.If) and _asks_for_main(block.test):
            if block.line <= node.line <= block.end_line:
                return True
            if any(last_name(call.function) in own for call in walking.own((block,), facts.Call)):
                return True
    return False


def _asks_for_main(test: facts.Expression) -> bool:
    match test:
        case facts.Operation(operators=("==",), operands=operands):
            return any(isinstance(each, facts.Name) and each.id == "__name__" for each in operands)
        case _:
            return False
