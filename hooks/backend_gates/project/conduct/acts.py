"""Which calls change something, which tell about it, and which do neither."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from backend_gates.catalogue import conduct
from backend_gates.project.conduct.callees import is_harmless
from backend_gates.project.resolution.values import (
    External,
    FirstPartyClass,
    FirstPartyFunction,
    Member,
)
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backend_gates.project.conduct.origins import Origins
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.values import Value

Effect: TypeAlias = Literal["", "asks", "retrieves", "changes", "announces", "controls"]
_OF_OBJECTS = {"save", "delete", "insert", "create"}
_HAND_OVERS = {"add_task", "delay", "apply_async"}


class Use(NamedTuple):
    """A call, where it stands, and whether its result is thrown away or awaited."""

    call: facts.Call
    scope: Scope
    is_discarded: bool
    is_awaited: bool


def effect(project: Project, origins: Origins, use: Use) -> Effect:
    """What a call does to the world, judged by its name and by what it is called on.

    Only calls that are known to change something count as changes: an unknown name does nothing,
    and neither does a function of the project whose body shows that it doesn't.
    """
    words = conduct.load()
    name, receiver = _name_and_receiver(use.call)
    if not name or name[0].isupper() or _is_observer(receiver):
        return ""
    if name in words.controls:
        return "controls"
    called = project.value(use.call.function, use.scope)
    if name in _HAND_OVERS or (isinstance(called, Member) and called.of in words.threads):
        return "announces"
    if _builds(origins, called, name, receiver):
        return ""
    if _is_pure(project, called) or _is_of_transport(origins, use.call, name, receiver):
        return ""
    if receiver is not None and not _may_be_changed(origins, receiver, name):
        return ""
    return _by_words(use, name, is_known=isinstance(called, FirstPartyFunction))


def _by_words(use: Use, name: str, *, is_known: bool) -> Effect:
    """The effect of a call; `is_known` says that the body of what is called isn't harmless."""
    words = conduct.load()
    parts = conduct.words(name)
    if not parts or parts[0] in words.asks:
        return "retrieves" if words.retrieves.issuperset(parts[:1]) else "asks"
    found = _verb(parts, use)
    if not words.wordings.isdisjoint(parts):
        return ""
    if not words.announces.isdisjoint(parts):
        return "announces"
    if found is None or parts[-1] in words.makers:
        return ""
    is_technical = not words.technical.isdisjoint(parts[1:]) and found in _MAKING
    is_technical = is_technical or not _OF_ANSWERS.isdisjoint(parts)
    is_technical = is_technical or (found == "remove" and not words.textual.isdisjoint(parts))
    if is_technical or _is_unsaved(use.call, name):
        return ""
    is_command = found in words.changes or use.is_discarded
    is_used = (use.is_awaited or is_known) and found not in _QUERYING
    return "changes" if is_command or is_used else ""


def _verb(parts: Sequence[str], use: Use) -> str | None:
    """The verb of a name: its first word, adverbs aside, or one further on that is no noun too.

    That is the last of its words, as in `user_create`, or any where the result is thrown away.
    """
    words = conduct.load()
    verbs = words.changes | words.commands
    ahead = takewhile(lambda part: part not in words.prepositions, parts)
    rest = [part for part in ahead if part not in words.adverbs][:_WORDS]
    first = rest[0].removeprefix("a") if rest and rest[0] not in verbs else "".join(rest[:1])
    if first in verbs:
        return first
    further = rest if use.is_discarded else rest[len(parts) - 1 :]
    return next((part for part in further if part in words.changes - words.nouns), None)


_WORDS = 3
_MAKING = {"create", "add", "apply", "set", "merge", "link", "register", "accept"}
_OF_ANSWERS = {"cookie", "cookies", "header", "headers"}
_QUERYING = {"execute", "exec", "run"}


def _is_unsaved(call: facts.Call, name: str) -> bool:
    """`form.save(commit=False)` only builds."""
    return name == "save" and any(
        argument.keyword == "commit"
        and isinstance(argument.value, facts.Literal)
        and argument.value.text == "False"
        for argument in call.arguments
    )


def _name_and_receiver(call: facts.Call) -> tuple[str, facts.Expression | None]:
    function = call.function
    while isinstance(function, facts.Call):  # queue.add(task)(argument)
        function = function.function
    if isinstance(function, facts.Attribute):
        return function.name, function.value
    return (function.id, None) if isinstance(function, facts.Name) else ("", None)


def _is_observer(receiver: facts.Expression | None) -> bool:
    while isinstance(receiver, facts.Call | facts.Attribute):
        if isinstance(receiver, facts.Attribute) and _observes(receiver.name):
            return True
        receiver = receiver.function if isinstance(receiver, facts.Call) else receiver.value
    return isinstance(receiver, facts.Name) and _observes(receiver.id)


def _observes(name: str) -> bool:
    return name in conduct.load().observers or name.endswith("_logger")


def _is_pure(project: Project, called: Value | None) -> bool:
    """Functions of libraries that build or answer; methods of their objects may well change."""
    match called:
        case Member(of):
            return of.rpartition(".")[2] in conduct.load().transport_classes
        case External(name):
            return conduct.load().is_pure(name)
        case FirstPartyFunction():
            return is_harmless(project, called)
        case FirstPartyClass():
            return True
        case _:
            return False


def _builds(
    origins: Origins, called: Value | None, name: str, receiver: facts.Expression | None
) -> bool:
    """Whether an object of a library that the handler itself has made is built further."""
    is_made_here = receiver is not None and origins.is_made_here(receiver)
    return isinstance(called, Member) and is_made_here and name not in _OF_OBJECTS


def _is_of_transport(
    origins: Origins, call: facts.Call, name: str, receiver: facts.Expression | None
) -> bool:
    """`add_flash(request, …)` puts something on the request or the answer."""
    if receiver is not None or conduct.words(name)[:1] not in _PUTTING:
        return False
    return any(origins.is_transport(argument.value) for argument in call.arguments)


_PUTTING = (["add"], ["set"], ["put"], ["apply"])


def _may_be_changed(origins: Origins, receiver: facts.Expression, name: str) -> bool:
    """Not the request, the answer or a collection; inputs only as objects that are saved.

    What is put into an object that the handler made is a part of making it.
    """
    if origins.is_transport(receiver) or origins.is_collection(receiver):
        return False
    if conduct.words(name)[:1] in _PUTTING and origins.is_made_here(receiver):
        return False
    return origins.kinds(receiver) != {"input"} or name in _OF_OBJECTS
