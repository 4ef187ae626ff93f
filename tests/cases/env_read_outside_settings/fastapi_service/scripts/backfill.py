import os

DATABASE = os.environ["BACKFILL_DATABASE"]  # ok: a script
