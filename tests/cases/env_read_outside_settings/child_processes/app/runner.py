import subprocess
import sys
from os import environ


def start(job: str) -> subprocess.Popen[bytes]:
    env = {**environ, "JOB_ID": job}
    env["JOB_PARENT"] = "runner"
    return subprocess.Popen([sys.executable, "-m", "app.job"], env=env)
