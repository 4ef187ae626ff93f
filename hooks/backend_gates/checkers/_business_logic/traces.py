"""The values that the walk over a handler hands on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.syntax import facts

Kind: TypeAlias = Literal["decision", "computation", "mutation", "step"]

# The branches taken to come to a place: the number of the statement, and which of its blocks.
Path: TypeAlias = "tuple[tuple[int, int], ...]"


class Trace(NamedTuple):
    """One thing that is business logic, where it stands; `is_proof` when it needs no second.

    `helper` is the name of the function that it stands in, where that isn't the handler itself.
    One that `only_explains` another says nothing by itself.
    """

    kind: Kind
    node: facts.Node
    message: str
    is_proof: bool = False
    helper: str = ""
    only_explains: bool = False


class Place(NamedTuple):
    """Where a statement stands: the scope of its names, the branches around it, and loops."""

    scope: Scope
    path: Path = ()
    in_loop: bool = False


class Act(NamedTuple):
    """A call that changes something, or that ends a transaction.

    `given` are the calls that its arguments are made from, by identity, `taken` those whose result
    is one of its arguments as it is. `helper` is the name of the function that it stands in, where
    that isn't the handler itself.
    """

    call: facts.Call
    path: Path
    is_control: bool
    given: frozenset[int]
    taken: frozenset[int]
    helper: str


class Mutation(NamedTuple):
    """A field of `owner` is set: by the statement or call `node`, to `value` where it is one.

    `acts_before` is how many changing calls were made until then.
    """

    node: facts.Node
    target: facts.Expression
    owner: facts.Expression
    value: facts.Expression
    acts_before: int


def may_follow(first: Path, second: Path) -> bool:
    """Whether one run can come to both places."""
    taken = dict(first)
    return all(taken.get(mark, number) == number for mark, number in second)
