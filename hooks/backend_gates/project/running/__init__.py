"""What runs on the event loop, what it calls, and what of it waits."""
