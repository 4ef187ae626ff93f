"""What the lines of a handler do: where values come from, which calls change something."""
