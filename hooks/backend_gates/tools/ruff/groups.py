"""Which files stand under which ruff configuration."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from backend_gates.tools.ruff.arguments import Request
from backend_gates.tools.ruff.configuration import Layer, inline_layer, layers_of, nearest
from backend_gates.tools.ruff.process import CLEAN, captured

# Below what an operating system takes as one command line.
_LONGEST_COMMAND = 24_000 if os.name == "nt" else 120_000


class Group(NamedTuple):
    """Paths that share one configuration, which is a file and all that it extends."""

    layers: tuple[Layer, ...]
    paths: tuple[str, ...]


def groups_of(request: Request) -> tuple[Group, ...]:
    """Return the paths of a request by configuration; no paths means the whole project.

    A single group keeps the paths as they were asked for, folders and all.
    """
    inline, files = _given(request.values("--config"))
    if files or request.has("--isolated"):
        layers = layers_of(files[-1] if files else None)
        return (Group((*layers, *inline), request.paths),)
    found = _by_configuration(modules_of(request))
    if len(found) <= 1:
        found = dict.fromkeys(found or _by_configuration(("_",)), request.paths)
    return tuple(Group((*layers_of(file), *inline), tuple(found[file])) for file in found)


def modules_of(request: Request) -> tuple[str, ...]:
    """Return the files that ruff would look at, relative to the current folder."""
    if request.paths and not any(Path(path).is_dir() for path in request.paths):
        return request.paths
    words = ("check", "--show-files", "--force-exclude", *request.selecting_words())
    done = captured((*words, "--", *request.paths))
    if done.returncode != CLEAN:
        return ()  # the run proper meets the same obstacle and tells it
    return tuple(os.path.relpath(os.fsdecode(line)) for line in done.stdout.splitlines())


def batches(paths: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Cut paths into pieces that fit on a command line; no paths make one empty piece."""
    batch: list[str] = []
    length = 0
    for path in paths:
        length += len(os.fsencode(path)) + 1
        if batch and length > _LONGEST_COMMAND:
            yield tuple(batch)
            batch, length = [], len(os.fsencode(path)) + 1
        batch.append(path)
    yield tuple(batch)


def _given(values: Iterable[str]) -> tuple[tuple[Layer, ...], tuple[Path, ...]]:
    """Tell the settings from the files among what `--config` was given."""
    files = tuple(Path(each).resolve() for each in values if Path(each).is_file())
    inline = tuple(inline_layer(each) for each in values if not Path(each).is_file())
    return inline, files


def _by_configuration(paths: Iterable[str]) -> dict[Path | None, tuple[str, ...]]:
    """Group paths by the configuration in force; one without any falls to that of this folder."""
    known: dict[Path, Path | None] = {}
    default = nearest(Path.cwd(), known)
    found: dict[Path | None, list[str]] = {}
    for path in paths:
        folder = Path(os.path.abspath(path)).parent  # noqa: PTH100  ruff follows no links
        found.setdefault(nearest(folder, known) or default, []).append(path)
    return {file: tuple(each) for file, each in found.items()}
