"""The two readers: a file's bytes become frozen facts."""
