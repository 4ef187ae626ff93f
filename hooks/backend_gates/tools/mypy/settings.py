"""Read the project's mypy configuration the way mypy finds it, as plain values."""

import re
from collections.abc import Iterable, Iterator, Mapping
from configparser import Error, RawConfigParser
from pathlib import Path
from typing import NamedTuple, cast

from backend_gates.tools.environment.project_folder import (
    MYPY_FILES,
    CannotRunError,
    folders_upwards,
    read_toml,
    table,
)

_TRUE = frozenset({"1", "yes", "true", "on"})
_TARGETS = ("files", "packages", "modules")
_BASES = ("explicit_package_bases", "mypy_path", "namespace_packages")


class Section(NamedTuple):
    """One section of the configuration; `modules` is empty for the global one."""

    title: str
    modules: tuple[str, ...]
    values: Mapping[str, object]


class MypySettings(NamedTuple):
    """A project's mypy configuration; `file` is `None` and `sections` empty without one."""

    file: Path | None = None
    sections: tuple[Section, ...] = ()

    @property
    def names_targets(self) -> bool:
        """Whether the project says what to check."""
        return any(self._global(key) for key in _TARGETS)

    @property
    def names_bases(self) -> bool:
        """Whether the project says where its packages begin."""
        return any(self._global(key) is not None for key in _BASES)

    @property
    def plugins(self) -> tuple[str, ...]:
        """The plugins that mypy imports by module name."""
        names = (each.partition(":")[0] for each in texts(self._global("plugins")))
        return tuple(each for each in names if "/" not in each and not each.endswith(".py"))

    @property
    def python_executable(self) -> str:
        """The interpreter that the project names to mypy, empty when it names none."""
        value = self._global("python_executable")
        return value if isinstance(value, str) else ""

    def _global(self, key: str) -> object:
        return next((each.values.get(key) for each in self.sections if not each.modules), None)


def read_mypy_settings(folder: Path) -> MypySettings:
    """Return the configuration nearest to the project's folder, looking upwards.

    Within one folder mypy's order counts: mypy.ini, .mypy.ini, pyproject.toml, setup.cfg, and the
    last two only with a section of mypy's. Raises `CannotRunError` for a file that can't be read.
    Source: https://mypy.readthedocs.io/en/stable/config_file.html
    """
    for place in folders_upwards(folder):
        for name in (*MYPY_FILES, "pyproject.toml", "setup.cfg"):
            file = place / name
            sections = _sections(file) if file.is_file() else ()
            if sections or (name in MYPY_FILES and file.is_file()):
                return MypySettings(file, sections)
    return MypySettings()


def texts(value: object) -> tuple[str, ...]:
    """Return a list setting's items; mypy takes lists and comma-separated text."""
    parts = re.split(r"[,\n]", value) if isinstance(value, str) else value
    if not isinstance(parts, list):
        return ()
    return tuple(each.strip() for each in parts if isinstance(each, str) and each.strip())


def flag(value: object) -> bool | None:
    """Return a setting's truth value, `None` when it isn't set."""
    return value.strip().lower() in _TRUE if isinstance(value, str) else cast("bool | None", value)


def _sections(file: Path) -> tuple[Section, ...]:
    return tuple(_toml_sections(file) if file.suffix == ".toml" else _ini_sections(file))


def _toml_sections(file: Path) -> Iterator[Section]:
    content = table(read_toml(file), "tool")
    if "mypy" not in content:
        return
    section = table(content, "mypy")
    yield Section("[tool.mypy]", (), {k: v for k, v in section.items() if k != "overrides"})
    overrides = section.get("overrides")
    for override in overrides if isinstance(overrides, list) else ():
        modules = texts(override.get("module"))
        shown = ", ".join(f'"{each}"' for each in modules)
        title = f"[[tool.mypy.overrides]] for {shown}"
        yield Section(title, modules, {k: v for k, v in override.items() if k != "module"})


def _ini_sections(file: Path) -> Iterator[Section]:
    parser = RawConfigParser()
    try:
        parser.read(file, encoding="utf-8-sig")
    except (Error, OSError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise CannotRunError(f"{file}: not a valid configuration file: {reason}") from error
    for name in _mypy_first(parser.sections()):
        modules = texts(name.removeprefix("mypy-")) if name != "mypy" else ()
        yield Section(f"[{name}]", modules, dict(parser[name]))


def _mypy_first(names: Iterable[str]) -> list[str]:
    return sorted(n for n in names if n == "mypy" or n.startswith("mypy-"))
