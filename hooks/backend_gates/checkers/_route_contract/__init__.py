"""The parts of `untyped-route-contract`: annotations, answers, bodies."""
