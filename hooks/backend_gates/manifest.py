"""All hooks as pre-commit sees them."""

from collections.abc import Iterator

from backend_gates import checkers, registry
from backend_gates.model import Hook


def all_hooks() -> Iterator[Hook]:
    """Every hook, bundled tools first, each kind in the order of ids. Imports all of them."""
    for hook_id in registry.tool_ids():
        hook: Hook = registry.module_of(hook_id).HOOK
        yield hook
    for check_id in registry.checker_ids():
        yield checkers.load(check_id).hook
