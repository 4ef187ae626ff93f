import subprocess
import sys
from pathlib import Path

import tomli

from backend_gates import registry
from backend_gates.schema import keys
from backend_gates.settings import TABLE, Settings

WRITER = Path(__file__).parent.parent / "tools" / "write_settings_reference.py"


def _page(tmp_path: Path) -> str:
    target = tmp_path / "settings.md"
    subprocess.run([sys.executable, str(WRITER), str(target)], check=True)
    return target.read_text("utf-8")


def _section(page: str, table: str) -> str:
    return page.partition(f"\n## `[{table}]`\n")[2].partition("\n## ")[0]


def test_every_key_of_every_table_is_explained(tmp_path: Path) -> None:
    page = _page(tmp_path)
    records = {TABLE: Settings} | {
        f"{TABLE}.{hook_id}": registry.module_of(hook_id).Options
        for hook_id in registry.ids()
        if hasattr(registry.module_of(hook_id), "Options")
    }
    for table, record in records.items():
        section = _section(page, table)
        for key in keys(record):
            assert f"### `{key.name}`\n\n{key.help}\n\nTakes " in section


def test_defaults_are_written_as_toml(tmp_path: Path) -> None:
    rows = [row for row in _page(tmp_path).splitlines() if row.startswith("Takes ")]
    defaults = [row.partition("Default: `")[2].removesuffix("`.") for row in rows]
    assert defaults[:3] == ["[]", "{}", "[]"]
    for default in defaults:
        tomli.loads(f"value = {default}")
