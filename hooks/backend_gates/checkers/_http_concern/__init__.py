"""The parts of `http-concern-outside-transport`: what belongs to HTTP, and who may have it."""
