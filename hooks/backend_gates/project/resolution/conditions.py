"""Whether a call waits with these arguments, as far as the catalogue makes it depend on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.project.resolution.values import External, Instance
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backend_gates.catalogue.blocking import Blocking
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

_IN_MEMORY = {"io.BytesIO", "io.StringIO", "_io.BytesIO", "_io.StringIO"}
_NOTHING = {"None", "False", "0", ""}


def waits_with(project: Project, call: facts.Call, scope: Scope, blocking: Blocking) -> bool:
    """False where the arguments say not to wait, or lack what there is to wait for."""
    arguments = call.arguments
    if any(_says(project, argument, scope, blocking.unless) for argument in arguments):
        return False
    if blocking.needs and not any(_gives(argument, blocking.needs) for argument in arguments):
        return False
    return not (
        blocking.in_memory
        and any(_is_in_memory(project, argument.value, scope) for argument in arguments)
    )


def _says(
    project: Project, argument: facts.Argument, scope: Scope, wanted: Mapping[str, str]
) -> bool:
    """Whether it has a wanted value, by its keyword or by place, whichever place it is."""
    values = [wanted[argument.keyword]] if argument.keyword in wanted else wanted.values()
    if argument.keyword and argument.keyword not in wanted:
        return False
    return _text(project, argument.value, scope) in values


def _text(project: Project, value: facts.Expression, scope: Scope) -> str:
    """A constant as written, a name of a library's constant in full."""
    if isinstance(value, facts.Literal):
        return "0" if value.text == "0.0" else value.text
    known = project.value(value, scope)
    return known.name if isinstance(known, External) else "…"


def _gives(argument: facts.Argument, names: tuple[str, ...]) -> bool:
    """Whether it hands over one of the names, or may do so, and not just nothing."""
    is_nothing = isinstance(argument.value, facts.Literal) and argument.value.text in _NOTHING
    return not is_nothing and argument.keyword in {"", "**", *names}


def _is_in_memory(project: Project, value: facts.Expression, scope: Scope) -> bool:
    match project.value(value, scope):
        case Instance(External(name)):
            return name in _IN_MEMORY
        case _:
            return False
