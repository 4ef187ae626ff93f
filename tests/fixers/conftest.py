from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Gates

CHECK = "blocking-call-in-async"

Mend = Callable[..., str]


@pytest.fixture
def mend(gates: Gates, project: Path) -> Mend:
    """A file's text after its fixes; it is Python, and another run leaves it as it is."""

    def run(text: str, *, unsafe: bool = True) -> str:
        file = project / "app.py"
        file.write_text(text, "utf-8", newline="")
        arguments = (CHECK, "--fix", *(["--unsafe-fixes"] if unsafe else []), "app.py")
        assert gates(*arguments).code in {0, 1}
        fixed = file.read_bytes()
        compile(fixed, "app.py", "exec")
        gates(*arguments)
        assert fixed == file.read_bytes()
        return fixed.decode()

    return run
