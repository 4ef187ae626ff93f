"""The services of others that the shop calls."""
