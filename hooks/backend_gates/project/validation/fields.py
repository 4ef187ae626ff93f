"""What a model declares, in its own body and in those that it inherits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from backend_gates.catalogue import validation
from backend_gates.project.resolution.members import decorator_names
from backend_gates.project.resolution.types import parsed, typing_name
from backend_gates.project.resolution.values import External, FirstPartyClass, Member
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import decorator_target, last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

Role: TypeAlias = Literal["field", "private attribute", "computed field", "class variable", "other"]

_COMPUTED = {"cached_property", "computed_field", "property"}
_ANYTHING = {"Any", "object"}


class Declared(NamedTuple):
    """A name in the body of a class; `scope` is where its annotation is to be understood."""

    role: Role
    scope: Scope
    annotation: facts.Expression | None = None
    default: facts.Expression | None = None


class Fields(NamedTuple):
    """What is declared, by name; whole where nothing else can add to it."""

    declared: dict[str, Declared]
    is_whole: bool


def is_model(project: Project, owner: FirstPartyClass) -> bool:
    """Whether pydantic collects validators in a class: it is a model or a dataclass of its own."""
    known = validation.load()
    return not known.models.isdisjoint(project.bases(owner)[1]) or _is_dataclass(project, owner)


def is_settings(project: Project, owner: FirstPartyClass) -> bool:
    """Whether a class holds the application's settings, which are read once."""
    return not validation.load().settings.isdisjoint(project.bases(owner)[1])


def fields_of(project: Project, owner: FirstPartyClass) -> Fields:
    """All that a class and its bases declare, the nearest first."""
    declared: dict[str, Declared] = {}
    ours = project.bases(owner)[0]
    for current in ours:
        for name, found in _declarations(project, current):
            declared.setdefault(name, found)
    return Fields(declared, all(_is_plain(project, current) for current in ours))


def admits_none(project: Project, declared: Declared) -> bool | None:
    """Whether None may be the value of a field; None where that can't be told."""
    if _is_none(declared.default):
        return True
    if declared.annotation is None:
        return None
    return _admits(project, declared.annotation, declared.scope)


def takes_anything(project: Project, annotation: facts.Expression, scope: Scope) -> bool:
    """Whether no value can be refused: the annotation is `Any`, or has it as an alternative."""
    match annotation:
        case facts.Name() | facts.Attribute():
            return typing_name(project.value(annotation, scope)) in _ANYTHING
        case facts.Operation(operators=("|", *_), operands=parts):
            return any(takes_anything(project, each, scope) for each in parts)
        case facts.Subscript(value=value, index=index):
            parts = index.items if isinstance(index, facts.Collection) else (index,)
            is_choice = typing_name(project.value(value, scope)) in {"Optional", "Union"}
            return is_choice and any(takes_anything(project, each, scope) for each in parts)
        case _:
            return False


def _declarations(project: Project, owner: FirstPartyClass) -> Iterator[tuple[str, Declared]]:
    for statement in walking.walk_statements(owner.node.body):
        match statement:
            case facts.Assign(targets=targets):
                for target in targets:
                    if isinstance(target, facts.Name):
                        role = _role(project, target.id, statement.annotation, owner.scope)
                        about = (owner.scope, statement.annotation, statement.value)
                        yield target.id, Declared(role, *about)
            case facts.Function(name=name):
                is_computed = not _COMPUTED.isdisjoint(decorator_names(statement))
                yield name, Declared("computed field" if is_computed else "other", owner.scope)
            case facts.Class(name=name):
                yield name, Declared("other", owner.scope)
            case _:
                pass


def _role(project: Project, name: str, annotation: facts.Expression | None, scope: Scope) -> Role:
    if name.startswith("_"):
        return "private attribute"
    if annotation is None:
        return "other"
    outer = annotation.value if isinstance(annotation, facts.Subscript) else annotation
    if isinstance(outer, facts.Literal):
        return "class variable" if "ClassVar" in outer.text else "field"
    if last_name(outer) == "ClassVar" and typing_name(project.value(outer, scope)):
        return "class variable"
    return "field"


def _is_plain(project: Project, owner: FirstPartyClass) -> bool:
    """Whether all that adds to a class is known: its bases, and no decorator or metaclass."""
    known = validation.load()
    neutral = known.models | known.bystanders
    for base in owner.node.bases:
        expression = base.value.value if isinstance(base.value, facts.Subscript) else base.value
        value = project.value(expression, owner.scope.parent or owner.scope)
        if base.keyword in {"metaclass", "**"} or isinstance(base.value, facts.Starred):
            return False
        is_known = isinstance(value, External) and value.name in neutral
        if not (base.keyword or is_known or isinstance(value, FirstPartyClass)):
            return False
    return len(owner.node.decorators) == sum(_dataclass_decorators(project, owner))


def _is_dataclass(project: Project, owner: FirstPartyClass) -> bool:
    return any(_dataclass_decorators(project, owner))


def _dataclass_decorators(project: Project, owner: FirstPartyClass) -> Iterator[bool]:
    """For each decorator of a class whether it makes it a dataclass of pydantic's."""
    outer = owner.scope.parent or owner.scope
    for decorator in owner.node.decorators:
        known = project.value(decorator_target(decorator), outer)
        yield isinstance(known, External) and known.name in validation.load().dataclasses


def _is_none(node: facts.Expression | None) -> bool:
    return isinstance(node, facts.Literal) and node.kind == "NoneType"


def _admits(project: Project, annotation: facts.Expression, scope: Scope) -> bool | None:
    match annotation:
        case facts.Literal(kind="NoneType"):
            return True
        case facts.Literal(kind="str", text=text):
            quoted = parsed(text.strip())
            return None if quoted is None else _admits(project, quoted, scope)
        case facts.Operation(operators=("|", *_), operands=operands):
            return _any([_admits(project, each, scope) for each in operands])
        case facts.Subscript(value=value, index=index):
            return _of_generic(project, value, index, scope)
        case facts.Name() | facts.Attribute():
            return _of_class(project, annotation, scope)
        case _:
            return None


def _of_generic(
    project: Project, value: facts.Expression, index: facts.Expression, scope: Scope
) -> bool | None:
    arguments = index.items if isinstance(index, facts.Collection) else (index,)
    match typing_name(project.value(value, scope)):
        case "Optional":
            return True
        case "Union":
            return _any([_admits(project, each, scope) for each in arguments])
        case "Annotated":
            return _admits(project, arguments[0], scope)
        case "Literal":
            return any(map(_is_none, arguments))
        case _:
            return _of_class(project, value, scope)


def _of_class(project: Project, node: facts.Expression, scope: Scope) -> bool | None:
    known = project.value(node, scope)
    name = typing_name(known)
    if name in _ANYTHING:
        return True
    if isinstance(known, FirstPartyClass) or name[:1].islower():
        return False
    if isinstance(known, External) and known.name.startswith(("datetime.", "uuid.", "decimal.")):
        return False
    return None if name == "" or isinstance(known, Member) else False


def _any(found: list[bool | None]) -> bool | None:
    if True in found:
        return True
    return None if None in found else False
