"""The jobs of a pipeline: the hooks that a project has selected."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from backend_gates import registry
from backend_gates.schema import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONFIGURATION = ".pre-commit-config.yaml"
COMMIT = "pre-commit"
_STAGES = (COMMIT, "manual", "pre-push", "pre-merge-commit")
_OLD_NAMES = {"commit": COMMIT, "push": "pre-push", "merge-commit": "pre-merge-commit"}


class Job(NamedTuple):
    """A hook by the name that `pre-commit run` knows it by, and the stage that it runs in."""

    gate: str
    stage: str

    @property
    def name(self) -> str:
        """The gate as YAML."""
        return self.gate if re.fullmatch(r"[A-Za-z][\w-]*", self.gate) else json.dumps(self.gate)


def jobs(folder: Path) -> list[Job]:
    """The hooks in a folder's configuration that can run on all files.

    Raises SettingsError when there is no configuration, or none that can be read.
    """
    found = list(dict.fromkeys(_selected(_configuration(folder / CONFIGURATION))))
    if not found:
        raise SettingsError(f"{CONFIGURATION}: selects no hook that runs on all files")
    return found


def _configuration(file: Path) -> Mapping[str, Any]:
    try:
        found = YAML(typ="safe", pure=True).load(file.read_text("utf-8"))
    except FileNotFoundError:
        raise SettingsError(f"no {CONFIGURATION} here: `backend-gates init` writes one") from None
    except OSError as error:
        raise SettingsError(f"{CONFIGURATION}: cannot be read: {error.strerror}") from None
    except (YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{CONFIGURATION}:{mark.line + 1}" if mark else CONFIGURATION
        raise SettingsError(f"{place}: is not YAML: correct it") from None
    if not isinstance(found, Mapping) or not isinstance(found.get("repos"), list):
        raise SettingsError(f"{CONFIGURATION}: has no list `repos`")
    return found


def _selected(configuration: Mapping[str, Any]) -> Iterator[Job]:
    default = configuration.get("default_stages")
    for repository in configuration["repos"]:
        for hook in repository.get("hooks", ()) if isinstance(repository, Mapping) else ():
            if isinstance(hook, Mapping) and "id" in hook:
                stage = _stage(hook.get("stages") or _own_stages(hook["id"]) or default)
                if stage:
                    yield Job(str(hook.get("alias") or hook["id"]), stage)


def _own_stages(hook_id: str) -> tuple[str, ...]:
    """The stages that our manifest gives a hook of ours."""
    if hook_id not in registry.tool_ids():
        return ()
    stages: tuple[str, ...] = registry.module_of(hook_id).HOOK.stages
    return stages


def _stage(stages: list[str] | tuple[str, ...] | None) -> str:
    """The first stage in which pre-commit looks at all files; empty without one."""
    named = {_OLD_NAMES.get(stage, stage) for stage in stages or _STAGES}
    return next((stage for stage in _STAGES if stage in named), "")
