"""Counts the route handlers that are found in public services, and compares with the frameworks'.

    python tools/measure_handlers.py CHECKOUTS [NAME …] [--list] [--registered FOLDER]

CHECKOUTS is a folder of checkouts, each a folder named NAME. FOLDER holds a file `NAME.txt` for
each of them with what its framework registers when the application starts: lines `path:line`, the
line being that of the function's `def` or of its first decorator. Without it the counts are
printed alone.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.project.project import Project
from backend_gates.project.reading.files import python_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from backend_gates.project.routes.handlers import Handler

_TESTS = ("tests", "test", "testing", "examples")


class Found(NamedTuple):
    """A handler, by the lines of its first decorator and of its `def`."""

    path: str
    first_line: int
    line: int
    name: str
    framework: str
    kind: str


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures."""
    arguments = _arguments(argv)
    folders = sorted(folder for folder in arguments.checkouts.iterdir() if folder.is_dir())
    for folder in folders:
        if arguments.names and folder.name not in arguments.names:
            continue
        handlers = list(found(folder))
        print(f"{folder.name}: {len(handlers)} handlers ({_frameworks(handlers)})")
        if arguments.list:
            for each in handlers:
                print(f"  {each.path}:{each.line} {each.name} {each.framework} {each.kind}")
        if arguments.registered is not None:
            _print_comparison(handlers, arguments.registered / f"{folder.name}.txt")
    return 0


def found(folder: Path) -> Iterator[Found]:
    """The handlers of a checkout, its tests and examples aside."""
    project = Project(folder)
    for path in python_files(folder):
        module = project.modules.at(path) if _is_service(path) else None
        if module is not None:
            yield from (_found(handler) for handler in project.handlers(module))


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("checkouts", type=Path)
    parser.add_argument("names", nargs="*", help="the checkouts to look at, all without")
    parser.add_argument("--list", action="store_true", help="print each handler")
    parser.add_argument("--registered", type=Path, help="what the frameworks say")
    return parser.parse_args(argv)


def _is_service(path: str) -> bool:
    parts = path.split("/")
    return not any(part in _TESTS for part in parts) and not parts[-1].startswith("test_")


def _found(handler: Handler) -> Found:
    function = handler.function
    first = min([function.line, *(decorator.line for decorator in function.decorators)])
    path, name = handler.scope.path, handler.scope.name
    return Found(path, first, function.line, name, handler.framework, handler.kind)


def _frameworks(handlers: Iterable[Found]) -> str:
    counts = Counter(each.framework or "unknown" for each in handlers)
    return ", ".join(f"{name} {count}" for name, count in counts.most_common())


def _print_comparison(handlers: Sequence[Found], listing: Path) -> None:
    if not listing.exists():
        print(f"  {listing} is missing: nothing to compare with")
        return
    registered = set(listing.read_text(encoding="utf-8").split())
    lines = {f"{each.path}:{line}" for each in handlers for line in (each.first_line, each.line)}
    missed = sorted(registered - lines)
    others = [each for each in handlers if not registered & _places(each)]
    recall = 1 - len(missed) / max(1, len(registered))
    print(f"  registered {len(registered)}, missed {len(missed)}, recall {recall:.3f}")
    for place in missed:
        print(f"  missed: {place}")
    for each in others:
        print(f"  not registered: {each.path}:{each.line} {each.name} {each.framework}")


def _places(each: Found) -> set[str]:
    return {f"{each.path}:{each.first_line}", f"{each.path}:{each.line}"}


if __name__ == "__main__":
    raise SystemExit(main())
