"""What a project's own ruff configuration selects and ignores.

ruff lets `--select` on the command line beat the `ignore` of every configuration file, so a gate
that adds rules has to hand the project's own choices back. The order in which files are found and
extend one another is ruff's: https://docs.astral.sh/ruff/configuration/#config-file-discovery.
Whatever can't be read here is left to ruff, which refuses it with a message of its own.
"""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from pathlib import Path
from typing import NamedTuple

import tomli

_NAMES = (".ruff.toml", "ruff.toml", "pyproject.toml")
_SELECTOR = re.compile(r"([A-Z]+)([0-9]*)")


class Layer(NamedTuple):
    """One configuration file, or a `--config key=value` that stands for one."""

    file: Path
    settings: Mapping[str, object]

    def value(self, key: str) -> object:
        """Return the setting of the `lint` table, or the top level's as older files have it."""
        lint = _table(self.settings, "lint")
        return lint[key] if key in lint else self.settings.get(key)

    def codes(self, *keys: str) -> tuple[str, ...]:
        """Return the rule codes, patterns or names that stand under any of the keys."""
        return tuple(each for key in keys for each in texts(self.value(key)))


class Choice(NamedTuple):
    """The rules that a project turns on and off, after all its layers.

    `selects` tells whether it has a `select` of its own; without one ruff's default rules hold.
    """

    selects: bool = False
    selected: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    immutable_calls: tuple[str, ...] = ()
    external: tuple[str, ...] = ()
    preview: bool = False
    output_format: str = ""


def texts(value: object) -> tuple[str, ...]:
    """Return the strings of a TOML list; ruff itself complains when it is anything else."""
    items = value if isinstance(value, list) else []
    return tuple(each for each in items if isinstance(each, str))


def covers(selector: str, code: str) -> bool:
    """Tell whether a rule selector (`ALL`, `E`, `E5`, `E501`) takes in all of another one."""
    if selector in {"ALL", code}:
        return True
    outer, inner = _SELECTOR.fullmatch(selector), _SELECTOR.fullmatch(code)
    if not outer or not inner:
        return False
    if selector == "PL":
        return inner[1].startswith("PL")
    return outer[1] == inner[1] and inner[2].startswith(outer[2])


def touches(selector: str, rules: Iterable[str]) -> bool:
    """Tell whether a selector takes in some of the rules, or one of them takes it in."""
    return any(covers(selector, rule) or covers(rule, selector) for rule in rules)


def without(codes: Iterable[str], selectors: Sequence[str]) -> tuple[str, ...]:
    """Return the codes that none of the selectors takes in."""
    return tuple(code for code in codes if not any(covers(each, code) for each in selectors))


def nearest(folder: Path, known: dict[Path, Path | None]) -> Path | None:
    """Return the configuration file in force for files of a folder; `known` remembers answers."""
    if folder not in known:
        own = _in_folder(folder)
        above = folder.parent
        known[folder] = own if own or above == folder else nearest(above, known)
    return known[folder]


def layers_of(file: Path | None) -> tuple[Layer, ...]:
    """Return a configuration file and what it extends, the most general first."""
    found: list[Layer] = []
    while file is not None and all(layer.file != file for layer in found):
        settings = _read(file) or {}
        found.insert(0, Layer(file, settings))
        base = settings.get("extend")
        file = _extended(file.parent, base) if isinstance(base, str) else None
    return tuple(found)


def inline_layer(text: str) -> Layer:
    """Return the layer that `--config 'key = value'` adds on top of all files."""
    return Layer(Path.cwd() / "--config", _parsed(text))


def choice_of(layers: Iterable[Layer]) -> Choice:
    """Return what the layers choose together, as ruff would see it."""
    return reduce(_overlaid, layers, Choice())


def _overlaid(below: Choice, layer: Layer) -> Choice:
    added = layer.codes("select", "extend-select")
    dropped = layer.codes("ignore", "extend-ignore")
    starts_anew = layer.value("select") is not None
    bugbear = _table(_table(layer.settings, "lint"), "flake8-bugbear") or _table(
        layer.settings, "flake8-bugbear"
    )
    preview = layer.value("preview")
    style = layer.settings.get("output-format")
    calls = bugbear.get("extend-immutable-calls")
    external = layer.value("external")
    return Choice(
        selects=below.selects or starts_anew,
        selected=added if starts_anew else (*without(below.selected, dropped), *added),
        ignored=dropped if starts_anew else (*without(below.ignored, added), *dropped),
        immutable_calls=below.immutable_calls if calls is None else texts(calls),
        external=below.external if external is None else texts(external),
        preview=preview if isinstance(preview, bool) else below.preview,
        output_format=style if isinstance(style, str) else below.output_format,
    )


def _in_folder(folder: Path) -> Path | None:
    for name in _NAMES:
        file = folder / name
        if file.is_file() and _read(file) is not None:
            return file
    return None


def _read(file: Path) -> Mapping[str, object] | None:
    """Return ruff's table of a file, or None for a pyproject.toml that has none."""
    try:
        settings = _parsed(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        return {}
    if file.name != "pyproject.toml":
        return settings
    tool = _table(settings, "tool")
    return _table(tool, "ruff") if "ruff" in tool or not settings else None


def _parsed(text: str) -> Mapping[str, object]:
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError:
        return {}


def _table(settings: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = settings.get(key)
    return value if isinstance(value, dict) else {}


def _extended(folder: Path, base: str) -> Path:
    return (folder / os.path.expandvars(Path(base).expanduser())).resolve()
