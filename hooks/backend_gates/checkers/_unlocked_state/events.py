"""Which functions a library runs for each event, several at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.project.resolution.values import External, FirstPartyClass, Member
from backend_gates.syntax import facts
from backend_gates.syntax.naming import decorator_target

if TYPE_CHECKING:
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

_LIBRARIES = {
    *("aiogram", "discord", "disnake", "nextcord", "pyrogram", "slack_bolt", "socketio"),
    "telethon",
}
_REGISTERING = {
    *("action", "button", "callback_query", "callback_query_handler", "channel_post", "command"),
    *("context_menu", "edited_message", "event", "group", "hybrid_command", "hybrid_group"),
    *("inline_query", "listen", "listener", "message", "message_handler", "on", "on_message"),
    *("on_callback_query", "on_edited_message", "on_inline_query", "register", "select"),
    *("shortcut", "slash_command", "view"),
}
_STARTING = {"on_connect", "on_ready", "on_resumed", "setup_hook"}
_ONE_OF_EACH = {"AutoShardedBot", "AutoShardedClient", "Bot", "Client", "Cog", "GroupCog"}


def runs_for_events(project: Project, scope: Scope) -> bool:
    """Whether a decorator hands a function to a library that makes a task of it for each event."""
    node, outer = scope.node, scope.parent
    if not isinstance(node, facts.Function) or outer is None or node.name in _STARTING:
        return False
    return any(_registers(project, decorator_target(each), outer) for each in node.decorators)


def _registers(project: Project, decorator: facts.Expression, scope: Scope) -> bool:
    match project.value(decorator, scope):
        case External(name=name):
            library, _, method = name.partition(".")
        case Member(of=owner, name=method):
            library = owner.partition(".")[0]
        case _:
            return False
    return library in _LIBRARIES and method.rpartition(".")[2] in _REGISTERING


def is_one_of_each(project: Project, owner: Scope) -> bool:
    """Whether a class is a bot, or a part that a bot has one of: all events are told to that."""
    if not isinstance(owner.node, facts.Class):
        return False
    for base in project.bases(FirstPartyClass(owner, owner.node))[1]:
        library, _, name = base.partition(".")
        if library in _LIBRARIES and name.rpartition(".")[2] in _ONE_OF_EACH:
            return True
    return False
