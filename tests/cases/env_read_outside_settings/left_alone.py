import os
import subprocess
import sys
from collections.abc import Mapping

os.environ["TOKENIZERS_PARALLELISM"] = "false"
os.environ.setdefault("OMP_NUM_THREADS", "1")

COLOR = "NO_COLOR" not in os.environ  # ok: the terminal's business
CACHE = os.environ.get("XDG_CACHE_HOME", "~/.cache")  # ok: the system's business
UNDER_TEST = "PYTEST_CURRENT_TEST" in os.environ  # ok: set by pytest
IN_CI = os.getenv("CI") == "true"  # ok: tells of where it runs
POD = os.environ.get("POD_NAME", "local")  # ok: what the platform says of the place


def convert(path: str) -> None:
    environment = os.environ.copy()  # ok: handed on as a whole
    environment["LC_ALL"] = "C"
    subprocess.run(["convert", path], env=environment, check=True)


def render(path: str) -> None:
    subprocess.run(["render", path], env={**os.environ, "LC_ALL": "C"}, check=True)  # ok: likewise


def expand(template: str, values: Mapping[str, str] = os.environ) -> str:  # ok: likewise
    return template.format_map(values)


def quiet() -> None:
    before = os.environ.get("PYTHONWARNINGS")  # ok: put back below
    os.environ["PYTHONWARNINGS"] = "ignore"
    import noisy

    noisy.start()
    os.environ.pop("PYTHONWARNINGS")
    if before is not None:
        os.environ["PYTHONWARNINGS"] = before


def threads() -> int:
    return int(os.environ["OMP_NUM_THREADS"])  # ok: the file sets it


def any_of(names: list[str]) -> bool:
    return any(os.environ.get(name) for name in names)  # ok: which, is known to the caller


class WorkerSettings:
    queue = os.environ.get("WORKER_QUEUE", "default")  # ok: a class of settings


def load_config() -> dict[str, str]:
    return {"url": os.environ["WORKER_URL"]}  # ok: a function that loads settings


WORKER_KEY = os.environ.get("WORKER_KEY", "not-specified")  # ok: the default of an option, below


def arguments(parser) -> None:
    parser.add_argument("--key", default=WORKER_KEY)
    parser.add_argument("--token", default=os.environ.get("WORKER_TOKEN"))  # ok: part of a command line


def docker() -> str | None:
    return os.environ.get("DOCKER_HOST")  # ok: a convention that many programs share


def start() -> None:
    launch(os.environ["WORKER_CONFIG"])  # ok: tells where the settings are


def service_name() -> str:
    return os.environ.get("OTEL_SERVICE_NAME", "worker")  # ok: a convention of OpenTelemetry


def launch(path: str) -> None:
    print(path)


def configure(app) -> None:
    app.config["QUEUE"] = os.environ.get("WORKER_QUEUE_URL")  # ok: kept among the settings
    app.settings.limit = int(os.environ.get("WORKER_LIMIT", "3"))  # ok: likewise
    app.queue = os.environ.get("WORKER_QUEUE_NAME")  # error: env-read-outside-settings
    app.config.update(PAGE=os.environ.get("WORKER_PAGE"))  # ok: kept among the settings, too


LOGGING_CONFIG = {"version": 1, "level": os.environ.get("WORKER_LOG_LEVEL")}  # ok: likewise


def main() -> int:
    print(os.environ.get("WORKER_GREETING"))  # ok: only the main block runs it
    return 0


if __name__ == "__main__":
    if os.environ.get("WORKER_DEBUG"):  # ok: the main block itself
        print(sys.path)
    sys.exit(main())
