import asyncio
import os
import subprocess
from subprocess import DEVNULL, PIPE, Popen, check_output


async def version() -> str:
    return check_output(["git", "describe"], text=True)  # error: blocking-call-in-async subprocess.check_output waits until the child process ends


async def convert(source: str) -> int:
    return subprocess.run(["pandoc", source], check=True).returncode  # error: blocking-call-in-async use asyncio.create_subprocess_exec


async def more_ways(source: str) -> None:
    subprocess.call(["gs", source])  # error: blocking-call-in-async `subprocess.call()`
    subprocess.check_call(["gs", source])  # error: blocking-call-in-async `subprocess.check_call()`
    subprocess.getoutput(f"file {source}")  # error: blocking-call-in-async `subprocess.getoutput()`
    subprocess.getstatusoutput(f"file {source}")  # error: blocking-call-in-async `subprocess.getstatusoutput()`


async def thumbnail(source: str) -> bytes:
    process = Popen(["convert", source, "png:-"], stdout=PIPE)  # error: blocking-call-in-async subprocess.Popen
    output, _ = process.communicate()  # error: blocking-call-in-async subprocess.Popen.communicate
    return output


async def worker(command: list[str]) -> int:
    with subprocess.Popen(command, stdout=DEVNULL) as process:  # error: blocking-call-in-async `subprocess.Popen()`
        while process.poll() is None:  # ok: asks, doesn't wait
            await asyncio.sleep(0.5)  # ok: awaited
        return process.wait(timeout=0)  # ok: doesn't wait


async def lines_of(process: subprocess.Popen[bytes]) -> None:
    process.wait(5)  # error: blocking-call-in-async subprocess.Popen.wait
    process.stdout.readline()  # error: blocking-call-in-async subprocess.Popen.stdout.readline waits for the child's output


async def by_the_shell(name: str) -> None:
    os.system(f"touch {name}")  # error: blocking-call-in-async `os.system()`
    os.popen("uptime").read()  # error: blocking-call-in-async `os.popen()`
    os.posix_spawn("/bin/true", ["true"], {})  # error: blocking-call-in-async `os.posix_spawn()`
    os.posix_spawnp("true", ["true"], {})  # error: blocking-call-in-async `os.posix_spawnp()`
    os.spawnl(os.P_WAIT, "/bin/true", "true")  # error: blocking-call-in-async `os.spawnl()`
    os.spawnvp(os.P_NOWAIT, "true", ["true"])  # error: blocking-call-in-async `os.spawnvp()`


async def reap(pid: int) -> None:
    os.wait()  # error: blocking-call-in-async `os.wait()`
    os.wait3(0)  # error: blocking-call-in-async `os.wait3()`
    os.wait4(pid, 0)  # error: blocking-call-in-async `os.wait4()`
    os.waitid(os.P_PID, pid, os.WEXITED)  # error: blocking-call-in-async `os.waitid()`
    os.waitpid(pid, 0)  # error: blocking-call-in-async `os.waitpid()`


async def convert_as_it_should_be(source: str) -> int:
    process = await asyncio.create_subprocess_exec("pandoc", source)
    return await process.wait()  # ok: awaited
