"""Runs ruff with a gate beside what a project selects and ignores."""
