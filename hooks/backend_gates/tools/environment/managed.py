"""Virtual environments that project managers keep outside the project.

The places follow the documented conventions and sources of Poetry (`EnvManager`), Hatch
(`VirtualEnvironment`) and PDM (`.pdm-python`). No manager is run.
"""

import os
import re
import sys
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from backend_gates.tools.environment.project_folder import read_toml, table

_POETRY_NAME_LENGTH = 42
_POETRY_NAMELESS = "non-package-mode"
_NAME_SEPARATORS = re.compile(r"[-_.]+")


def poetry_environment(folder: Path, environ: Mapping[str, str]) -> Path | None:
    """Return the environment that Poetry made for the project in its cache.

    Poetry notes the active one in `envs.toml`; without a note the newest Python wins.
    """
    short = (_project_name(folder) or _POETRY_NAMELESS)[:_POETRY_NAME_LENGTH]
    base = f"{short}-{_checksum(os.path.normcase(folder.resolve()))}"
    home = _poetry_home(environ)
    found = {each.name: each for each in home.glob(f"{base}-py*")}
    notes = home / "envs.toml"
    minor = table(read_toml(notes), base).get("minor") if notes.is_file() else None
    return found.get(f"{base}-py{minor}") or max(found.values(), key=_by_version, default=None)


def hatch_environment(folder: Path, environ: Mapping[str, str]) -> Path | None:
    """Return the project's default Hatch environment."""
    name = _project_name(folder)
    data = environ.get("HATCH_DATA_DIR") or str(_data_home(environ) / "hatch")
    place = Path(data) / "env" / "virtual" / name / _checksum(str(folder)) / name
    return place if name and place.is_dir() else None


def pdm_interpreter(folder: Path) -> Path | None:
    """Return the interpreter that PDM noted for the project, if it is still there."""
    try:
        noted = (folder / ".pdm-python").read_text(encoding="utf-8").strip()
    except OSError:
        return None
    return Path(noted) if noted and Path(noted).is_file() else None


def _project_name(folder: Path) -> str:
    file = folder / "pyproject.toml"
    content = read_toml(file) if file.is_file() else {}
    name = table(content, "project").get("name") or table(content, "tool", "poetry").get("name")
    return _NAME_SEPARATORS.sub("-", name).lower() if isinstance(name, str) else ""


def _checksum(text: str) -> str:
    return urlsafe_b64encode(sha256(text.encode()).digest()).decode()[:8]


def _by_version(folder: Path) -> tuple[int, ...]:
    return tuple(int(each) for each in re.findall(r"\d+", folder.name.rpartition("-py")[2]))


def _poetry_home(environ: Mapping[str, str]) -> Path:
    explicit = environ.get("POETRY_VIRTUALENVS_PATH")
    if explicit:
        return Path(explicit)
    return Path(environ.get("POETRY_CACHE_DIR") or _poetry_cache(environ)) / "virtualenvs"


def _poetry_cache(environ: Mapping[str, str]) -> Path:
    home = Path(environ.get("HOME", "~"))
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "pypoetry"
    if sys.platform == "win32":
        return Path(environ.get("LOCALAPPDATA", "~")) / "pypoetry" / "Cache"
    return Path(environ.get("XDG_CACHE_HOME") or home / ".cache") / "pypoetry"


def _data_home(environ: Mapping[str, str]) -> Path:
    home = Path(environ.get("HOME", "~"))
    if sys.platform == "darwin":
        return home / "Library" / "Application Support"
    if sys.platform == "win32":
        return Path(environ.get("LOCALAPPDATA", "~"))
    return Path(environ.get("XDG_DATA_HOME") or home / ".local" / "share")
