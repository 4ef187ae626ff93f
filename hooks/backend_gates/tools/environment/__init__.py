"""Finds the project and the Python that it runs on, and starts child processes cleanly."""
