"""The parts of `swallowed-exception`: attempts, what is told of their failure, what may fail."""
