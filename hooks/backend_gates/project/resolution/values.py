"""What an expression can stand for, as far as it can be known without running anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.syntax import facts


class External(NamedTuple):
    """A module, function or class from outside the project, or a builtin, by its dotted name."""

    name: str


class FirstPartyModule(NamedTuple):
    """A module of the project."""

    scope: Scope


class FirstPartyClass(NamedTuple):
    """A class of the project; `scope` is its body's."""

    scope: Scope
    node: facts.Class


class FirstPartyFunction(NamedTuple):
    """A function or lambda of the project, its body's scope, and what it is bound to."""

    scope: Scope
    node: facts.Function | facts.Lambda
    receiver: Instance | FirstPartyClass | None = None


class Instance(NamedTuple):
    """An object of a class."""

    of: External | FirstPartyClass


class Member(NamedTuple):
    """An attribute, mostly a method, of an instance of a class from outside the project."""

    of: str
    name: str


class Awaitable(NamedTuple):
    """What `await` turns into `result`."""

    result: Value | None


class Elements(NamedTuple):
    """What a loop over it, or a context manager made from it, gives one by one."""

    element: Value | None


class TypeExpression(NamedTuple):
    """`Annotated[X, …]`, `X | None` and the like: what something annotated so is."""

    result: Value | None


Value: TypeAlias = (
    External
    | FirstPartyModule
    | FirstPartyClass
    | FirstPartyFunction
    | Instance
    | Member
    | Awaitable
    | Elements
    | TypeExpression
)
