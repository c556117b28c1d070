"""What the bench found is read in the docs as it was measured."""

import json

import pytest

from bench.budgets import PageBudget
from bench.lighthouse import Scores
from bench.measured_page import as_page
from bench.report import LATEST, PAGE
from bench.storefront import PageRow

BUDGET = PageBudget("page", script_kilobytes=100, paint_seconds=2, calls_uncached=2, calls_cached=0, scores={"seo": 95})
WITHIN = {
    "script_bytes": 100_000,
    "shift": 0.04,
    "paint_seconds": 1.9,
    "calls_uncached": 2,
    "calls_cached": 0,
    "lighthouse": Scores({"seo": 95, "performance": 10}, []),
}


def test_the_page_of_the_docs_is_made_from_the_last_results():
    assert PAGE.read_text() == as_page(json.loads(LATEST.read_text()))


def test_a_page_within_its_budget_breaks_nothing():
    assert PageRow(BUDGET, **WITHIN).broken == []
    assert PageRow(PageBudget("free", script_kilobytes=100), **{**WITHIN, "paint_seconds": 9}).broken == []


@pytest.mark.parametrize(
    ("beyond", "broken"),
    [
        ({"script_bytes": 100_001}, "script"),
        ({"shift": 0.05}, "shift"),
        ({"paint_seconds": 2}, "paint"),
        ({"calls_uncached": 3}, "calls uncached"),
        ({"calls_cached": 1}, "calls cached"),
        ({"lighthouse": Scores({"seo": 94}, [])}, "seo"),
    ],
)
def test_a_page_beyond_its_budget_says_which(beyond, broken):
    assert PageRow(BUDGET, **{**WITHIN, **beyond}).broken == [broken]
