"""Which values stand for nothing, and which for an error."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backend_gates.catalogue import conduct, failures
from backend_gates.syntax import facts
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"[a-z]+")
_FAILED = range(400, 600)
_MAKERS = {"dict", "list", "set", "tuple", "str", "int", "float", "bool", "frozenset", "bytes"}


def is_default(node: facts.Expression, targets: Iterable[facts.Expression] = ()) -> bool:
    """Whether a value says nothing of an error, nor do the names of what it is given to."""
    if any(not _is_plain(target) for target in targets):
        return False
    is_flag = isinstance(node, facts.Literal) and node.kind == "bool"
    return _is_nothing(node) and not (is_flag and targets)


def says_nothing(node: facts.Expression) -> bool:
    """Whether a value says that there is none, or was chosen to fall back on."""
    return not looks_like_an_answer(node)


def looks_like_an_answer(node: facts.Expression) -> bool:
    """Whether a value says the same as a success might: `[]`, `{}`, `""`, `True` or a number.

    Whoever gets `None` or `False` can tell, and what is named or spelled out was chosen.
    """
    match node:
        case facts.Literal(kind="int" | "float"):
            return not _is_failure(node)
        case facts.Literal(kind=kind, text=text):
            return text in {"", "True"} and kind != "NoneType"
        case facts.Collection(items=items):
            return not items
        case facts.Dictionary(keys=keys):
            return not keys
        case facts.Call(function=facts.Name(id=name), arguments=()):
            return name in _MAKERS
        case _:
            return False


def gives(node: facts.Return) -> bool:
    """Whether a `return` gives more than `None`."""
    value = node.value
    return value is not None and not (isinstance(value, facts.Literal) and value.text == "None")


def tells_of_error(text: str) -> bool:
    """Whether one of the words is one for an error."""
    found = {*_WORD.findall(text.lower()), *conduct.words(text)}
    return not failures.load().error_words.isdisjoint(found)


def _is_plain(target: facts.Expression) -> bool:
    match target:
        case facts.Name() | facts.Attribute():
            return not tells_of_error(last_name(target))
        case facts.Collection():
            return all(map(_is_plain, target.items))
        case facts.Subscript():
            return _is_plain(target.value)
        case _:
            return False


def _is_nothing(node: facts.Expression) -> bool:
    match node:
        case facts.Literal(kind="str"):
            return not tells_of_error(node.text)
        case facts.Literal():
            return True
        case facts.Name():
            return not tells_of_error(node.id)
        case facts.Attribute(value=facts.Name(id="self" | "cls")):
            return not tells_of_error(node.name)
        case facts.Collection():
            return all(map(_is_part, node.items)) and not any(map(_is_failure, node.items))
        case facts.Dictionary():
            keys = [key for key in node.keys if key is not None]
            return len(keys) == len(node.values) and all(map(_is_part, (*keys, *node.values)))
        case facts.Call(function=facts.Name(id=name), arguments=arguments) if name in _MAKERS:
            return all(_is_nothing(each.value) for each in arguments)
        case _:
            return False


def _is_failure(node: facts.Expression) -> bool:
    """Whether a number in an answer is the status of one that failed."""
    if not isinstance(node, facts.Literal) or node.kind != "int":
        return False
    return node.text.isdigit() and int(node.text) in _FAILED


def _is_part(node: facts.Expression) -> bool:
    """The same of what stands in a collection, where `False` says that something is not so."""
    return _is_nothing(node) and not (isinstance(node, facts.Literal) and node.text == "False")
