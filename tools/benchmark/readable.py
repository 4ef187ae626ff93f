"""Prints those of the files named that the running Python can read, a line each."""

import ast
import sys
import warnings
from contextlib import suppress
from pathlib import Path

warnings.simplefilter("ignore")
for name in sys.argv[1:]:
    with suppress(SyntaxError, ValueError):
        ast.parse(Path(name).read_bytes())
        print(name)
