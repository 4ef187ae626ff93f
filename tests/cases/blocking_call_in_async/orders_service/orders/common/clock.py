import platform
import subprocess
import sys
import time
from datetime import UTC, datetime

if sys.platform == "linux":

    def machine() -> str:
        return platform.node()

else:

    def machine() -> str:
        return subprocess.check_output(["hostname"], text=True)


def now() -> datetime:
    return datetime.now(UTC)


def wait_until(moment: datetime) -> None:
    while (left := (moment - now()).total_seconds()) > 0:
        time.sleep(min(left, 1))


class Stopwatch:
    """Measures a block; `with Stopwatch() as watch`."""

    def __enter__(self) -> "Stopwatch":
        self.started = time.perf_counter()
        return self

    def __exit__(self, *failure: object) -> None:
        self.seconds = time.perf_counter() - self.started
