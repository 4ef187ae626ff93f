"""One module per check: a pure generator, Project to Findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from backend_gates import registry
from backend_gates.model import Hook
from backend_gates.project.reading import testing_paths

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from backend_gates.model import Finding
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

Callers: TypeAlias = (
    "Callable[[Project, Collection[str], Iterable[str], Any], Iterator[tuple[str, bytes]]]"
)


LOOKED_AT = Hook("", "", types_or=("python",), exclude=testing_paths.PATTERN, require_serial=True)


class Checker(NamedTuple):
    """A check as its module declares it.

    A file without any of the `screen` byte strings, which all hold `stem`, and whose import
    statements name none of `imports`, cannot have findings. `options` is the NamedTuple class of
    its settings, `documentation` the module's docstring. A check that follows calls from file to
    file tells with `callers(project, own, others, options)` which of the other files, with their
    bytes, may have findings that lead into the own ones.
    """

    id: str
    documentation: str
    screen: tuple[bytes, ...]
    options: type[tuple[Any, ...]]
    check: Callable[[Project, Scope, Any], Iterator[Finding]]
    callers: Callers | None = None
    imports: frozenset[bytes] = frozenset()
    stem: bytes = b""

    @property
    def hook(self) -> Hook:
        """The check as pre-commit sees it: all look at the same files, tests aside."""
        return LOOKED_AT._replace(id=self.id, description=self.documentation.partition("\n")[0])


def load(check_id: str) -> Checker:
    """Import a check; raises registry.UnknownIdError."""
    module = registry.module_of(check_id)
    about = (module.__doc__ or "", getattr(module, "SCREEN", ()), module.Options)
    imports: frozenset[bytes] = getattr(module, "IMPORTS", frozenset())
    callers, stem = getattr(module, "callers", None), getattr(module, "STEM", b"")
    return Checker(check_id, *about, module.check, callers, imports, stem)
