"""Which pydantic runs a module's models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import validation
from backend_gates.project.resolution.bindings import Imported

if TYPE_CHECKING:
    from backend_gates.catalogue.validation import Version
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

_MAJORS = frozenset({1, 2})


def version_of(project: Project, module: Scope) -> Version | None:
    """As the project's lock or requirements say, else as the module's imports; None unknown."""
    admitted = project.modules.dependencies.majors(module.path, "pydantic", _MAJORS)
    if len(admitted) == 1:
        return 2 if 2 in admitted else 1  # noqa: PLR2004  a version
    return 2 if _imports_new(module) else None


def _imports_new(module: Scope) -> bool:
    names = validation.load().v2_names
    return any(
        isinstance(binding.origin, Imported)
        and (
            (binding.origin.module == "pydantic" and binding.origin.name in names)
            or binding.origin.module in {"pydantic_settings", "pydantic_core"}
        )
        for bindings in module.bindings.values()
        for binding in bindings
    )
