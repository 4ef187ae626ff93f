from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.fixers.conftest import Mend

BODY = "\n\nasync def f():\n    time.sleep(1)\n"


def fixed(head: str) -> str:
    return head + BODY.replace("time.sleep", "await asyncio.sleep")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("import time\n", "import asyncio\nimport time\n"),
        ("import abc, time\n", "import abc, time\nimport asyncio\n"),
        (
            "import abc\n\nx = 1\nimport time\n",
            "import abc\nimport asyncio\n\nx = 1\nimport time\n",
        ),
        ("from a import b\nimport time\n", "from a import b\nimport asyncio\nimport time\n"),
        (
            "import abc  # first\nfrom os import (\n    path,\n)\nimport time\n",
            "import abc  # first\nimport asyncio\nfrom os import (\n    path,\n)\nimport time\n",
        ),
        (
            '"""Doc.\n"""\n\nfrom __future__ import annotations\n\nimport time\n',
            '"""Doc.\n"""\n\nfrom __future__ import annotations\n\nimport asyncio\nimport time\n',
        ),
        ("import asyncio, time\n", "import asyncio, time\n"),
        ("x = 1; import time\n", None),
        ("import abc; x = 1\nimport time\n", None),
        ("asyncio = None\nimport time\n", None),
        ("try:\n    import asyncio\nexcept ImportError:\n    asyncio = None\nimport time\n", None),
    ],
)
def test_an_import_goes_where_it_belongs(mend: Mend, before: str, after: str | None) -> None:
    wanted = before + BODY if after is None else fixed(after)
    assert wanted == mend(before + BODY)


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ("", "import asyncio\n\n"),
        ("# a licence\n\n", "# a licence\n\nimport asyncio\n\n"),
        ('"""Doc."""\n', '"""Doc."""\n\nimport asyncio\n'),
        (
            '"""Doc."""\nfrom __future__ import annotations\n',
            '"""Doc."""\nfrom __future__ import annotations\n\nimport asyncio\n',
        ),
        ('"""Doc."""; x = 1\n', None),
        ("import requests\n", "import asyncio\n\nimport requests\n"),
        (
            "from . import x\nimport requests\n",
            "import asyncio\n\nfrom . import x\nimport requests\n",
        ),
        ("x = 1\nfrom .a import b\n", "x = 1\nimport asyncio\n\nfrom .a import b\n"),
    ],
)
def test_a_file_without_imports_of_its_kind(mend: Mend, head: str, wanted: str | None) -> None:
    body = "@x\nasync def f(p):\n    import time\n    time.sleep(p)\n"
    if wanted is None:
        assert head + body == mend(head + body)
    else:
        assert wanted + body.replace("time.sleep", "await asyncio.sleep") == mend(head + body)


def test_an_import_for_type_checkers_is_none(mend: Mend) -> None:
    head = "import typing\nif typing.TYPE_CHECKING:\n    import asyncio\nimport time\n"
    assert fixed(f"import asyncio\n{head}") == mend(head + BODY)


def test_a_library_joins_its_own_section(mend: Mend) -> None:
    text = (
        "import time\n\nimport aiohttp\nimport requests\nfrom anyio import Path\n\n"
        "from .a import b\n" + BODY
    )
    wanted = text.replace("import requests\n", "import anyio\nimport requests\n")
    assert wanted.replace("time.sleep", "await anyio.sleep") == mend(text)


def test_two_imports_at_one_place(mend: Mend) -> None:
    text = "from trio import Path\n\n\nasync def f(p):\n    open(p, mode='r')\n"
    wanted = (
        "import functools\n\nimport trio\nfrom trio import Path\n\n\nasync def f(p):\n"
        "    await trio.to_thread.run_sync(functools.partial(open, p, mode='r'))\n"
    )
    assert wanted == mend(text)


@pytest.mark.parametrize(
    "body",
    [
        "async def f(asyncio):\n    time.sleep(1)\n",
        "async def f():\n    import asyncio\n    time.sleep(1)\n",
        "def g():\n    asyncio = 1\n    async def f():\n        time.sleep(asyncio)\n",
    ],
)
def test_a_name_that_a_function_binds_is_not_used(mend: Mend, body: str) -> None:
    text = f"import asyncio\nimport time\n\n\n{body}"
    assert text == mend(text)


def test_a_class_hides_no_name_from_its_methods(mend: Mend) -> None:
    body = "class A:\n    asyncio = 1\n    async def f(self):\n        time.sleep(1)\n"
    text = f"import time\n\n\n{body}"
    assert "await asyncio.sleep(1)" in mend(text)


def test_several_fixes_share_one_import(mend: Mend) -> None:
    text = f"import time\n{BODY}{BODY.replace('f()', 'g()')}"
    assert 1 == mend(text).count("import asyncio")
