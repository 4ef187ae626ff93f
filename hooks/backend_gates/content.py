"""Reads files, and nothing that only looks like one."""

import errno
import os
import stat


def content_of(file: "str | bytes | os.PathLike[str]") -> bytes:
    """The bytes of a regular file.

    Raises OSError, also for a named pipe, which would be waited for without end.
    """
    if not stat.S_ISREG(os.stat(file).st_mode):  # noqa: PTH116  asked for every file
        raise OSError(errno.EINVAL, "not a regular file")
    with open(file, "rb") as stream:  # noqa: PTH123  likewise
        return stream.read()
