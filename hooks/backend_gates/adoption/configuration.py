"""Reads pre-commit's configuration, and adds a repository to its text without touching the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import CollectionNode, MappingNode, SequenceNode

from backend_gates.schema import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ruamel.yaml.nodes import Node

NAME = ".pre-commit-config.yaml"

_Table = dict[str, Any]


class Hook(NamedTuple):
    """A hook of a repository, with arguments as YAML writes them in a line."""

    id: str
    arguments: str = ""


class Repository(NamedTuple):
    """A repository of hooks as it is to stand in the configuration."""

    url: str
    revision: str
    hooks: tuple[Hook, ...]


class _Layout(NamedTuple):
    """The columns of a file: a repository's dash and keys, a hook's dash and keys."""

    dash: int = 2
    keys: int = 4
    hook_dash: int = 6
    hook_keys: int = 8
    is_airy: bool = False


def repositories(text: str) -> list[_Table]:
    """The repositories that a configuration names; raises SettingsError with one line."""
    document = _loaded(text)
    if not isinstance(document, dict | None):
        raise SettingsError(f"{NAME}: must have `repos`, as https://pre-commit.com shows")
    found = (document or {}).get("repos") or []
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise SettingsError(f"{NAME}: `repos` must be a list of repositories")
    return found


def hook_ids(repos: list[_Table]) -> Iterator[str]:
    """The ids of all hooks in these repositories."""
    for repo in repos:
        hooks = repo.get("hooks")
        for hook in hooks if isinstance(hooks, list) else ():
            if isinstance(hook, dict) and isinstance(hook.get("id"), str):
                yield hook["id"]


def added(text: str, new: Repository) -> str:
    """The text with one more repository at the end; raises SettingsError when that can't be."""
    before = repositories(text)
    head, tail, layout = _split(text)
    newline = "\r\n" if "\r\n" in text else "\n"
    written = "".join(f"{line}{newline}" for line in _written(new, layout))
    result = f"{head}{written}{tail}"
    hooks = [
        _loaded("\n".join(_hook(each, _Layout(hook_dash=0, hook_keys=2)))) for each in new.hooks
    ]
    entry = {"repo": new.url, "rev": new.revision, "hooks": [hook for (hook,) in hooks]}
    if not _says(result, {**(_loaded(text) or {}), "repos": [*before, entry]}):
        raise SettingsError(f"{NAME}: `repos` is written in a way that cannot be added to")
    return result


def _says(text: str, document: _Table) -> bool:
    try:
        return bool(_loaded(text) == document)
    except SettingsError:
        return False


def _loaded(text: str) -> Any:  # noqa: ANN401  whatever somebody wrote
    try:
        return YAML(typ="safe", pure=True).load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        raise SettingsError(f"{NAME}{place}: invalid YAML: {error.problem}") from error
    except (YAMLError, RecursionError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise SettingsError(f"{NAME}: invalid YAML: {reason}") from error


def _split(text: str) -> tuple[str, str, _Layout]:
    """What stands before and behind the place for another repository, and how to write it."""
    newline = "\r\n" if "\r\n" in text else "\n"
    repos = _repos(text)
    if repos is None:
        return f"{_whole_lines(text, newline)}repos:{newline}", "", _Layout()
    if not isinstance(repos, SequenceNode) or not repos.value:
        start, end = repos.start_mark.index, repos.end_mark.index
        at = _next_line(text, end)
        return _whole_lines(text[:start].rstrip() + text[end:at], newline), text[at:], _Layout()
    if repos.flow_style:
        raise SettingsError(f"{NAME}: `repos` stands in brackets; write each on lines of its own")
    layout = _layout(text, repos)
    at = _behind_comments(text, _next_line(text, _end(text, repos)), layout.dash)
    return _whole_lines(text[:at], newline), text[at:], layout


def _repos(text: str) -> Node | None:
    document = YAML(typ="safe", pure=True).compose(text)
    pairs = document.value if isinstance(document, MappingNode) else ()
    return next((value for key, value in pairs if key.value == "repos"), None)


def _end(text: str, node: Node) -> int:
    """Where what is written of a node ends, trailing blank lines aside."""
    if isinstance(node, CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(last, tuple) else last)
    return len(text[: node.end_mark.index].rstrip())


def _next_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _behind_comments(text: str, at: int, dash: int) -> int:
    """Behind the comments that belong to the last repository: they stand further in."""
    for line in text[at:].splitlines(keepends=True):
        comment = line.lstrip(" ")
        if not comment.startswith("#") or len(line) - len(comment) <= dash:
            break
        at += len(line)
    return at


def _whole_lines(text: str, newline: str) -> str:
    return text if not text or text.endswith("\n") else text + newline


def _layout(text: str, repos: SequenceNode) -> _Layout:
    """How the last repository is written."""
    last = repos.value[-1]
    dash, keys = repos.start_mark.column, last.start_mark.column
    line_before = text[: last.start_mark.index].splitlines()[-2:-1]
    is_airy = len(repos.value) > 1 and not "".join(line_before).strip()
    for key, value in last.value:
        if key.value == "hooks" and value.value and not value.flow_style:
            hook_keys = value.value[0].start_mark.column
            return _Layout(dash, keys, value.start_mark.column, hook_keys, is_airy)
    return _Layout(dash, keys, keys + 2, keys + 4, is_airy)


def _written(new: Repository, layout: _Layout) -> Iterator[str]:
    if layout.is_airy:
        yield ""
    yield f"{_dash(layout.dash, layout.keys)}repo: {new.url}"
    yield f"{' ' * layout.keys}rev: {new.revision}"
    yield f"{' ' * layout.keys}hooks:"
    for hook in new.hooks:
        yield from _hook(hook, layout)


def _hook(hook: Hook, layout: _Layout) -> Iterator[str]:
    yield f"{_dash(layout.hook_dash, layout.hook_keys)}id: {hook.id}"
    if hook.arguments:
        yield f"{' ' * layout.hook_keys}{hook.arguments}"


def _dash(column: int, keys: int) -> str:
    return f"{' ' * column}{'-'.ljust(keys - column)}"
