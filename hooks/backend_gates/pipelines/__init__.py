"""CI pipelines with one job for each hook, side by side."""

from pathlib import Path

from backend_gates.pipelines import github, gitlab
from backend_gates.pipelines.installing import install_command
from backend_gates.pipelines.jobs import jobs

_HOSTS = {"gitlab": gitlab.pipeline, "github": github.pipeline}


def printed(host: str, folder: Path) -> str:
    """The pipeline of the project in a folder, for `gitlab` or `github`.

    Raises schema.SettingsError when the project's hooks can't be read.
    """
    return _HOSTS[host](jobs(folder), install_command(folder))
