"""What `tools/bench.py` is made of: costs of processes, subjects, services, tables."""
