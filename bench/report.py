"""Says what was measured: a table for people, the same as JSON for machines."""

import json
import statistics
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bench.budgets import TOLERANCE, Budget

RESULTS = Path(__file__).parent / "results"


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


def write(rows: list[Row], floor_ms: float, extra: dict[str, object]) -> Path:
    """Write `results/latest.json` and return its path."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / "latest.json"
    content = {"floor_ms": floor_ms, "rows": [{**asdict(row), "broken": row.broken} for row in rows], **extra}
    path.write_text(json.dumps(content, indent=2) + "\n")
    return path
