import os

FIRST = int(os.environ["TEST_PORTS"])  # ok: for tests
