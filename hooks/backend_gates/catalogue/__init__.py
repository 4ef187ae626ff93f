"""What is known of libraries and frameworks, as data."""
