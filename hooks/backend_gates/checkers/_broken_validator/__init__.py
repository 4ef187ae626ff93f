"""The parts of `broken-validator`: one module for each way in which a validator is broken."""
