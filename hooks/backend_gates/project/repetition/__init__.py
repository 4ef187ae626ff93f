"""What runs again for each element of a loop, and which queries that sends."""
