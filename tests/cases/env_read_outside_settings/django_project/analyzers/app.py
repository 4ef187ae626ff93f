import os

LOG_PATH = os.environ.get("ANALYZER_LOG_PATH", "/var/log")  # ok: another program beside the project
