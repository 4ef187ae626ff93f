"""Runs the project's tests with the guard, and looks at what they were set up with."""
