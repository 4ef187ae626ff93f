"""`python -m backend_gates`."""

import gc
import sys

from backend_gates.results.replay import replay


def main() -> int:
    """Answer from an earlier run where that will do; else run the command line."""
    code = replay(sys.argv[1:])
    if code is not None:
        return code
    gc.disable()  # over soon, and what it makes is needed to the end
    from backend_gates.cli import main as run  # noqa: PLC0415  all else hangs on it

    return run()


if __name__ == "__main__":
    raise SystemExit(main())
