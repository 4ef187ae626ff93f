"""The documentation site: `make docs` builds it from these pages."""

from backend_gates import __version__

project = "Backend Gates"
author = "Backend Gates"
version = release = __version__
extensions = ["myst_parser"]
html_theme = "furo"
html_title = "Backend Gates"
exclude_patterns = ["_build", "evidence"]
myst_heading_anchors = 3
