"""One module per check: a pure generator, Project to Findings."""
