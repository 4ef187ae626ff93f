"""Name the settings by which a project's configuration makes `mypy --strict` less than strict."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from backend_gates.tools.mypy.settings import MypySettings, Section, flag, texts

_STRICT = (
    "disallow_any_generics",
    "disallow_subclassing_any",
    "disallow_untyped_calls",
    "disallow_untyped_defs",
    "disallow_incomplete_defs",
    "check_untyped_defs",
    "disallow_untyped_decorators",
    "warn_return_any",
    "strict_equality",
    "extra_checks",
    "no_implicit_reexport",
)
_COMMENT = re.compile(
    rb"^# *mypy: *[^\r\n]*"
    rb"(?:ignore[-_]errors|disable[-_]error[-_]code|\ballow[-_]|[Ff]alse)[^\r\n]*",
    re.MULTILINE,
)
_ALWAYS = ("strict_optional", "no_implicit_optional")


def name_holes(settings: MypySettings, root: Path, sources: Sequence[str]) -> tuple[str, ...]:
    """Return one line for each hole; `sources` are the project's files, relative to `root`.

    Global strict flags that are turned off are no holes: `--strict` turns them on again. Per-module
    ones outlive it.
    """
    lines = [
        f"{settings.file.name if settings.file else ''} {section.title}: {hole}"
        for section in settings.sections
        for hole in (*_holes(section), *_excluded(section, sources))
    ]
    return (*lines, *_in_comments(root, sources))


def _in_comments(root: Path, sources: Sequence[str]) -> Iterator[str]:
    """Name the `# mypy:` comments that loosen a whole file, equal ones together."""
    files: dict[str, list[str]] = {}
    for source in sources:
        for comment in _COMMENT.findall(_content(root / source)):
            files.setdefault(comment.decode("utf-8", "replace").strip(), []).append(source)
    for comment, found in files.items():
        yield f"the comment `{comment}` loosens {_first_and_more(found)}"


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _holes(section: Section) -> Iterator[str]:
    yield from _switched_off(section)
    yield from _missing_types(section)
    yield from _flags_off(section)


def _switched_off(section: Section) -> Iterator[str]:
    if flag(section.values.get("ignore_errors")):
        yield f"ignore_errors = true hides every error {_where(section)}"
    codes = texts(section.values.get("disable_error_code"))
    if codes:
        yield f"disable_error_code hides {', '.join(codes)} {_where(section)}"


def _missing_types(section: Section) -> Iterator[str]:
    everywhere = not section.modules or "*" in section.modules
    if everywhere and flag(section.values.get("ignore_missing_imports")):
        yield (
            "ignore_missing_imports = true turns every package without types into Any; "
            "name those packages in overrides instead"
        )
    follow = section.values.get("follow_imports")
    if section.modules and follow in ("skip", "error"):
        yield f'follow_imports = "{follow}" turns what is imported from there into Any'
    if not section.modules and follow in ("skip", "silent", "error"):
        yield f'follow_imports = "{follow}" hides types and errors; this run uses "normal" instead'
    if flag(section.values.get("no_site_packages")):
        yield "no_site_packages = true hides the types of all installed packages"


def _flags_off(section: Section) -> Iterator[str]:
    for name in (*_ALWAYS, *(_STRICT if section.modules else ())):
        positive = flag(section.values.get(name))
        negative = flag(section.values.get(_inverse(name)))
        if positive is False:
            yield f"{name} = false turns a strict check off {_where(section)}"
        elif negative:
            yield f"{_inverse(name)} = true turns a strict check off {_where(section)}"


def _inverse(name: str) -> str:
    """Return the name under which mypy takes the opposite of a flag."""
    if name.startswith("disallow_"):
        return name.removeprefix("dis")
    return name.removeprefix("no_") if name.startswith("no_") else f"no_{name}"


def _where(section: Section) -> str:
    return "there" if section.modules else "everywhere"


def _excluded(section: Section, sources: Sequence[str]) -> Iterator[str]:
    if section.modules:
        return
    value = section.values.get("exclude")
    for pattern in [value] if isinstance(value, str) else texts(value):
        hidden = [each for each in sources if _matches(pattern, each)]
        if hidden:
            yield f"exclude '{pattern}' leaves out {_first_and_more(hidden)}"


def _first_and_more(files: Sequence[str]) -> str:
    return f"{files[0]} and {len(files) - 1} more" if files[1:] else files[0]


def _matches(pattern: str, path: str) -> bool:
    """Say whether mypy leaves the file or one of its folders out; it tries each on the way down."""
    steps = [f"{parent.as_posix()}/" for parent in Path(path).parents][:-1]
    try:
        return any(re.search(pattern, step) for step in (path, *steps))
    except re.error:
        return False
