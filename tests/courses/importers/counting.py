"""Counts the elements of real packages in another way than the importers do, for comparison with their reports."""

import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from bs4 import BeautifulSoup, Comment, NavigableString, Tag
from markdown_it import MarkdownIt

MEDIA = ["img", "iframe", "audio", "video"]
WHOLE = ["ul", "ol", "blockquote", "table", "dl"]
BLOCKS = {"h1", "h2", "h3", "h4", "h5", "h6", "p", "pre", "hr", "figure", "div", "section", *WHOLE}
CONTAINERS = {"course", "chapter", "sequential", "vertical", "conditional", "split_test"}


def book_elements(root: Path) -> Counter:
    """The elements of a Jekyll book with contents.md, by what they are."""
    found: Counter = Counter(course=1)
    contents = (root / "contents.md").read_text().split("---", 2)[2]
    headings = re.findall(r"^#{2,} ", contents, re.MULTILINE)
    links = [one.replace("{{ site.url }}", "") for one in re.findall(r"\]\((.*)\)", contents)]
    found["chapter"] = len(headings)
    found["words in the contents"] = sum(
        bool(line.strip()) and not line.startswith("#") and "](" not in line for line in contents.splitlines()
    )
    pages = []
    for link in links:
        page = root / f"{link.removesuffix('.html').lstrip('/')}.md"
        found["lesson" if page.exists() else "absent"] += 1
        if page.exists():
            pages.append(page)
    found["unlinked page"] = len(list(root.glob("*.md"))) - len(pages) - 1
    found["file"] = sum(path.is_file() and path.suffix != ".md" for path in root.rglob("*"))
    for page in pages:
        found += page_elements(page, root)
    return found


def page_elements(page: Path, root: Path) -> Counter:
    text = page.read_text()
    title = re.search(r"^title: (.*)$", text.split("---")[1], re.MULTILINE)[1] if text.startswith("---") else page.stem
    text = text.split("---", 2)[2] if text.startswith("---") else text
    text = text.replace("{{ site.url }}", "").replace("{{ page.title }}", title)
    html = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)
    body = BeautifulSoup(html, "lxml").body
    found: Counter = Counter()
    if body is not None:
        for remark in body.find_all(string=lambda text: isinstance(text, Comment)):
            remark.extract()
        count_blocks(body, found)
        for link in body.find_all("a", href=True):
            found["absent"] += not link.find_parent(re.compile("^h[1-6]$")) and leads_nowhere(link["href"], root)
    return found


def count_blocks(parent: Tag, found: Counter) -> None:
    run: list = []
    for child in [*parent.children, None]:
        if child is not None and (isinstance(child, NavigableString) or child.name not in BLOCKS):
            run.append(child)
            continue
        count_run(run, found)
        run = []
        if child is None:
            return
        media = child.find_all(MEDIA)
        if child.name in {"div", "section"}:
            count_blocks(child, found)
        elif child.name == "p":
            count_run(list(child.children), found)
        else:
            if child.name == "figure":
                [caption.extract() for caption in child.find_all("figcaption")]
            found["medium"] += len(media)
            found["block"] += child.name in {"hr", "pre"} or bool(child.get_text(strip=True))


def count_run(nodes: list, found: Counter) -> None:
    """Words between media, and the media."""
    words = ""
    for node in nodes:
        inner = [node] if isinstance(node, NavigableString) or node.name in MEDIA else list(node.descendants) or [node]
        for one in inner:
            if isinstance(one, Tag) and one.name in MEDIA:
                found["medium"] += 1
                found["block"] += bool(words.strip())
                words = ""
            elif isinstance(one, NavigableString) and not one.find_parent(MEDIA):
                words += one
    found["block"] += bool(words.strip())


def leads_nowhere(href: str, root: Path) -> bool:
    parts = urlsplit(href)
    if parts.scheme in {"http", "https", "mailto", "spotify"} or href.startswith("//"):
        return False
    if parts.scheme:
        return True
    path = unquote(parts.path).lstrip("/")
    linked = {one.replace("{{ site.url }}", "").removesuffix(".html").lower() for one in links_of_contents(root)}
    return bool(path) and path.removesuffix(".html").lower() not in linked and not (root / path).is_file()


def links_of_contents(root: Path) -> list[str]:
    return re.findall(r"\]\((.*)\)", (root / "contents.md").read_text())


def olx_elements(root: Path) -> Counter:
    """The elements of an Open edX course, by what they are."""
    found: Counter = Counter()
    reached: set[str] = set()

    def count_absent_pictures(text: Path) -> None:
        for picture in BeautifulSoup(text.read_text(), "lxml").find_all("img"):
            address = picture["src"]
            found["absent"] += not urlsplit(address).scheme and not (root / address.lstrip("/")).exists()

    def component(element: ElementTree.Element) -> None:
        found["component"] += 1
        file = root / element.tag / f"{element.get('url_name')}.xml"
        if file.exists():
            reached.add(str(file))
            element = ElementTree.parse(file).getroot()  # noqa: S314 - a course that we know
        if element.tag == "html":
            text = root / "html" / f"{element.get('filename')}.html"
            reached.add(str(text))
            count_absent_pictures(text)
        found["textbook"] += len(json.loads(element.get("pdf_textbooks", "[]")))
        if element.tag in CONTAINERS:
            for child in element:
                component(child)
        elif element.tag == "problem":
            names = set(re.findall(r"/static/([^\s\"'<>()?#]+)", file.read_text()))
            found["absent"] += sum(not (root / "static" / name).exists() for name in names)

    count_absent_pictures(root / "about" / "overview.html")
    reached.add(str(root / "course.xml"))
    component(ElementTree.parse(root / "course.xml").getroot())  # noqa: S314 - a course that we know
    found["file"] = sum(path.is_file() and str(path) not in reached for path in root.rglob("*"))
    return found
