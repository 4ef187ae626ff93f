"""The files that this program is made of, so that its answers are known to be its own."""

import os
from collections.abc import Iterator

import backend_gates


def own_files() -> Iterator[str]:
    """The modules and tables of the program."""
    for place in backend_gates.__path__:
        for folder, _, names in os.walk(place):
            found = (name for name in names if name.endswith((".py", ".toml")))
            yield from (os.path.join(folder, name) for name in found)  # noqa: PTH118  many
