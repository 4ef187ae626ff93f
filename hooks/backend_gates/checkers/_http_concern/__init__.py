"""The parts of `http-concern-outside-transport`: what belongs to HTTP, and which code may have it."""
