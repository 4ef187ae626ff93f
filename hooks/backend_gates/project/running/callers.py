"""From functions back to the files whose code on the loop runs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from backend_gates.project.project import Project
    from backend_gates.project.running.call_paths import CallPaths


def callers(
    project: Project,
    own: Collection[str],
    others: Iterable[str],
    paths: CallPaths,
    screen: Collection[bytes],
) -> Iterator[tuple[str, bytes]]:
    """Those of the other files that may wait by way of the own ones, with their bytes.

    A file without any of the `screen` byte strings has nothing that the loop runs.
    """
    apart = paths.kept.apart_from(own)
    for path in sorted(set(others) - apart):
        try:
            if paths.passes(path, own, screen):
                yield path, project.modules.content(path)
        except OSError:
            continue
        except RecursionError:
            yield path, project.modules.content(path)  # the check itself says what is wrong
