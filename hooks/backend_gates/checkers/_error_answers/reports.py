"""Which handlers tell of failures with 200, and are right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import payloads
from backend_gates.catalogue.conduct import words
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import decorator_target, last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msgspec import Struct


def is_report(function: facts.Function, path: str) -> bool:
    """Whether a handler reports on something else, makes a page, or speaks such a protocol."""
    known = payloads.load()
    named = f"{function.name}_{path}".replace("/", "_").replace("-", "_")
    is_changing = not known.changing.isdisjoint(words(function.name))
    if not is_changing and not known.report_words.isdisjoint(words(named)):
        return True
    if any(name in named.lower() for name in known.report_names):
        return True
    decorators = [last_name(decorator_target(each)) for each in function.decorators]
    if any(not known.pages.isdisjoint(words(name)) for name in decorators):
        return True
    return not known.receivers.isdisjoint(_words_in(function, named)) or _tells_progress(function)


def _words_in(function: facts.Function, named: str) -> Iterator[str]:
    yield from words(named)
    for node in walking.walk(function):
        if isinstance(node, facts.Name | facts.Attribute):
            yield from words(last_name(node))


def _tells_progress(function: facts.Function) -> bool:
    """Whether one of the answers says that work is still under way."""
    known = payloads.load()
    fields = (each for node in walking.walk_own(function.body) for each in _fields(node))
    return any(
        isinstance(value, facts.Literal) and value.text.lower() in known.progress
        for name, value in fields
        if name in known.outcomes
    )


def _fields(node: Struct) -> Iterator[tuple[str, facts.Expression]]:
    """The fields of a dict, or of what a call makes."""
    if isinstance(node, facts.Dictionary):
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, facts.Literal):
                yield key.text, value
    elif isinstance(node, facts.Call):
        for argument in node.arguments:
            yield argument.keyword, argument.value
