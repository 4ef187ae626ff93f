"""Which hooks suit a project, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates import registry
from backend_gates.adoption.survey import AIOHTTP_SERVER, COROUTINES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from backend_gates.adoption.survey import Survey

FRAMEWORKS = {
    "FastAPI": ("fastapi",),
    "Starlette": ("starlette",),
    "Litestar": ("litestar",),
    "Flask": ("flask",),
    "Django": ("django",),
    "Django REST framework": ("djangorestframework", "rest-framework"),
    "aiohttp": (AIOHTTP_SERVER,),
    "Sanic": ("sanic",),
    "Quart": ("quart",),
    "Tornado": ("tornado",),
    "gRPC": ("grpcio", "grpc"),
    "MCP": ("mcp", "fastmcp"),
}
_HANDLERS = (
    "business-logic-in-route-handler",
    "client-created-per-request",
    "error-returned-as-success",
    "http-concern-outside-transport",
    "untyped-route-contract",
)
_ANY_SERVICE = ("external-call-without-timeout", "query-in-loop", "swallowed-exception")
_FOR_ALL = {
    "ruff-check": "likely bugs and stale imports, whatever the code does",
    "ruff-security": "what opens a service to attack, whatever it is made with",
    "ruff-suppressions": "suppressions that hide everything, or nothing any more",
}
_COROUTINES = ("blocking-call-in-async", "unlocked-state-across-await")
_ASYNC_TESTS = ("pytest-asyncio", "anyio", "pytest-aiohttp", "aiounittest")


class Choice(NamedTuple):
    """A hook, whether it is chosen, and why."""

    hook_id: str
    is_chosen: bool
    reason: str


def choices(seen: Survey, other_hooks: Collection[str]) -> list[Choice]:
    """One word on each hook, `other_hooks` being the ids that other repositories provide."""
    asked = (_choice(hook_id, seen, other_hooks) for hook_id in registry.ids())
    return list(asked)


def frameworks(seen: Survey) -> Iterator[tuple[str, str]]:
    """The frameworks of a project, each with the file that shows it."""
    for name, packages in FRAMEWORKS.items():
        where = _where(seen, packages)
        if where:
            yield name, where


def _choice(hook_id: str, seen: Survey, other_hooks: Collection[str]) -> Choice:
    if hook_id.startswith("ruff-"):
        return _of_ruff(hook_id, seen, other_hooks)
    if hook_id == "mypy-strict":
        return _of_mypy(hook_id, seen, other_hooks)
    if hook_id == "event-loop-blocked":
        where = _where(seen, _ASYNC_TESTS)
        return _if(hook_id, where, "async tests", "no async tests are seen")
    if hook_id in _COROUTINES:
        return _if(hook_id, seen.uses.get(COROUTINES, ""), "coroutines", "there is no `async def`")
    if hook_id == "broken-validator":
        return _if(hook_id, seen.uses.get("pydantic", ""), "pydantic", "pydantic is not used")
    if hook_id == "env-read-outside-settings":
        where = seen.uses.get("pydantic-settings", "")
        return _if(hook_id, where, "pydantic-settings", "there is no module of settings as yet")
    if hook_id == "data-access-in-route-handler":
        reason = "many teams query in handlers on purpose; add it if yours doesn't"
        return Choice(hook_id, is_chosen=False, reason=reason)
    if hook_id in _ANY_SERVICE:
        return Choice(hook_id, bool(seen.files), "whatever the service is made with")
    found = next(frameworks(seen), None)
    if found is None:
        return Choice(hook_id, is_chosen=False, reason="no web framework is seen")
    return _if(hook_id, found[1], found[0], "")


def _of_ruff(hook_id: str, seen: Survey, other_hooks: Collection[str]) -> Choice:
    same = {"ruff-check": ("ruff", "ruff-check"), "ruff-format": ("ruff-format", "black")}
    taken = [each for each in same.get(hook_id, ()) if each in other_hooks]
    if taken:
        return Choice(hook_id, is_chosen=False, reason=f"the hook `{taken[0]}` does that already")
    if hook_id == "ruff-format" and "black" in (*seen.configured, *seen.uses):
        return Choice(hook_id, is_chosen=False, reason="black formats here")
    if hook_id == "ruff-format":
        where = seen.configured.get("ruff", "")
        return _if(
            hook_id, where, "settings for ruff", "ruff isn't set up, and it would rewrite files"
        )
    if hook_id == "ruff-logging":
        found = next(frameworks(seen), ("", ""))
        return _if(hook_id, found[1], found[0], "prints are fine in what is no service")
    return Choice(hook_id, is_chosen=True, reason=_FOR_ALL[hook_id])


def _of_mypy(hook_id: str, seen: Survey, other_hooks: Collection[str]) -> Choice:
    where = seen.configured.get("mypy") or seen.uses.get("mypy", "")
    if "mypy" in other_hooks:
        reason = "the hook `mypy` is there; this one sees the packages of the project, too"
        return Choice(hook_id, is_chosen=False, reason=reason)
    return _if(hook_id, where, "mypy", "mypy isn't used; try `backend-gates mypy-strict` first")


def _where(seen: Survey, packages: Iterable[str]) -> str:
    return next((seen.uses[each] for each in packages if each in seen.uses), "")


def _if(hook_id: str, where: str, what: str, otherwise: str) -> Choice:
    reason = f"{what} in {where}" if where else otherwise
    return Choice(hook_id, bool(where), reason)
