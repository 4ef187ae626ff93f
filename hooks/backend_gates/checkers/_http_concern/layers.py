"""Which part of a service a function belongs to, as the names around it tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue.conduct import words
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from backend_gates.catalogue.http import Layer
    from backend_gates.project.resolution.scopes import Scope

_FOLDERS = 2
_UNTOLD: Layer = ""


def layer(scope: Scope, known: Mapping[str, Layer]) -> Layer:
    """The part that the names around a function tell, the nearest first; empty where none does."""
    names = (*_classes(scope), *_file(scope))
    told = [found for found in (_told_by(name, known) for name in names) if found]
    if "answering" in told:
        return "answering"
    sure = [each for each in told if each != "holding"]
    return next(iter(sure if told[:1] == ["holding"] and sure else told), _UNTOLD)


def is_guarding(scope: Scope, known: Mapping[str, Layer]) -> bool:
    """Whether any word around a function tells that it decides who may ask."""
    names = (scope.name.rpartition(".")[2], *_classes(scope), *_file(scope))
    return any(known.get(word) == "guarding" for name in names for word in words(name))


def _told_by(name: str, known: Mapping[str, Layer]) -> Layer:
    """What a name says as a whole, or by its last word, as `order_service` and `OrderService`."""
    return next((known[each] for each in (name, *words(name)[-1:]) if each in known), _UNTOLD)


def _classes(scope: Scope) -> Iterator[str]:
    outer = scope.parent
    while outer is not None:
        if isinstance(outer.node, facts.Class):
            yield outer.node.name
        outer = outer.parent


def _file(scope: Scope) -> Iterator[str]:
    """The name of the module and of the folders around it."""
    parts = scope.path.rpartition(".")[0].removesuffix("/__init__").split("/")
    return reversed(parts[-1 - _FOLDERS :])
