import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from backend_gates.model import Failure, Finding, Fix, Related, Report, Span
from backend_gates.reporters import render

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
BROWSER = BROWSER or shutil.which("google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
SOURCE = ("import time", "", "async def pause() -> None:", "\ttime.sleep(1)  # </script>")
CHECKS = ("blocking-call-in-async", "query-in-loop", "swallowed-exception")
FILES = 250
EACH = 20


def finding(path: str, number: int) -> Finding:
    step = Related(path, Span(3, 1, 3, 16), "`pause` waits")
    fix = Fix("wait with `asyncio.sleep`", safe=True, edits=())
    message = f"`time.sleep` number {number} stops </script><b>everything</b>"
    span = Span(4, 2, 4, 15)
    return Finding(path, span, CHECKS[number % 3], message, "pause", (step,), fix)


def many() -> Report:
    paths = [f"shop/{'api' if n % 3 else 'core/deep'}/module_{n}.py" for n in range(FILES)]
    findings = [finding(path, n) for path in paths for n in range(EACH)]
    failure = Failure("shop/broken.py", Span(7, 1, 7, 1), "unclosed bracket")
    return Report(tuple(sorted(findings)), (failure,))


def test_nothing_in_it_ends_the_script_or_is_fetched() -> None:
    text = render("html", Report((finding("a.py", 0),)), lambda _: SOURCE)
    found = re.search(
        r'<script id="report" type="application/json">(.*?)</script>', text, re.DOTALL
    )
    assert found is not None
    data = json.loads(found[1])
    assert data["findings"][0]["message"].endswith("</script><b>everything</b>")
    assert data["source"] == {"a.py": {"3": SOURCE[2], "4": " time.sleep(1)  # </script>"}}
    assert not re.search(r'(src|href)="(?!data:)', text)
    assert text.count("<script") == text.count("</script>") == 2


def test_an_empty_report_is_a_page_too() -> None:
    assert '"findings":[]' in render("html", Report(()), lambda _: ())


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=BROWSER, args=QUIET)
        yield running
        running.close()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    file = tmp_path / "report.html"
    file.write_text(render("html", many(), lambda _: SOURCE), "utf-8")
    page = browser.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda request: troubles.append(request.url))
    page.goto(file.as_uri())
    yield page
    page.close()
    assert set(troubles) <= {file.as_uri(), "data:,"}


needs_browser = pytest.mark.skipif(BROWSER is None, reason="there is no Chromium")


@needs_browser
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("width", [1280, 400])
def test_it_fits_the_screen(width: int, opened: Page) -> None:
    opened.set_viewport_size({"width": width, "height": 900})
    opened.reload()
    assert opened.inner_text("#shown") == f"{FILES * EACH:,} findings in {FILES} files"
    opened.locator(".finding summary").first.click()
    assert opened.evaluate("document.documentElement.scrollWidth") == width
    assert opened.locator("main").bounding_box() is not None
    top = opened.locator(".finding").first.bounding_box()
    assert top is not None
    assert top["y"] < 900


@needs_browser
@pytest.mark.xdist_group("browser")
def test_a_finding_shows_its_code_its_way_and_its_fix(opened: Page) -> None:
    card = opened.locator(".finding").first
    card.locator("summary").click()
    assert card.locator("mark").all_inner_texts() == ["time.sleep(1)", "async def pause"]
    assert card.locator(".steps").inner_text().startswith("pause waits shop/")
    assert "wait with asyncio.sleep (--fix)" in card.inner_text()
    assert "</script><b>everything</b>" in card.inner_text()
    assert opened.locator("#failures").inner_text() == (
        "shop/broken.py:7:1: could not be checked: unclosed bracket"
    )


@needs_browser
@pytest.mark.xdist_group("browser")
def test_filters_narrow_each_other_and_are_in_the_address(opened: Page) -> None:
    opened.locator("#folders button", has_text="core/").click()
    assert opened.locator("#folders").inner_text().startswith("deep/")
    opened.locator("#checks button", has_text="query-in-loop").click()
    opened.fill("#words", "PAUSE module_12. number 7")
    assert opened.inner_text("#shown") == "1 finding in 1 file"
    assert opened.locator(".finding").count() == 1
    opened.reload()
    assert opened.inner_text("#shown") == "1 finding in 1 file"
    opened.locator("#search button").click()
    assert opened.inner_text("#shown") == f"{FILES * EACH:,} findings in {FILES} files"
    opened.fill("#words", "no such thing")
    assert opened.inner_text("#shown") == "Nothing found."


@needs_browser
@pytest.mark.xdist_group("browser")
def test_the_list_goes_on_while_one_scrolls(opened: Page) -> None:
    before = opened.locator(".finding").count()
    assert before < FILES * EACH
    opened.locator(".finding").last.scroll_into_view_if_needed()
    opened.wait_for_function(f"document.querySelectorAll('.finding').length > {before}")
