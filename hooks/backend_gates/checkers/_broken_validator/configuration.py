"""Which validators look at what is read when the program starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import conduct
from backend_gates.project.validation.fields import is_settings
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from backend_gates.project.project import Project
    from backend_gates.project.validation.validators import Validator

_CONFIGURATION = {"conf", "config", "configs", "configuration", "env", "file", "settings"}


def is_configuration(project: Project, validator: Validator) -> bool:
    """Whether what is validated is read when the program starts, as far as its names tell."""
    owner = validator.owner
    if owner is not None and is_settings(project, owner):
        return True
    names = [owner.node.name] if owner is not None else _aliases(validator)
    return any(map(_says_so, names)) or stands_in_configuration(validator)


def stands_in_configuration(validator: Validator) -> bool:
    """Whether the name of its file, or of a folder around that, says so."""
    return any(map(_says_so, validator.place.path.removesuffix(".py").split("/")))


def _says_so(name: str) -> bool:
    return not _CONFIGURATION.isdisjoint(conduct.words(name))


def _aliases(validator: Validator) -> list[str]:
    """The name of the type that a function is handed over for: `KeyFile = Annotated[…]`."""
    node = validator.place.node
    if not isinstance(node, facts.Module | facts.Class | facts.Function):
        return []
    return [
        target.id
        for statement in node.body
        if isinstance(statement, facts.Assign)
        and statement.line <= validator.told.line <= statement.end_line
        for target in statement.targets
        if isinstance(target, facts.Name)
    ]
