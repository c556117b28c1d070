"""The page of the docs that says what was measured last, made from the results."""

from typing import Any

HEAD = """# Measured numbers

What `make bench` found when it last ran; it writes this page. What the numbers mean is in
[What the bench measures](what-the-bench-measures.md). After each stands its budget.
"""
REQUESTS = """
## Requests, on set {large}

F is {floor:.2f} ms; growth is that from set {small}.

| request | CPU of the application | of the database | in F | queries | growth |
| --- | --- | --- | --- | --- | --- |
"""
PUBLICATION = """
## Publication of a course of 2,000 lessons

| step | seconds |
| --- | --- |
"""
TRANSCODING = """
## A film made into a stream

{film}, {film_seconds:g} s long, made into {rungs} and the sound, on {cores} cores. CPU is of a minute of film; speed is
how many minutes of film are made in a minute. The job takes {ratio:.3f} (≤ {ratio_budget:g}) times the CPU of plain
ffmpeg.

| | CPU, s | speed |
| --- | --- | --- |
"""
PAGES = """
## Pages of the storefront

Scripts are compressed, prefetches and the libraries for films and scores apart. Shift is the worst, the largest paint
the median of some visits from a phone, unthrottled. Calls of the API are those of a page that is not kept yet, and of
one that is. The scores are those of Lighthouse's mobile profile.

| page | scripts, kB | shift | largest paint, s | calls | kept | accessibility | best practices | SEO | performance |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
"""
SCORES = ("accessibility", "best-practices", "seo", "performance")


def as_page(results: dict[str, Any]) -> str:
    """The page for `results`, as they stand in JSON."""
    parts = [HEAD]
    if "rows" in results:
        small, large = results["sets"]
        parts.append(REQUESTS.format(small=small, large=large, floor=results["floor_ms"]))
        parts += [line(*request_cells(row)) for row in results["rows"]]
        parts.append(PUBLICATION)
        parts += [line(step, f"{seconds:.2f}") for step, seconds in results["publication_seconds"].items()]
    if "transcoding" in results:
        found = results["transcoding"]
        parts.append(TRANSCODING.format(**{**found, "rungs": ", ".join(found["rungs"])}))
        parts.append(line("the whole job", f"{found['job_cpu']:.1f}", f"{found['job_speed']:.2f}"))
        parts.append(line("plain ffmpeg, the ladder alone", f"{found['plain_cpu']:.1f}", f"{found['plain_speed']:.2f}"))
    if "storefront" in results:
        parts.append(PAGES)
        parts += [line(*page_cells(row)) for row in results["storefront"]]
    return "".join(parts)


def request_cells(row: dict[str, Any]) -> list[str]:
    return [
        row["work"],
        f"{row['app_ms']:.2f} ms",
        f"{row['database_ms']:.2f} ms",
        bounded(f"{row['floors']:.2f}", row["floors_budget"]),
        bounded(row["queries"], row["queries_budget"]),
        bounded(f"{row['growth']:.2f}", row["growth_budget"]),
    ]


def page_cells(row: dict[str, Any]) -> list[str]:
    budget, lighthouse = row["budget"], row["lighthouse"]
    return [
        budget["page"],
        bounded(f"{row['script_bytes'] / 1000:.1f}", budget["script_kilobytes"]),
        bounded(f"{row['shift']:.3f}", budget["shift"]),
        bounded(f"{row['paint_seconds']:.2f}", budget["paint_seconds"]),
        bounded(row["calls_uncached"], budget["calls_uncached"]),
        bounded(row["calls_cached"], budget["calls_cached"]),
        *(
            bounded(lighthouse["scores"][name], budget["scores"].get(name), sign="≥") if lighthouse else ""
            for name in SCORES
        ),
    ]


def bounded(value: object, budget: float | None, *, sign: str = "≤") -> str:
    return f"{value}" if budget is None else f"{value} ({sign} {budget:g})"


def line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n"
