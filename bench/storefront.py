"""Measures the storefront's budgets: what its pages send, how they come, what they ask of the API."""

import statistics
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from bench.browser import CHROMIUM, FLAGS, Showing, phone, watch, weigh_scripts
from bench.budgets import STOREFRONT_BUDGETS, PageBudget
from bench.lighthouse import Lighthouse, Scores
from bench.program import Program, running

# Medians of this many visits, each with an empty browser, and of this many runs of Lighthouse.
VISITS = 7
LIGHTHOUSE_RUNS = 3


@dataclass(frozen=True)
class PageRow:
    """One page against its budget. Scores are of a hundred; what has no bound is None in the budget."""

    budget: PageBudget
    script_bytes: int
    shift: float
    paint_seconds: float
    calls_uncached: int
    calls_cached: int
    lighthouse: Scores | None

    @property
    def broken(self) -> list[str]:
        """The budgets that the page exceeds, by name."""
        budget = self.budget
        exceeded = {
            "script": self.script_bytes > budget.script_kilobytes * 1000,
            "shift": self.shift >= budget.shift,
            "paint": budget.paint_seconds is not None and self.paint_seconds >= budget.paint_seconds,
            "calls uncached": budget.calls_uncached is not None and self.calls_uncached > budget.calls_uncached,
            "calls cached": budget.calls_cached is not None and self.calls_cached > budget.calls_cached,
        }
        if self.lighthouse is not None:
            exceeded |= {name: self.lighthouse.scores[name] < least for name, least in budget.scores.items()}
        return [name for name, is_so in exceeded.items() if is_so]

    @property
    def page(self) -> str:
        return self.budget.page

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "broken": self.broken}


def measure_storefront(folder: Path) -> list[PageRow]:
    """Every page of the budgets on the production build with the demo; what the bench keeps lies under `folder`."""
    lighthouse = Lighthouse(folder / "lighthouse")
    with running(folder / "program") as program, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        paths = addresses(program)
        # What every page has in common is asked for once, before the first is counted.
        program.calls_of("/help")
        rows = []
        for budget in STOREFRONT_BUDGETS:
            print(f"  {budget.page}", flush=True)
            rows.append(measure_page(program, browser, lighthouse, budget, paths[budget.page]))
        browser.close()
    return rows


def addresses(program: Program) -> dict[str, str]:
    """Where the pages of the budgets are in the demo. Raises LookupError when it has no open lesson with a film."""
    slug, lesson = next(lessons_with_films(program))
    return {"catalogue": "/courses", "course page": f"/courses/{slug}", "player": f"/courses/{slug}/lessons/{lesson}"}


def lessons_with_films(program: Program) -> Iterator[tuple[str, str]]:
    """The open lessons that have a film of ours: course's address, lesson's id."""
    for course in program.ask("courses")["results"]:
        slug = course["document"]["slug"]
        for lesson in open_lessons(program.ask(f"courses/{slug}/outline")["document"]):
            blocks = program.ask(f"lessons/{lesson}")["document"]["blocks"]
            if any(block["type"] == "video" and block["value"].get("video") for block in blocks):
                yield slug, lesson
    raise LookupError("no open lesson of the demo has a film")


def open_lessons(outline: Any) -> Iterator[str]:
    """The ids of the previews anywhere in an outline."""
    if isinstance(outline, dict):
        if outline.get("access") == "preview":
            yield outline["id"]
        outline = list(outline.values())
    if isinstance(outline, list):
        for part in outline:
            yield from open_lessons(part)


def measure_page(program: Program, browser: Browser, lighthouse: Lighthouse, budget: PageBudget, path: str) -> PageRow:
    uncached, cached = program.calls_of(path), program.calls_of(path)
    page = phone(browser, program.shop)
    script_bytes = weigh_scripts(page, path)
    page.context.close()
    showings = [visit(browser, program.shop, path) for _ in range(VISITS)]
    return PageRow(
        budget=budget,
        script_bytes=script_bytes,
        shift=max(each.shift for each in showings),
        paint_seconds=statistics.median(each.paint_seconds for each in showings),
        calls_uncached=uncached,
        calls_cached=cached,
        lighthouse=lighthouse.score(program.shop + path, times=LIGHTHOUSE_RUNS) if budget.scores else None,
    )


def visit(browser: Browser, address: str, path: str) -> Showing:
    page = phone(browser, address)
    try:
        return watch(page, path)
    finally:
        page.context.close()
