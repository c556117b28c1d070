"""The components of an Open edX course, pointers followed, before anything is made of them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element, tostring

from courses.importers.references import ABSENT
from courses.importers.report import Report
from kit.archive import PackageRefused, Source
from kit.xml_text import UnreadableXml, UnsafeXml, read_xml

CONTAINERS = frozenset(
    {"course", "chapter", "sequential", "vertical", "conditional", "split_test", "library_content", "randomize",
     "wrapper", "problemset", "videosequence", "section"}
)  # fmt: skip
# Children that are no components but settings of the element they stand in.
NO_COMPONENTS = frozenset({"wiki", "textbook", "show"})
DEEPEST = 40
MOST_COMPONENTS = 20_000


@dataclass(slots=True)
class Component:
    """One element of the course. `path` names its file, or its place in the file that holds it."""

    tag: str
    name: str
    path: str
    element: Element
    source: str = ""
    children: list["Component"] = field(default_factory=list)

    @property
    def title(self) -> str:
        return " ".join(self.element.get("display_name", "").split())[:255]

    def walk(self) -> Iterator["Component"]:
        yield self
        for child in self.children:
            yield from child.walk()


class Tree:
    """Reads components of one package. What cannot be reached or read goes into the report."""

    def __init__(self, source: Source, report: Report) -> None:
        self.source = source
        self.reached: set[str] = set()
        self._report = report
        self._count = 0

    def course(self) -> Component:
        root = self.parse("course.xml")
        if root is None or root.tag != "course":
            raise PackageRefused("course.xml is not a course.")
        self.reached.add("course.xml")
        course = self._component(root, "course.xml", 0)
        if course is None:
            raise PackageRefused("course.xml leads to a course that the package does not hold.")
        for key in ("org", "course", "url_name"):
            course.element.set(key, root.get(key) or course.element.get(key) or "")
        return course

    def parse(self, name: str) -> Element | None:
        """The element in the file; None when it is broken. Raises `PackageRefused` for entities (XXE, bombs)."""
        try:
            return read_xml(self.source.read_text(name))
        except UnsafeXml as error:
            raise PackageRefused(f"“{name}” declares entities, which is not taken for safety.") from error
        except UnreadableXml:
            return None

    def component(self, name: str) -> Component | None:
        """The component in the file `name`, for those that nothing in the course points to (drafts)."""
        element = self.parse(name)
        if element is None:
            return None
        self.reached.add(name)
        return self._filled(Component(element.tag, name.rpartition("/")[2][:-4], name, element), 1)

    def _component(self, element: Element, above: str, depth: int) -> Component | None:
        self._count += 1
        if depth > DEEPEST or self._count > MOST_COMPONENTS:
            raise PackageRefused("The course nests its components too deeply or holds too many.")
        name = element.get("url_name", "")
        file = f"{element.tag}/{name.replace(':', '/')}.xml"
        if name and file in self.source:
            return self._from_file(element, file, name, depth)
        inner = len(element) or (element.text or "").strip() or set(element.attrib) - {"url_name", "org", "course"}
        path = f"{above}#{element.tag}/{name or self._count}"
        if not inner and name:
            self._report.left_out(f"{above} → {file}", element.tag, ABSENT)
            return None
        return self._filled(Component(element.tag, name, path, element), depth)

    def _from_file(self, pointer: Element, file: str, name: str, depth: int) -> Component | None:
        if file in self.reached:
            self._report.left_out(file, pointer.tag, "it stands in the course already, further up")
            return None
        self.reached.add(file)
        found = self.parse(file)
        if found is None or found.tag != pointer.tag:
            self._report.left_out(file, pointer.tag, "the file is not well-formed XML of this kind")
            return None
        for key, value in pointer.attrib.items():
            found.attrib.setdefault(key, value)
        return self._filled(Component(found.tag, name, file, found), depth)

    def _filled(self, component: Component, depth: int) -> Component:
        if component.tag in CONTAINERS:
            for child in component.element:
                if child.tag in NO_COMPONENTS:
                    place = f"{component.path}#{child.tag}/{child.get('slug') or child.get('title') or ''}"
                    self._report.left_out(place, child.tag, "a setting of Open edX")
                    continue
                if made := self._component(child, component.path, depth + 1):
                    component.children.append(made)
        elif "#" in component.path:
            component.element.tail = None
            component.source = tostring(component.element, encoding="unicode")
        else:
            component.source = self.source.read_text(component.path)
        return component


def inner_html(element: Element) -> str:
    """What stands inside the element, as markup."""
    inside = [_escaped(element.text or "")]
    inside += [tostring(child, encoding="unicode", method="html") for child in element]
    return "".join(inside)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def json_of(text: str) -> Any:
    """Settings written as JSON; None when they are not."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
