"""The whole service as one value that checkers ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import blocking
from backend_gates.project.answers import Answers
from backend_gates.project.reading.modules import Modules
from backend_gates.project.resolution import calls, members, names, types
from backend_gates.project.resolution.scopes import functions
from backend_gates.project.routes import handlers
from backend_gates.project.running import blocking as waits
from backend_gates.project.running import callers, execution, lifecycle, loop_functions
from backend_gates.project.running.call_paths import CallPaths
from backend_gates.project.running.kept_calls import KeptCalls
from backend_gates.project.running.registrations import Registrations
from backend_gates.project.running.task_bound import TaskBound
from backend_gates.project.validation.awaited_errors import AwaitedErrors
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from backend_gates.catalogue.blocking import Catalogue
    from backend_gates.project.reading.archive import Archive
    from backend_gates.project.repetition.ways import Ways
    from backend_gates.project.requests.clients import Clients, Making
    from backend_gates.project.requests.request_paths import RequestPath, RequestPaths
    from backend_gates.project.requests.uses import Uses
    from backend_gates.project.resolution.bindings import Origin, Place
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.values import FirstPartyClass, FirstPartyFunction, Value
    from backend_gates.project.routes.handlers import Handler
    from backend_gates.project.running.blocking import BlockingPlace
    from backend_gates.project.running.blocking_policy import BlockingPolicy
    from backend_gates.project.running.execution import Executed

_RETURNED = "()"
_BASES = "(bases)"


class Project:
    """Says what expressions stand for. It answers None rather than guess.

    `root` is the folder that paths are relative to, `sources` the folders in it that imports
    start from.
    """

    def __init__(
        self, root: Path, sources: tuple[str, ...] = (), archive: Archive | None = None
    ) -> None:
        self.modules = Modules(root, sources, archive)
        self._keeps = archive is not None and archive.is_kept
        self._answers = Answers(self.modules.consulted)
        self._self_assignments: dict[int, members.SelfAssignments] = {}
        self._call_paths: dict[BlockingPolicy, CallPaths] = {}
        self._clients: Clients | None = None
        self._handlers: dict[Scope, tuple[Sequence[Handler], int]] = {}
        self._ways: Ways | None = None
        self._uses: Uses | None = None
        self._request_paths: RequestPaths | None = None
        self.registrations = Registrations(self)
        self.task_bound = TaskBound(self)
        self.awaited_errors = AwaitedErrors(self)

    @property
    def catalogue(self) -> Catalogue:
        """What is known of libraries."""
        return blocking.load()

    def value(self, expression: facts.Expression, scope: Scope) -> Value | None:
        """What an expression that stands in `scope` stands for."""
        about: facts.Expression | str = expression
        if isinstance(expression, facts.Name) and names.means_one_thing(expression.id, scope):
            about = f"{expression.id} "  # no name, so that it is no question about one
        return self._answers.to(scope, about, calls.value, self, expression, scope)

    def annotated(self, annotation: facts.Expression, scope: Scope) -> Value | None:
        """What something annotated so is."""
        return types.annotated(self, annotation, scope)

    def lookup(self, name: str, scope: Scope, at: Place | None = None) -> Value | None:
        """What a name means in `scope`, at a place in it where that is known."""
        return names.lookup(self, name, scope, at)

    def bound(self, origin: Origin, scope: Scope) -> Value | None:
        """What a name is bound to that is bound so in `scope`."""
        return self._answers.to(scope, origin, names.bound, self, origin, scope)

    def member(self, module: Scope, name: str) -> Value | None:
        """What a module has by that name."""
        return self._answers.to(module, name, names.member, self, module, name)

    def attribute(self, base: Value | None, name: str, importer: str) -> Value | None:
        """What `base.name` is; `importer` is the path of the file in which it stands."""
        return members.attribute(self, base, name, importer)

    def bases(self, known: FirstPartyClass) -> tuple[list[FirstPartyClass], list[str]]:
        """The class with its bases from the project, nearest first, and its bases from outside."""
        found = self._answers.to(known.scope, _BASES, members.bases, self, known)
        return found or ([known], [])

    def self_assignments(self, known: FirstPartyClass) -> members.SelfAssignments:
        """What the methods of a class assign to attributes of `self`."""
        key = id(known.scope)
        if key not in self._self_assignments:
            self._self_assignments[key] = members.self_assignments(known)
        return self._self_assignments[key]

    def handlers(self, module: Scope) -> Sequence[Handler]:
        """The route handlers that a module defines; looked for once, as many checks ask."""
        consulted = self.modules.consulted
        if module not in self._handlers:
            found = consulted.during(tuple, handlers.handlers(self, module))
            self._handlers[module] = found
        known, files = self._handlers[module]
        consulted.files |= files
        return known

    def coroutine_functions(self, module: Scope) -> Iterator[Scope]:
        """The scopes of the `async def`s of a module, methods and nested ones included."""
        for scope in functions(module):
            if isinstance(scope.node, facts.Function) and scope.node.is_async:
                yield scope

    def loop_functions(self, module: Scope) -> Iterator[Scope]:
        """Those, and each `def` of a module that a library calls on the loop."""
        return loop_functions.loop_functions(self, module)

    def on_the_loop(self, module: Scope) -> Iterator[tuple[Scope, Iterable[Executed]]]:
        """Each function, class and the module itself, with the nodes of it that the loop runs."""
        return loop_functions.on_the_loop(self, module)

    def executed(self, scope: Scope, *, and_later: bool = False) -> Iterator[Executed]:
        """All nodes that run when the function of `scope` runs, or that it has the loop run."""
        return execution.executed(self, scope, and_later=and_later)

    def scheduled(self, scope: Scope) -> Iterator[Executed]:
        """What the code of a module, class or function hands to the loop to be called there."""
        return execution.scheduled(self, scope)

    def blocking_at(self, step: Executed) -> BlockingPlace | None:
        """Whether running a node makes the thread wait, functions of the project not followed."""
        return waits.blocking_at(self, step)

    def call_paths(self, policy: BlockingPolicy) -> CallPaths:
        """The ways down to what makes the thread wait, as one policy sees it."""
        if policy not in self._call_paths:
            _, sources, archive = self.modules.origin
            kept = KeptCalls(
                archive, self.modules.consulted, (sources, policy), is_used=self._keeps
            )
            self._call_paths[policy] = CallPaths(self, policy, kept)
        return self._call_paths[policy]

    def request_path(self, making: Making) -> RequestPath | None:
        """A way from a request to where a client is made for each one; None without."""
        from backend_gates.project.requests import clients  # noqa: PLC0415  one check asks

        if self._clients is None:
            self._clients = clients.Clients(self)
        return self._clients.path_to(making)

    @property
    def uses(self) -> Uses:
        """Who names a function of the project."""
        from backend_gates.project.requests import uses  # noqa: PLC0415  few checks ask

        if self._uses is None:
            self._uses = uses.Uses(self)
        return self._uses

    @property
    def ways(self) -> Ways:
        """The ways from loops down to queries that they send for each element."""
        from backend_gates.project.repetition.ways import Ways  # noqa: PLC0415  one check asks

        if self._ways is None:
            self._ways = Ways(self)
        return self._ways

    @property
    def request_paths(self) -> RequestPaths:
        """The ways from requests to functions."""
        from backend_gates.project.requests import request_paths  # noqa: PLC0415  few checks ask

        if self._request_paths is None:
            self._request_paths = request_paths.RequestPaths(self)
        return self._request_paths

    def callers(
        self,
        own: Collection[str],
        others: Iterable[str],
        policy: BlockingPolicy,
        screen: Collection[bytes],
    ) -> Iterator[tuple[str, bytes]]:
        """Those of the other files that may wait by way of the own ones, with their bytes."""
        return callers.callers(self, own, others, self.call_paths(policy), screen)

    def save(self) -> None:
        """Keep on disk what was found out."""
        for paths in self._call_paths.values():
            paths.kept.save()

    def with_module(self, path: str, module: facts.Module) -> Project:
        """The same project, with other facts for a file."""
        changed = Project(*self.modules.origin)
        changed._keeps = False
        changed.modules.put(path, module)
        return changed

    def runs_at_startup(self, scope: Scope) -> bool:
        """Whether a function only runs while the application starts or stops."""
        return lifecycle.runs_at_startup(self, scope)

    def returned(self, function: FirstPartyFunction) -> Value | None:
        """What calling a function gives."""
        return self._answers.to(function.scope, _RETURNED, calls.returned, self, function)
