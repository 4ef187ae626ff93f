"""What a team counts as blocking."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.catalogue.blocking import Blocking
from backend_gates.project.resolution.values import (
    External,
    FirstPartyClass,
    FirstPartyFunction,
    Instance,
    Member,
)
from backend_gates.syntax import facts
from backend_gates.syntax.naming import decorator_target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.values import Value

_SAID_BY_THE_TEAM = Blocking(
    "blocking",
    instead="await asyncio.to_thread",
    why="blocks, as the settings say",
    source="the settings",
)


class BlockingPolicy(NamedTuple):
    """The categories that count, in order, and the qualified names that the team says more of.

    A name stands for a function or class, for all that is in a class or module, and may leave
    out the folders above the project's packages.
    """

    categories: tuple[str, ...] = ("all",)
    blocking: tuple[str, ...] = ()
    not_blocking: tuple[str, ...] = ()
    offloaders: tuple[str, ...] = ()

    def counts(self, blocking: Blocking) -> bool:
        """Whether its category is selected."""
        selected = False
        for name in self.categories:
            if name.removeprefix("-") in {"all", blocking.category}:
                selected = not name.startswith("-")
        return selected or blocking is _SAID_BY_THE_TEAM

    def verdict(self, called: Value | None) -> Blocking | None:
        """Why calling this blocks, where the settings say so."""
        return _SAID_BY_THE_TEAM if _is_listed(called, self.blocking) else None

    def is_harmless(self, called: Value | None) -> bool:
        """Whether the settings say that calling this keeps the loop free."""
        return _is_listed(called, self.not_blocking) or _is_listed(called, self.offloaders)

    def is_offloaded(self, project: Project, function: FirstPartyFunction) -> bool:
        """Whether a decorator of the function has it run elsewhere, as the settings say."""
        if not self.offloaders or not isinstance(function.node, facts.Function):
            return False
        outer = function.scope.parent or function.scope
        return any(
            _is_listed(project.value(decorator_target(decorator), outer), self.offloaders)
            for decorator in function.node.decorators
        )


def _is_listed(called: Value | None, names: Iterable[str]) -> bool:
    if not names:
        return False
    known = list(qualified_names(called))
    return any(f".{name}." in f".{each}." for name in names for each in known)


def qualified_names(called: Value | None) -> Iterator[str]:
    """What something may be called in the settings: where it stands, and where it is taken from."""
    match called:
        case External(name):
            yield name
        case Member(owner, name):
            yield f"{owner}.{name}"
        case FirstPartyFunction(scope, _, receiver):
            yield f"{scope.module}.{scope.name}"
            owner_name = next(qualified_names(receiver), "")
            if owner_name and isinstance(scope.node, facts.Function):
                yield f"{owner_name}.{scope.node.name}"
        case FirstPartyClass(scope):
            yield f"{scope.module}.{scope.name}"
        case Instance(owner):
            yield from qualified_names(owner)
        case _:
            return
