"""What names, attributes and calls stand for."""
