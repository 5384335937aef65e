"""The report in a real Chromium, on a phone and on a desk."""

import pytest

from knowledge_base.evaluation import KINDS, summarise
from knowledge_base.evaluation.intents.rows import HeardRow
from knowledge_base.evaluation.report import write_report
from tests.e2e.browser import browser

pytestmark = pytest.mark.e2e
USED = {
    "file": "intents.jsonl",
    "strip_diacritics": False,
    "finished_at": "2026-11-23T08:30:00+00:00",
    "file_sha256": "0" * 64,
}


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """Thirty intents with long names: the widest table that there is."""
    rows = [
        HeardRow(
            id=str(number), text="chào", asked="chào", intent=f"a_rather_long_intent_{number}",
            heard=f"a_rather_long_intent_{number * 7 % 30}", confidence=0.5, set="s" * 40,
        )
        for number in range(30)
    ]  # fmt: skip
    path = tmp_path_factory.mktemp("report") / "report.html"
    write_report(summarise(KINDS["intents"], rows), USED, path)
    return path


@pytest.mark.parametrize("width", [320, 390, 1200])
def test_the_page_never_scrolls_sideways(report, width):
    with browser() as chromium:
        page = chromium.new_page(viewport={"width": width, "height": 800})
        requests = []
        page.on("request", lambda request: requests.append(request.url))
        page.goto(report.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert requests == [report.as_uri()]
        assert page.locator("h1").inner_text() == "Hiểu ý người nhắn"
        # The wide table scrolls inside its own box.
        box = page.locator(".scroll").first
        assert box.evaluate("item => item.scrollWidth > item.clientWidth") == (width < 1200)
