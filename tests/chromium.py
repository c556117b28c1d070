"""The browser that the tests drive: Chromium without the windows and menus around its pages, where it is installed.

They are drawn for nobody, and cost as much of a processor as the pages do.
"""

import shutil

from playwright.sync_api import Browser, Playwright

from bench.browser import FLAGS

PROGRAMS = ("chromium-headless-shell", "chromium")


def launch(playwright: Playwright, *flags: str) -> Browser:
    """A browser that asks nobody for anything by itself; `flags` are further ones of Chromium's command line."""
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    assert found, "the tests drive Chromium: install it (on Debian: apt install chromium)"
    return playwright.chromium.launch(executable_path=found, args=[*FLAGS, *flags])
