"""`python -m backend_gates`."""

import gc
import os
import sys

from backend_gates.results.replay import replay


def program() -> None:
    """Run `main` and leave at once: to take apart what a long run made costs a tenth of it."""
    code = main()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        sys.exit(code)  # Python says what is wrong with them
    os._exit(code)


def main() -> int:
    """Answer from an earlier run where that will do; else run the command line."""
    code = replay(sys.argv[1:])
    if code is not None:
        return code
    gc.disable()  # over soon, and what it makes is needed to the end
    from backend_gates.cli import main as run  # noqa: PLC0415  all else hangs on it

    return run()


if __name__ == "__main__":
    program()
