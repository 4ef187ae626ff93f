"""Writes what is generated: manifest, README's table, pages, settings reference, CI templates.

`generate.py --check` writes nothing and fails when a file differs from what it would write.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import yaml

from backend_gates import checkers, registry
from backend_gates.manifest import all_hooks
from backend_gates.model import Hook
from backend_gates.pipelines import github, gitlab
from backend_gates.schema import keys
from expectations import read_expectations
from write_settings_reference import entries, reference

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases"
NOTE = "Written by `make generate`; change the check, its cases or its evidence instead."


def main(arguments: list[str]) -> int:
    """Write every generated file, or name those that differ."""
    differing = [(path, text) for path, text in generated() if _read(path) != text]
    for path, text in differing:
        print(path.relative_to(ROOT))
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    return 1 if differing and "--check" in arguments else 0


def _read(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


def generated() -> Iterator[tuple[Path, str]]:
    """Each generated file and what belongs in it."""
    hooks = list(all_hooks())
    yield ROOT / ".pre-commit-hooks.yaml", manifest(hooks)
    yield ROOT / "README.md", readme(_read(ROOT / "README.md"), hooks)
    yield ROOT / "docs" / "settings.md", reference()
    yield ROOT / "templates" / "gitlab" / "backend-quality.yml", gitlab.template()
    yield ROOT / ".github" / "workflows" / "backend-quality.yml", github.template()
    for hook in hooks:
        yield ROOT / "docs" / "hooks" / f"{hook.id}.md", page(hook)


def manifest(hooks: list[Hook]) -> str:
    """The hooks in pre-commit's own format, what equals its defaults left out."""
    entries = [_entry(hook) for hook in hooks]
    return f"# {NOTE}\n" + yaml.safe_dump(entries, sort_keys=False, width=100)


def _entry(hook: Hook) -> dict[str, object]:
    entry: dict[str, object] = {
        "id": hook.id,
        "name": hook.id,
        "description": hook.description,
        "entry": f"python -I -m backend_gates {hook.id}",
        "language": "python",
    }
    defaults = Hook._field_defaults
    for field in ("types_or", "files", "exclude", "pass_filenames", "require_serial", "stages"):
        value = getattr(hook, field)
        if value != defaults[field]:
            entry[field] = list(value) if isinstance(value, tuple) else value
    return entry


def readme(text: str, hooks: list[Hook]) -> str:
    """The README with its table of hooks made anew."""
    rows = [f"| [`{hook.id}`](docs/hooks/{hook.id}.md) | {hook.description} |" for hook in hooks]
    table = "\n".join(["| id | what it catches |", "|---|---|", *rows])
    return re.sub(
        r"(<!-- hooks -->\n).*?(<!-- /hooks -->)",
        lambda match: f"{match[1]}{table}\n{match[2]}",
        text,
        flags=re.DOTALL,
    )


def page(hook: Hook) -> str:
    """A hook's page: what, why, instead, example, settings, limits, evidence."""
    module = registry.module_of(hook.id)
    parts = [f"# {hook.id}", f"<!-- {NOTE} -->", (module.__doc__ or "").strip()]
    if hook.id in registry.checker_ids():
        parts += [*_example(hook.id), *_settings(hook.id), *_limits(hook.id)]
    parts += [*_options(module), *_evidence(hook.id)]
    return "\n\n".join(parts) + "\n"


def _folder(check_id: str) -> Path:
    return CASES / check_id.replace("-", "_")


def _example(check_id: str) -> Iterator[str]:
    file = _folder(check_id) / "example.py"
    code = re.sub(r"  # (error|ok|missed): .*", _as_remark, file.read_text("utf-8"))
    yield f"## Example\n\n```python\n{code.strip()}\n```"


def _as_remark(match: re.Match[str]) -> str:
    return "  # reported" if match[1] == "error" else ""


def _settings(check_id: str) -> Iterator[str]:
    options = checkers.load(check_id).options
    if keys(options):
        lines = "\n".join(entries(options))
        yield f"## Settings\n\nIn `[tool.backend-gates.{check_id}]`:\n\n{lines}"


def _limits(check_id: str) -> Iterator[str]:
    missed = [
        f"- {expectation.text}"
        for file in sorted(_folder(check_id).rglob("*.py"))
        for expectation in read_expectations(file)
        if expectation.kind == "missed"
    ]
    if missed:
        intro = "What is known to be missed, each a tested case:"
        yield "\n".join(["## Limits", "", intro, "", *dict.fromkeys(missed)])


def _options(module: ModuleType) -> Iterator[str]:
    options: tuple[tuple[str, str], ...] = getattr(module, "OPTIONS", ())
    if options:
        rows = [f"| `{spelling}` | {meaning} |" for spelling, meaning in options]
        table = "\n".join(["| option | meaning |", "|---|---|", *rows])
        yield f"## Options\n\nFor the hook's `args`:\n\n{table}"


def _evidence(hook_id: str) -> Iterator[str]:
    file = ROOT / "docs" / "evidence" / f"{hook_id}.md"
    if file.exists():
        yield f"## Evidence\n\n{file.read_text('utf-8').strip()}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
