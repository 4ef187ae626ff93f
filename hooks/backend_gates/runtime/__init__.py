"""What runs inside the user's own Python: it needs nothing but the standard library and pytest."""
