"""Where the settings of a project are, and which variables it sets itself."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from backend_gates.catalogue import environment
from backend_gates.catalogue.execution import Signs
from backend_gates.checkers._environment.imports import loaded
from backend_gates.checkers._environment.places import is_elsewhere, is_named_settings
from backend_gates.project.reading.testing_paths import is_test
from backend_gates.project.resolution.values import FirstPartyClass
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from backend_gates.project.project import Project

_CLASS = re.compile(rb"^class (?:Settings|Config)\b|^class \w+\([^)]*Settings\b", re.MULTILINE)
_NAMED_BY_DJANGO = re.compile(rb"DJANGO_SETTINGS_MODULE[\"']\]?\s*[,=]\s*[\"']([\w.]+)")
_READS = re.compile(rb"environ|getenv")
_CENTRAL = Signs((b"Settings", b"Config", b"DJANGO_SETTINGS_MODULE"), (_CLASS, _NAMED_BY_DJANGO))
_SET = (
    re.compile(rb"env\w*(?:\[|\.setdefault\()\s*[\"'](\w+)[\"'](?:\]\s*=[^=]|,)"),
    re.compile(rb"[\"']([A-Z]+_[A-Z0-9_]+)[\"']\s*:"),
)
_SETTING = Signs((b"env=", b"env =", b"environ", b"_env"), _SET)
_HOLDING = Signs((b"environ", b"getenv", b"Settings", b"Config"), (_CLASS, _READS))
_ROUTES = re.compile(rb"^@\w+\.(?:get|post|put|patch|delete|route)\(", re.MULTILINE)
_TAKES_REQUEST = re.compile(rb"def .*\brequest\b")
_OWN_CLASSES = {"Settings", "Config"}
_NO_BASES = {"typing.Protocol", "typing_extensions.Protocol"}
_CONSTANT = re.compile(rb"^\w+(?: *:[^=\n]+)? *=[^=]", re.MULTILINE)
_CONSTANT_READ = re.compile(rb"^\w+(?: *:[^=\n]+)? *=[^=\n].*(?:environ|getenv)", re.MULTILINE)
_DEFINITION = re.compile(rb"^[ \t]*(?:async )?def ", re.MULTILINE)
_CONSTANTS = Signs((b"environ", b"getenv"), (_CONSTANT_READ,))
_SEVERAL, _FEWER = 5, 4
_PLAIN_FOLDERS = {
    "",
    *(
        "apps",
        "extensions",
        "integrations",
        "lib",
        "libs",
        "packages",
        "plugins",
        "services",
        "src",
    ),
}
_PLAIN_NAME = re.compile(
    r"(^|/)(settings|configs?|conf)(/(__init__|base|common|config|defaults?|main|settings))?\.py$"
)
_SHARED_FOLDERS = {"base", "common", "conf", "config", "configs", "core", "settings", "shared"}
_OF_PACKAGES = {"libs", "packages"}
_PACKAGE = "/__init__.py"
_MANAGER = "manage.py"


@lru_cache(maxsize=1)
def modules(project: Project) -> SettingsModules:
    """The settings modules of a project, looked for once."""
    return SettingsModules(project)


class SettingsModules:
    """The settings modules of a project."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._loaded: dict[str, frozenset[str]] = {}
        known = project.modules.paths
        classes = dict(_with_classes(project))
        told = {path for path, is_library in classes.items() if is_library}
        told.update(_of_django(project), _of_constants(project))
        self._central = told | classes.keys()
        found = self._central.union(filter(is_named_settings, known))
        self.paths = frozenset(
            path for path in found if not is_elsewhere(path) and not is_test(path)
        )
        self._told = self.paths & told
        self._likely = self.paths.intersection(_holding(project, self._central))
        self._tops = [path.removesuffix(_MANAGER) for path in known if path.endswith(_MANAGER)]
        self._roots = set(_with_modules(known))
        self._packages = {path.removesuffix(_PACKAGE) for path in known if path.endswith(_PACKAGE)}
        self._units = {path: self._unit_of(path) for path in self.paths}

    def are_for(self, path: str) -> bool:
        """Whether a file is of a part of the project that has some, or nothing has any."""
        if not self.paths:
            return True
        return any(self._speaks_for(unit, path) for unit in set(self._units.values()))

    def nearest(self, path: str) -> str:
        """The settings module to name to a file, one that holds some and answers no requests.

        It is empty without one that can be imported there. Those with a class of settings come
        first, then those that are called no more than that, and of these what shares the most
        folders with the file.
        """
        told = (each for each in self._told if self._speaks_for(self._units[each], path))
        own = {*told, *(each for each in self._likely if path.startswith(_around(each)))}
        best = sorted(own, key=lambda each: self._worth(each, path), reverse=True)
        return next((each for each in best if path not in self._loaded_with(each)), "")

    def _loaded_with(self, settings: str) -> frozenset[str]:
        if settings not in self._loaded:
            self._loaded[settings] = loaded(self._project, settings)
        return self._loaded[settings]

    def _worth(self, settings: str, path: str) -> tuple[bool, bool, int, int, str]:
        is_central, is_plain = settings in self._central, bool(_PLAIN_NAME.search(settings))
        length = len(settings.removesuffix(_PACKAGE))
        known = (is_central and is_plain, is_central or is_plain)
        return (*known, _shared(settings, path), -length, settings)

    def _unit_of(self, path: str) -> str:
        """The folder that a settings module speaks for: that of `manage.py`, or around its package.

        Where that holds packages of many things, or everything, it is the package alone.
        """
        top = max((each for each in self._tops if path.startswith(each)), key=len, default=None)
        if top is not None:
            return top
        package = path.rpartition("/")[0]
        while package.rpartition("/")[0] in self._packages:
            package = package.rpartition("/")[0]
        around = package.rpartition("/")[0]
        is_plain = around.rpartition("/")[2].lower() in _PLAIN_FOLDERS
        unit = package if is_plain and around not in self._roots else around
        return f"{unit}/" if unit else ""

    def _speaks_for(self, unit: str, path: str) -> bool:
        """Whether a file is in the folder; below `manage.py` only what is in a package is."""
        if not path.startswith(unit) or path[len(unit) :].partition("/")[0] in _OF_PACKAGES:
            return False
        folder = path.rpartition("/")[0]
        return unit not in self._tops or f"{folder}/" == unit or folder in self._packages


