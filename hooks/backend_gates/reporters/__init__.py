"""One module per output format: a Report becomes text."""
