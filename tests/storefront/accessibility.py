"""axe-core in a page: WCAG 2.2 at level AA, as a machine can tell it."""

from config import storefront

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
SOURCE = storefront.FOLDER / "node_modules" / "axe-core" / "axe.min.js"


def violations(page):
    """What axe finds in the page as it stands: one line for each element, with what is wrong there."""
    page.evaluate(SOURCE.read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", TAGS)
    return [
        f"{each['id']}: {node['target']} {node['failureSummary'].splitlines()[-1].strip()}"
        for each in found["violations"]
        for node in each["nodes"]
    ]
