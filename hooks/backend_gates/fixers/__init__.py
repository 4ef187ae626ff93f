"""One module per check that can be mended, and the engine that applies the edits."""
