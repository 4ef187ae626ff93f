"""Which functions answer requests, and where they are mounted."""
