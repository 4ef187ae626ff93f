"""Pre-commit hooks for Python services: what reviewers miss and what takes production down."""

__version__ = "0.1.0"
HOMEPAGE = "https://github.com/backend-gates/backend-gates"
