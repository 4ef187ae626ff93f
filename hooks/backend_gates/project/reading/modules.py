"""Finds and reads the modules of a project, each at most once and only when somebody asks."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from backend_gates.catalogue import execution
from backend_gates.project.consulted import Consulted
from backend_gates.project.reading.archive import Archive
from backend_gates.project.resolution.scopes import Scope
from backend_gates.syntax import facts
from backend_gates.syntax.source import UnreadableError, decode, split_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from backend_gates.catalogue.execution import Signs
    from backend_gates.project.reading.dependencies import Dependencies


class Modules:
    """The files below `root`, by path and by dotted name.

    Paths are relative to `root`, with forward slashes. `sources` are the folders that imports
    start from; the folders above an importing file are tried after them, from the top down, as
    services of one repository each have their own, and last the one source root elsewhere that
    has the package, as its libraries have. Imports find the files that belong to the project, so
    that what lies about beside them changes no answer.
    """

    def __init__(
        self, root: Path, sources: tuple[str, ...] = (), archive: Archive | None = None
    ) -> None:
        self.root = root
        self.consulted = Consulted()
        self._archive = archive or Archive(root, use_cache=False)
        self.origin = (root, sources, self._archive)
        self._sources = (*sources, "", "src")
        self._by_path: dict[str, Scope | None] = {}
        self._named: dict[frozenset[str], tuple[str, ...]] = {}
        self._lines: dict[str, Sequence[str]] = {}
        self._found: dict[tuple[str, str], str | None] = {}
        self._starts_from: dict[str, tuple[str, ...]] = {}

    @property
    def paths(self) -> frozenset[str]:
        """All Python files of the project."""
        return self._archive.paths

    @property
    def dependencies(self) -> Dependencies:
        """What the project's manifests say of libraries."""
        return self._archive.dependencies

    def at(self, path: str) -> Scope | None:
        """The module at a path; None when it cannot be read, or isn't the project's."""
        self._note(path, self.consulted.note)
        return self._at(path)

    def _for_names(self, path: str) -> Scope | None:
        """The module at a path, for those who look up names in it."""
        self._note(path, self.consulted.note_names)
        return self._at(path)

    def _at(self, path: str) -> Scope | None:
        if path not in self._by_path:
            if path not in self._archive.paths:
                return None
            try:
                self.read(path)
            except (OSError, UnreadableError):
                self._by_path[path] = None
        return self._by_path[path]

    def facts_at(self, path: str) -> facts.Module | None:
        """What stands in the module at a path; None when it cannot be read."""
        module = self.at(path)
        return module.node if module and isinstance(module.node, facts.Module) else None

    def read(self, path: str) -> facts.Module:
        """What stands in a file; raises OSError and UnreadableError."""
        known = self._by_path.get(path)
        if known is not None and isinstance(known.node, facts.Module):
            return known.node
        module = self._archive.facts_of(path)
        self.put(path, module)
        return module

    def content(self, path: str) -> bytes:
        """The bytes of a file; raises OSError."""
        return self._archive.content(path)

    def lines(self, path: str) -> Sequence[str]:
        """The text of a file, for what facts don't hold: its comments; none if it can't be read."""
        if path not in self._lines:
            try:
                self._lines[path] = split_lines(decode(self.content(path)).text)
            except (OSError, UnreadableError):
                self._lines[path] = ()
        return self._lines[path]

    def put(self, path: str, module: facts.Module) -> None:
        """Say what stands in a file, so that it isn't read."""
        self._by_path[path] = Scope(module, None, "", _package_of(path), path)

    def bearing(self, signs: Signs, *, is_lasting: bool = False) -> Mapping[str, bytes]:
        """The files of the project that bear the signs, with their bytes.

        `is_lasting` says that many runs look for the same; tests are left out then.
        """
        self.consulted.note_everything()
        return self._archive.bearing(signs, is_lasting=is_lasting)

    def registering(self) -> Mapping[str, bytes]:
        """The files of the project that may register what runs at its start, with their bytes."""
        return self.bearing(execution.load().start_up.signs, is_lasting=True)

    def named(self, stems: frozenset[str]) -> tuple[str, ...]:
        """The files of the project whose names, without their suffix, are among these."""
        self.consulted.note_list()
        if stems not in self._named:
            found = (path for path in self._archive.paths if _stem_of(path) in stems)
            self._named[stems] = tuple(sorted(found))
        return self._named[stems]

    def mentions(self, path: str, words: Iterable[str]) -> bool:
        """Whether any of the words stands in a file."""
        return self._archive.mentions(path, words)

    def find(self, name: str, importer: str) -> Scope | None:
        """The module that `import name` means in the file `importer`; None when it is not ours.

        A file that imports its own name means a library: `openai.py` that imports openai.
        """
        question = (name, importer.rpartition("/")[0])
        if question not in self._found:
            self._found[question] = self._search(*question)
        path = self._found[question]
        is_own_name = path == importer and not importer.endswith("__init__.py")
        return None if path is None or is_own_name else self._for_names(path)

    def has_package(self, name: str, importer: str) -> bool:
        """Whether a dotted name is a folder of the project that holds modules."""
        parts, folder = name.replace(".", "/"), importer.rpartition("/")[0]
        starts = self._starts_of(name, folder)
        return any(start + parts in self._archive.packages for start in starts)

    def _note(self, path: str, note: Callable[[str], None]) -> None:
        """Say that a file is looked into; one that isn't there may come."""
        if path in self._archive.paths:
            note(path)
        elif path in self._by_path:
            self.consulted.note_everything()
        else:
            self.consulted.note_list()

    def _search(self, name: str, folder: str) -> str | None:
        parts = name.replace(".", "/")
        found = (self._file_of(start + parts) for start in self._starts_of(name, folder))
        return next((path for path in found if path is not None), None)

    def relative(self, level: int, name: str, importer: str) -> Scope | None:
        """The module that `from ..name import` means, `level` counting the dots."""
        question = ("." * level + name, importer.rpartition("/")[0])
        if question not in self._found:
            folder = PurePosixPath(importer)
            for _ in range(level):
                folder = folder.parent
            stem = str(folder / name.replace(".", "/")).removeprefix("./")
            self._found[question] = self._file_of(stem)
        path = self._found[question]
        return None if path is None else self._for_names(path)

    def _starts_of(self, name: str, folder: str) -> Iterator[str]:
        """Where a module may be: also in another project of the repository that alone has it."""
        first = name.partition(".")[0]
        if first not in self._archive.importable:
            return
        yield from self._starts(folder)
        root = self._archive.only_roots.get(first)
        if root is not None:
            yield root

    def _starts(self, folder: str) -> tuple[str, ...]:
        """What a module's path may start with when a file in the folder imports it."""
        if folder not in self._starts_from:
            parts = folder.split("/") if folder else []
            above = ["/".join(parts[:count]) + "/" for count in range(1, len(parts) + 1)]
            sources = [f"{source}/" if source else "" for source in self._sources]
            below = [start for each in above for start in (each, f"{each}src/")]
            self._starts_from[folder] = (*sources, *below)
        return self._starts_from[folder]

    def _file_of(self, stem: str) -> str | None:
        candidates = (f"{stem}/__init__.py", f"{stem}.py", f"{stem}.pyi")
        if stem in {"", "."}:
            candidates = ("__init__.py",) * 3
        return next((path for path in candidates if path in self._archive.paths), None)


def _package_of(path: str) -> str:
    return path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def _stem_of(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0]
