"""What every program that reads with LibCST pays first: parses each file named, and no more."""

import sys
from pathlib import Path

import libcst

for name in sys.argv[1:]:
    libcst.parse_module(Path(name).read_bytes())
