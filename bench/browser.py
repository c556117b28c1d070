"""What a browser that comes for the first time is given by a page, and how the page behaves while it comes."""

import re
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, Request, Route

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Next asks so for what a page that has not been opened yet would need.
PREFETCH = re.compile(r"[?&]_rsc=")
# What only the libraries for films in pieces and for scores have in them. They come when a lesson needs them.
LIBRARIES = re.compile(rb"hlsManifestParsed|abcjs|OpenSheetMusicDisplay")
OBSERVE = """
window.observed = { shift: 0, paint: 0 };
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.observed.shift += entry.value;
}).observe({ type: 'layout-shift', buffered: true });
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.observed.paint = entry.startTime;
}).observe({ type: 'largest-contentful-paint', buffered: true });
"""


@dataclass(frozen=True)
class Showing:
    """How a page came: the sum of all its layout shifts, and the seconds until its largest paint."""

    shift: float
    paint_seconds: float


def weigh_scripts(page: Page, path: str) -> int:
    """The bytes of script that `path` loads as they are sent, prefetches of other pages and libraries apart."""
    asked: list[Request] = []
    page.route(PREFETCH, refuse)
    page.on("request", lambda request: asked.append(request) if request.resource_type == "script" else None)
    page.goto(path, wait_until="networkidle")
    return sum(
        request.sizes()["responseBodySize"]
        for request in asked
        if (answer := request.response()) is not None and not LIBRARIES.search(answer.body())
    )


def refuse(route: Route) -> None:
    route.fulfill(status=204)


def watch(page: Page, path: str) -> Showing:
    """Open `path` and leave it alone until it is quiet."""
    page.add_init_script(OBSERVE)
    page.goto(path, wait_until="networkidle")
    observed = page.evaluate("window.observed")
    return Showing(shift=observed["shift"], paint_seconds=observed["paint"] / 1000)


def phone(browser: Browser, address: str) -> Page:
    """An empty browser the size of a phone, whose addresses begin with `address`."""
    context = browser.new_context(base_url=address, viewport={"width": 390, "height": 844}, service_workers="block")
    return context.new_page()