@lru_cache(maxsize=1)
def set_by_project(project: Project) -> frozenset[str]:
    """The variables that code of the project sets itself, as for a child process, tests aside."""
    found: set[bytes] = set()
    for path, data in project.modules.bearing(_SETTING).items():
        if not is_test(path) and not is_named_settings(path):
            found.update(*(pattern.findall(data) for pattern in _SET))
    return frozenset(name.decode() for name in found)


def _with_classes(project: Project) -> Iterator[tuple[str, bool]]:
    """The files that define a class of settings, and whether it is one of a library's."""
    for path, data in project.modules.bearing(_CENTRAL).items():
        module = project.modules.at(path) if _CLASS.search(data) else None
        if module is None or not isinstance(module.node, facts.Module):
            continue
        for each in module.node.body:
            if isinstance(each, facts.Class):
                outside = project.bases(FirstPartyClass(module.child(each), each))[1]
                if not environment.load().bases.isdisjoint(outside):
                    yield path, True
                    break
                if each.name in _OWN_CLASSES and _NO_BASES.isdisjoint(outside):
                    yield path, False


def _of_django(project: Project) -> Iterator[str]:
    """The modules that `DJANGO_SETTINGS_MODULE` is set to."""
    for path, data in project.modules.bearing(_CENTRAL).items():
        for name in _NAMED_BY_DJANGO.findall(data):
            dotted = name.decode()
            module = project.modules.find(dotted, path)
            if module is not None and dotted.rpartition(".")[2] in module.path:
                yield module.path


def _of_constants(project: Project) -> Iterator[str]:
    """The modules of constants that are settings but for their names: most come from outside."""
    for path, data in project.modules.bearing(_CONSTANTS).items():
        count = len(_CONSTANT_READ.findall(data))
        is_code = _FEWER * len(_DEFINITION.findall(data)) > count
        if count >= _SEVERAL and count * 2 >= len(_CONSTANT.findall(data)) and not is_code:
            yield path


def _holding(project: Project, central: Collection[str]) -> Iterator[str]:
    """The files that hold settings and say so, as a reader may be told: they answer no requests."""
    for path, data in project.modules.bearing(_HOLDING).items():
        is_plain = _PLAIN_NAME.search(path) and not _TAKES_REQUEST.search(data)
        is_central = path in central and is_named_settings(path)
        if (is_central or is_plain) and not _ROUTES.search(data):
            yield path


def _around(settings: str) -> str:
    """The folder that settings stand over, whatever folders for shared things they are in."""
    folders = settings.split("/")[:-1]
    while folders and folders[-1] in _SHARED_FOLDERS:
        folders.pop()
    return "".join(f"{folder}/" for folder in folders)


def _with_modules(paths: Iterable[str]) -> Iterator[str]:
    """The folders called `src` that hold modules themselves: what is below is one application."""
    for path in paths:
        folder, _, file = path.rpartition("/")
        if folder.rpartition("/")[2] == "src" and file != "__init__.py":
            yield folder


def _shared(one: str, other: str) -> int:
    """How many folders two paths begin with in common."""
    count = 0
    for mine, theirs in zip(one.split("/"), other.split("/"), strict=False):
        if mine != theirs:
            break
        count += 1
    return count
