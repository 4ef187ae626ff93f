import os

STORE = os.environ.get("STORE", "disk")
