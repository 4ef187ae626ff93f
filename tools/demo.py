"""Runs the hooks of this checkout on a copy of the example service, as a team's commit would.

What is slow is kept in `.venv-demo/`: the service's environment and pre-commit's.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
SERVICE = ROOT / "examples" / "service"
KEPT = ROOT / ".venv-demo"
CONFIG = ".pre-commit-config.yaml"

# What a user's shell may hold that would change what git, Python and pre-commit do here.
UNWANTED = re.compile(r"GIT_|PYTHON|VIRTUAL_ENV$|PRE_COMMIT|SKIP$")
LOCAL_LEFTOVERS = shutil.ignore_patterns(".venv", "*cache*", "*.db", ".env")
REFERENCE = re.compile(r"(- repo: )https://\S+/backend-gates\n(\s+rev: )\S+")
LISTED = re.compile(r"^\s*- id: (\S+)", re.MULTILINE)
AT_PUSH = ("event-loop-blocked",)
FAILED = re.compile(r"Failed\n- hook id: (\S+)\n(?:- duration: .*\n)?(?:- exit code: (-?\d+))?")


class DemoError(Exception):
    """The demo can't go on; the message says why and what to do."""


class Outcome(NamedTuple):
    """The listed hooks, by whether they found something, could not run, or did not report."""

    found: tuple[str, ...]
    broken: tuple[str, ...]
    silent: tuple[str, ...]


def main() -> int:
    """Run the demo; 0 when every hook of the example's configuration found something."""
    try:
        commit = commit_of_checkout()
        with tempfile.TemporaryDirectory(prefix="backend-gates-demo-") as folder:
            service = copy_service(Path(folder).resolve() / "service", commit)
            outcome = judge((service / CONFIG).read_text("utf-8"), run_hooks(service))
    except DemoError as error:
        print(f"demo: {error}", file=sys.stderr)
        return 1
    print(summary(outcome))
    return 1 if outcome.broken or outcome.silent else 0


def commit_of_checkout() -> str:
    """Return the commit that the hooks are taken from, and tell what is left out."""
    if output("git", "status", "--porcelain", folder=ROOT):
        print("demo: this checkout has uncommitted changes; the hooks run as of its last commit.")
    return output("git", "rev-parse", "HEAD", folder=ROOT)


def copy_service(service: Path, commit: str) -> Path:
    """Make a repository of the example with one commit, whose hooks come from this checkout."""
    shutil.copytree(SERVICE, service, ignore=LOCAL_LEFTOVERS)
    point_at_checkout(service / CONFIG, commit)
    (service / ".venv").symlink_to(service_environment())
    identity = ("-c", "user.name=Demo", "-c", "user.email=demo@example.com")
    plain = ("-c", "commit.gpgsign=false", "-c", f"core.hooksPath={os.devnull}")
    output("git", "init", "--quiet", folder=service)
    output("git", "add", "--all", folder=service)
    output("git", *identity, *plain, "commit", "--quiet", "-m", "Open the shop", folder=service)
    return service


def point_at_checkout(config: Path, commit: str) -> None:
    """Replace the published repository in the configuration by this checkout."""
    text, count = REFERENCE.subn(
        lambda match: f'{match[1]}"{ROOT.as_posix()}"\n{match[2]}{commit}',
        config.read_text("utf-8"),
    )
    if count != 1:
        raise DemoError(f"{SERVICE / CONFIG} should name the hooks' repository and rev once")
    config.write_text(text, "utf-8")


def service_environment() -> Path:
    """Return the environment with the service's dependencies, made when it isn't there yet."""
    locked = (SERVICE / "requirements.txt").read_bytes()
    digest = hashlib.sha256(locked + sys.version.encode()).hexdigest()
    environment = KEPT / "service"
    receipt = environment / "installed"
    if not receipt.exists() or receipt.read_text("utf-8") != digest:
        print("demo: installing the example's dependencies", flush=True)
        install(environment)
        receipt.write_text(digest, "utf-8")
    return environment


def install(environment: Path) -> None:
    """Make the environment from nothing, of the locked versions."""
    output(sys.executable, "-m", "venv", "--clear", str(environment), folder=ROOT)
    python = str(environment / "bin" / "python")
    requirements = str(SERVICE / "requirements.txt")
    output(python, "-m", "pip", "install", "--quiet", "--requirement", requirements, folder=ROOT)


def run_hooks(service: Path) -> str:
    """Run the hooks of a commit, then those of a push, and return what they print."""
    printed = run_stage(service, "pre-commit") + run_stage(service, "pre-push", *AT_PUSH)
    # Environments of earlier commits would pile up, 120 MB each.
    output(sys.executable, "-m", "pre_commit", "gc", folder=service)
    return printed


def run_stage(service: Path, stage: str, *hooks: str) -> str:
    """Run pre-commit over the service, show what it prints as it comes, and return it."""
    command = ("run", "--all-files", "--color", "never", "--hook-stage", stage, *hooks)
    lines = []
    with subprocess.Popen(  # noqa: S603  the arguments are ours
        [sys.executable, "-m", "pre_commit", *command],
        cwd=service,
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            lines.append(line)
    return "".join(lines)


def judge(config: str, printed: str) -> Outcome:
    """Sort the listed hooks by what pre-commit printed: only exit codes 0 and 1 are a verdict."""
    codes = {hook: int(code or 0) for hook, code in FAILED.findall(printed)}
    listed = LISTED.findall(config)
    return Outcome(
        found=tuple(hook for hook in listed if codes.get(hook) in {0, 1}),
        broken=tuple(hook for hook in listed if codes.get(hook, 0) not in {0, 1}),
        silent=tuple(hook for hook in listed if hook not in codes),
    )


def summary(outcome: Outcome) -> str:
    """Say in one line which hooks did what."""
    total = sum(map(len, outcome))
    told = (
        (f"{len(outcome.found)} of {total} hooks found their defect", outcome.found),
        ("could not run", outcome.broken),
        ("did not report", outcome.silent),
    )
    return "demo: " + "; ".join(f"{words}: {', '.join(hooks) or 'none'}" for words, hooks in told)


def output(*command: str, folder: Path) -> str:
    """Run a command to its end and return what it printed."""
    done = subprocess.run(  # noqa: S603  the arguments are ours
        command, cwd=folder, env=clean_environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise DemoError(f"{' '.join(command)} failed:\n{done.stderr or done.stdout}")
    return done.stdout.strip()


def clean_environment() -> dict[str, str]:
    """Return the environment for child processes, with pre-commit's home beside the rest."""
    kept = {name: value for name, value in os.environ.items() if not UNWANTED.match(name)}
    return {**kept, "PRE_COMMIT_HOME": str(KEPT / "pre-commit")}


if __name__ == "__main__":
    sys.exit(main())
