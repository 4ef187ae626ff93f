import os

TOKEN = os.environ["SMOKE_TOKEN"]  # ok: a test
