"""The parts of `error-returned-as-success`: answers, payloads, the ways to a `return`."""
