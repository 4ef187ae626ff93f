"""The parts of `external-call-without-timeout`."""
