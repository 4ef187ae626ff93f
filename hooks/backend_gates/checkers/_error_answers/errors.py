"""Which payloads tell of an error."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.catalogue import payloads
from backend_gates.project.resolution.values import FirstPartyClass
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.checkers._error_answers.answers import Sent
    from backend_gates.checkers._error_answers.exits import Way
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

_LONGEST_TEXT = 40
_ERROR_CODES = range(400, 600)


class Field(NamedTuple):
    """A field of a payload: as it is written, and what the local name there was set to."""

    name: str
    written: facts.Expression
    value: facts.Expression


def error_in(project: Project, sent: Sent, way: Way) -> str:
    """What in a payload tells of an error, as a reader finds it; empty when nothing does."""
    payload = _behind(sent.payload, way)
    if sent.is_fields and isinstance(payload, facts.Call):
        return _in_fields(_keywords(payload, way), way)
    match payload:
        case facts.Dictionary():
            return _in_fields(_items(payload, way), way)
        case facts.Call():
            return _in_call(project, payload, sent.scope, way)
        case facts.Literal(kind="str") | facts.FormattedString():
            return _in_text(payload, way)
        case _:
            return ""


def _behind(node: facts.Expression, way: Way) -> facts.Expression:
    return way.given.get(node.id, node) if isinstance(node, facts.Name) else node


def _items(node: facts.Dictionary, way: Way) -> list[Field]:
    return [
        Field(key.text, value, _behind(value, way))
        for key, value in zip(node.keys, node.values, strict=True)
        if isinstance(key, facts.Literal)
    ]


def _keywords(call: facts.Call, way: Way) -> list[Field]:
    named = (each for each in call.arguments if each.keyword not in {"", "**"})
    return [Field(each.keyword, each.value, _behind(each.value, way)) for each in named]


def _in_call(project: Project, call: facts.Call, scope: Scope, way: Way) -> str:
    """An error in a model that is made from fields, or that is an error by its name."""
    name = last_name(call.function)
    if name == "dict":
        return _in_fields(_keywords(call, way), way)
    if name in {"str", "repr"} and _mentions(call, way.caught):
        return f"`{name}({', '.join(way.caught)})`"
    value = project.value(call.function, scope)
    if not isinstance(value, FirstPartyClass):
        return ""
    known = payloads.load()
    _, outside = project.bases(value)
    if any(base.rpartition(".")[2].endswith(known.exceptions) for base in outside):
        return ""
    if name.endswith(known.classes):
        return f"`{name}`"
    return _in_fields(_keywords(call, way), way)


def _in_fields(fields: list[Field], way: Way) -> str:
    known = payloads.load()
    names = {field.name for field in fields}
    if names & known.protocols or known.graphql <= names:
        return ""
    found = next(_signs(fields, way), None)
    return "" if found is None else f"`{_shown(found)}`"


def _signs(fields: list[Field], way: Way) -> Iterator[Field]:
    """The fields that tell of an error, the plainest first."""
    known = payloads.load()
    for kind in (_is_error_field, _is_false_flag, _is_failure, _is_code, _is_caught):
        yield from (field for field in fields if kind(field, fields, way))
    own = known.messages | known.beside | known.outcomes | known.codes
    if way.is_branch and all(field.name in own for field in fields):
        yield from (field for field in fields if _is_bad_news(field, way))


def _is_error_field(field: Field, fields: list[Field], way: Way) -> bool:
    known = payloads.load()
    if field.name not in known.errors or _is_nothing(field.value):
        return False
    if _is_text(field.value) or _mentions(field.value, way.caught):
        return True
    return _tell_of_errors_alone(fields) and (
        way.is_handling or _mentions(field.written, way.tested)
    )


def _is_nothing(node: facts.Expression) -> bool:
    match node:
        case facts.Literal():
            return node.text in {"None", "False", "", "0"}
        case facts.Collection(items=()) | facts.Dictionary(keys=()):
            return True
        case _:
            return False


def _is_text(node: facts.Expression) -> bool:
    match node:
        case facts.Literal():
            return node.kind == "str"
        case facts.FormattedString():
            return True
        case facts.Operation(operators=("+" | "%",)):
            return any(map(_is_text, node.operands))
        case facts.Call(function=facts.Attribute(name="format", value=value)):
            return _is_text(value)
        case facts.Call(function=facts.Name(id="_" | "gettext"), arguments=(argument, *_)):
            return _is_text(argument.value)
        case _:
            return False


def _is_false_flag(field: Field, fields: list[Field], way: Way) -> bool:
    del fields, way
    value = field.value
    is_false = isinstance(value, facts.Literal) and value.text == "False" and value.kind == "bool"
    return is_false and field.name in payloads.load().flags


def _is_failure(field: Field, fields: list[Field], way: Way) -> bool:
    del way
    known, value = payloads.load(), field.value
    if not isinstance(value, facts.Literal) or field.name not in known.outcomes:
        return False
    word = value.text.lower()
    return word in known.failures or (word in known.states and _tell_of_errors_alone(fields))


def _tell_of_errors_alone(fields: list[Field]) -> bool:
    """Whether no field holds anything but the error, nor what something else says of its own."""
    known = payloads.load()
    told = known.errors | known.messages | known.outcomes | known.codes | known.flags | known.beside
    return all(field.name in told and not _is_state(field) for field in fields)


def _is_state(field: Field) -> bool:
    """Whether a field is copied from one of something else, as of a job: `job["error"]`.

    The `errors` of a form or serializer are those of the request.
    """
    value = field.value
    if field.name == "errors":
        return False
    if isinstance(value, facts.Subscript):
        return isinstance(value.index, facts.Literal) and value.index.text == field.name
    return isinstance(value, facts.Attribute) and value.name == field.name


def _is_code(field: Field, fields: list[Field], way: Way) -> bool:
    del fields, way
    value = field.value
    is_number = isinstance(value, facts.Literal) and value.kind == "int" and value.text.isdigit()
    return (
        isinstance(value, facts.Literal)
        and is_number
        and int(value.text) in _ERROR_CODES
        and field.name in payloads.load().codes
    )


def _is_caught(field: Field, fields: list[Field], way: Way) -> bool:
    """Whether a message holds the text of the exception that is being handled."""
    del fields
    known = payloads.load()
    is_message = field.name in known.messages | known.outcomes
    return is_message and _is_text_of(field.value, way.caught)


def _is_text_of(node: facts.Expression, caught: frozenset[str]) -> bool:
    """Whether an expression makes a text of an exception: `str(e)`, `f"… {e}"`, `e.message`."""
    match node:
        case facts.Call(function=facts.Name(id="str" | "repr")):
            return _mentions(node, caught)
        case facts.Attribute(value=facts.Name(id=name)):
            return name in caught
        case _:
            return _is_text(node) and _mentions(node, caught)


def _is_bad_news(field: Field, way: Way) -> bool:
    return field.name in payloads.load().messages and bool(_in_text(field.value, way))


def _in_text(node: facts.Expression, way: Way) -> str:
    """A text that says what went wrong, on a way of its own."""
    if not way.is_branch:
        return ""
    if isinstance(node, facts.FormattedString) and _mentions(node, way.caught):
        return f"a text with `{', '.join(way.caught)}` in it"
    if not isinstance(node, facts.Literal) or node.kind != "str":
        return ""
    return f'`"{_cut(node.text)}"`' if _tells_of_failure(node.text) else ""


def _tells_of_failure(text: str) -> bool:
    is_page = text.lstrip().startswith("<")
    return not is_page and any(phrase in f"{text.lower()} " for phrase in payloads.load().phrases)


def _mentions(node: facts.Expression, names: frozenset[str]) -> bool:
    return bool(names) and any(
        isinstance(each, facts.Name) and each.id in names for each in walking.walk(node)
    )


def _shown(field: Field) -> str:
    value = field.value
    if isinstance(value, facts.Literal):
        text = f'"{_cut(value.text)}"' if value.kind == "str" else value.text
        return f'"{field.name}": {text}'
    return f'"{field.name}": …'


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_TEXT else line[: _LONGEST_TEXT - 1] + "…"
