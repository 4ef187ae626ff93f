"""What a route handler does that a service should do, line by line."""
