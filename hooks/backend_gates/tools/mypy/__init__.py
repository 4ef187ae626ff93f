"""Runs mypy in strict mode with the eyes of the project."""
