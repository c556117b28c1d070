"""Says what was measured: a table for people, the same as JSON for machines and as a page of the docs."""

import json
import statistics
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bench.budgets import TOLERANCE, TRANSCODING_BUDGET, Budget
from bench.measured_page import as_page
from bench.storefront import PageRow

LATEST = Path(__file__).parent / "results" / "latest.json"
PAGE = Path(__file__).parent.parent / "docs" / "explanation" / "measured-numbers.md"


@dataclass(frozen=True)
class Row:
    """One line of the table. Ratios are medians over the rounds; milliseconds are of the large set."""

    work: str
    app_ms: float
    database_ms: float
    floors: float
    floors_budget: float | None
    queries: int
    queries_budget: int | None
    growth: float
    growth_budget: float

    @property
    def broken(self) -> list[str]:
        """The budgets that this row exceeds by more than the tolerance; queries have none."""
        wrong = []
        if self.queries_budget is not None and self.queries > self.queries_budget:
            wrong.append("queries")
        if self.floors_budget is not None and self.floors > self.floors_budget * (1 + TOLERANCE):
            wrong.append("CPU")
        if self.growth > self.growth_budget * (1 + TOLERANCE):
            wrong.append("growth")
        return wrong


@dataclass(frozen=True)
class Sample:
    """CPU milliseconds of one work on one set, and of the floor just before it."""

    floor: float
    app: float
    database: float

    @property
    def total(self) -> float:
        return self.app + self.database


@dataclass
class Rounds:
    """What the rounds gave for one work on both sets."""

    small: list[Sample] = field(default_factory=list)
    large: list[Sample] = field(default_factory=list)

    def add(self, *, small: Sample, large: Sample) -> None:
        self.small.append(small)
        self.large.append(large)

    def row(self, budget: Budget, queries: int) -> Row:
        return Row(
            work=budget.work,
            app_ms=statistics.median(sample.app for sample in self.large),
            database_ms=statistics.median(sample.database for sample in self.large),
            floors=statistics.median(sample.total / sample.floor for sample in self.large),
            floors_budget=budget.floors,
            queries=queries,
            queries_budget=budget.queries,
            growth=statistics.median(
                large.total / small.total for large, small in zip(self.large, self.small, strict=True)
            ),
            growth_budget=budget.growth,
        )


@dataclass(frozen=True)
class Transcoding:
    """A film made into a stream, by the job and by plain ffmpeg: medians over the rounds.

    CPU is in seconds for a minute of film; speed is how many minutes of film are made in a minute, by all `cores`.
    The ratios are of the job's CPU to that of plain ffmpeg, one for each round.
    """

    film: str
    film_seconds: float
    rungs: list[str]
    cores: int
    job_cpu: float
    job_speed: float
    plain_cpu: float
    plain_speed: float
    ratios: list[float]
    ratio_budget: float = TRANSCODING_BUDGET

    @property
    def ratio(self) -> float:
        return statistics.median(self.ratios)

    @property
    def broken(self) -> bool:
        """Without a tolerance: the rounds of one run differ by far less than the budget allows."""
        return self.ratio > self.ratio_budget

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "ratio": self.ratio, "broken": self.broken}


def transcoding_of(measured: dict[str, Any]) -> Transcoding:
    """The medians of what `bench.transcoding` measured."""
    seconds, rounds = measured["film_seconds"], measured["rounds"]

    def median(name: str, kind: str) -> float:
        return statistics.median(each[name][kind] for each in rounds)

    return Transcoding(
        film=measured["film"],
        film_seconds=seconds,
        rungs=measured["rungs"],
        cores=measured["cores"],
        job_cpu=median("job", "cpu") * 60 / seconds,
        job_speed=seconds / median("job", "clock"),
        plain_cpu=median("plain", "cpu") * 60 / seconds,
        plain_speed=seconds / median("plain", "clock"),
        ratios=[each["job"]["cpu"] / each["plain"]["cpu"] for each in rounds],
    )


def show_seconds(seconds: dict[str, float], budgets: dict[str, float]) -> None:
    """Print what takes seconds, beside what it may take."""
    for name, taken in seconds.items():
        verdict = "ok" if taken <= budgets[name] else "broken"
        print(f"{name:34} {taken:8.2f} s ≤{budgets[name]:<4g} {verdict}")


def show(rows: list[Row], floor_ms: float) -> None:
    """Print the table, a line for each work, and name every budget that is broken."""
    print(f"\nFloor F: {floor_ms:.3f} ms CPU a request\n")
    print(f"{'work':34} {'app ms':>8} {'db ms':>8} {'x F':>12} {'queries':>9} {'growth':>13}")
    for row in rows:
        print(
            f"{row.work:34} {row.app_ms:8.3f} {row.database_ms:8.3f} {row.floors:6.2f} {bound(row.floors_budget):5}"
            f" {row.queries:5d} {bound(row.queries_budget):3} {row.growth:7.2f} {bound(row.growth_budget):5}"
            f" {'broken: ' + ', '.join(row.broken) if row.broken else 'ok'}"
        )


def bound(budget: float | None) -> str:
    return "" if budget is None else f"≤{budget:g}"


def show_pages(rows: list[PageRow]) -> None:
    """Print what the storefront's pages cost, a line for each, and name every budget that is broken."""
    print(f"\n{'page':14} {'script kB':>16} {'shift':>12} {'paint s':>12} {'calls, first':>13} {'kept':>6}  Lighthouse")
    for row in rows:
        budget = row.budget
        scores = row.lighthouse.scores if row.lighthouse is not None else {}
        print(
            f"{row.page:14} {row.script_bytes / 1000:10.1f} {bound(budget.script_kilobytes):5}"
            f" {row.shift:6.3f} {bound(budget.shift):5} {row.paint_seconds:6.2f} {bound(budget.paint_seconds):5}"
            f" {row.calls_uncached:8d} {bound(budget.calls_uncached):4}"
            f" {row.calls_cached:3d} {bound(budget.calls_cached):3}"
            f" {' '.join(f'{name} {score}' for name, score in scores.items())}"
            f" {'broken: ' + ', '.join(row.broken) if row.broken else 'ok'}"
        )


def show_transcoding(found: Transcoding) -> None:
    """Print what a minute of film costs, by the job and by plain ffmpeg, and whether the budget holds."""
    title = f"{found.film}, {found.film_seconds:g} s"
    print(f"\n{title:34} {'CPU s a minute':>16} {'speed':>8}")
    print(f"{'the whole job':34} {found.job_cpu:16.1f} {found.job_speed:8.2f}")
    print(f"{'plain ffmpeg, the ladder alone':34} {found.plain_cpu:16.1f} {found.plain_speed:8.2f}")
    print(
        f"{'ratio of the CPU':34} {found.ratio:16.3f} {bound(found.ratio_budget):>8}"
        f" ({min(found.ratios):.3f} to {max(found.ratios):.3f}) {'broken' if found.broken else 'ok'}"
    )


def write(**sections: object) -> Path:
    """Put the sections into `results/latest.json` in place of those of their names, and the whole into the docs."""
    LATEST.parent.mkdir(exist_ok=True)
    held = json.loads(LATEST.read_text()) if LATEST.exists() else {}
    content = json.dumps({**held, **sections}, indent=2) + "\n"
    LATEST.write_text(content)
    PAGE.write_text(as_page(json.loads(content)))
    return LATEST


def as_json(rows: list[Row]) -> list[dict[str, object]]:
    return [{**asdict(row), "broken": row.broken} for row in rows]
