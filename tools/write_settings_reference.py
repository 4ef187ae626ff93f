"""Write docs/settings.md from the declarations in the code.

python tools/write_settings_reference.py [FILE]
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from backend_gates import registry
from backend_gates.schema import Key, Record, keys, kind_name
from backend_gates.settings import TABLE, Settings

ROOT = Path(__file__).resolve().parent.parent

INTRODUCTION = f"""\
# Settings

Settings live in `pyproject.toml`, in the table `[{TABLE}]` and one table for each check.
The nearest `pyproject.toml` from the working directory upwards counts, as far as the root of the
repository; `--config FILE` names another file with the same tables. Patterns and paths are
relative to the folder of the `pyproject.toml`.

A key, type or table that does not exist is an error: the hook names it, the nearest valid one and
the file, and exits with 2.
"""


def reference() -> str:
    """Compose the page: the common settings, then each check that has options, by id."""
    sections = [INTRODUCTION, _section(TABLE, "For all checks.", Settings)]
    for hook_id in registry.ids():
        module = registry.module_of(hook_id)
        declared: Record | None = getattr(module, "Options", None)
        if declared is not None and keys(declared):
            about = (module.__doc__ or "").partition("\n\n")[0].strip()
            sections.append(_section(f"{TABLE}.{hook_id}", about, declared))
    return "\n".join(sections)


def main(arguments: list[str]) -> int:
    """Write the page to the file named, or to its place."""
    target = Path(arguments[0]) if arguments else ROOT / "docs" / "settings.md"
    target.write_text(reference(), encoding="utf-8", newline="\n")
    print(f"wrote {target}")
    return 0


def _section(table: str, about: str, record: Record) -> str:
    return "\n".join([f"## `[{table}]`", "", about, "", *entries(record)])


def entries(record: Record) -> Iterator[str]:
    """Describe each key of a table: its meaning, type and default."""
    for key in keys(record):
        yield f"### `{key.name}`"
        yield ""
        yield key.help
        yield ""
        yield f"Takes {kind_name(key.kind)}. Default: `{_toml(key)}`."
        yield ""


def _toml(key: Key) -> str:
    value = key.default
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "{}"
    if isinstance(value, tuple):
        return "[" + ", ".join(f'"{item}"' for item in value) + "]"
    if isinstance(value, str):
        return f'"{value}"'
    return str(value)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
