"""The parts of `unlocked-state-across-await`: what is shared, and what happens to it meanwhile."""
