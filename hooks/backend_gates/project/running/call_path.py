"""A way from a node down to what makes the thread wait."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.project.resolution.members import is_property
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.running.blocking import BlockingPlace

_IN_PLACE = {"__enter__", "__exit__", "__iter__", "__next__"}


class Hop(NamedTuple):
    """A node that leads on, in a function of the project; `written` is how the source names it."""

    scope: Scope
    node: facts.Node
    written: str


class CallPath(NamedTuple):
    """From a node over the places passed in the project's functions to what waits.

    Without hops the node itself waits; else the last hop is where `place` stands.
    """

    node: facts.Node
    written: str
    hops: tuple[Hop, ...]
    place: BlockingPlace

    @property
    def for_a_thread(self) -> str | None:
        """What a thread can be given to call instead, empty where it has no name.

        None for what leads into a generator or into `__enter__`: that runs where it is iterated
        or entered, whoever calls or makes it.
        """
        function = self.hops[0].scope if self.hops else None
        if function is None or function.is_generator:
            return None
        if function.name.rpartition(".")[2] in _IN_PLACE:
            return None
        name = self.written.removesuffix("()")
        if not name.replace(".", "").isidentifier():
            return ""
        if isinstance(self.node, facts.Call):
            return name
        node = function.node
        is_read = isinstance(node, facts.Function) and is_property(node)
        return f"lambda: {name}" if is_read else ""


class Descent(NamedTuple):
    """From a function's own body over the places passed down to what waits."""

    hops: tuple[Hop, ...]
    place: BlockingPlace
