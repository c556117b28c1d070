"""Open edX courses (OLX): chapters and sections become chapters, units lessons, components blocks."""

import posixpath
import re
from html import escape

from courses.importers.assets import FileChecker
from courses.importers.frames import shown_by
from courses.importers.html_tree import parse_html
from courses.importers.olx_components import STATIC, Pages, UnitWriter
from courses.importers.olx_tree import Component, Tree, json_of
from courses.importers.package import AssetRef, Block, ChapterDraft, CourseDraft, LessonDraft
from courses.importers.references import References
from courses.importers.report import Item, Outcome, Report
from courses.importers.rich_text import DESCRIPTION_TAGS, clean_rich_text
from courses.models.pages import LANGUAGES
from kit.archive import PackageRefused, Source

SETTINGS_LEFT_OUT = "dates, marks, certificates and other settings of Open edX are left out"
NOT_TAKEN = {"graded", "due", "format", "start", "visible_to_staff_only", "is_entrance_exam", "group_access"}
NOT_LESSONS = {
    "policies": ("policy", "a setting of Open edX"),
    "about": ("about", "a setting of Open edX, or empty"),
    "info": ("info", "announcements do not belong to the course's lessons"),
}
_ID_IN_ADDRESS = re.compile(r"(?:jump_to_id/|\+block@|/)([A-Za-z0-9_.-]+)/?\Z")
_UPLOADED = re.compile(r"(?:asset-v1:[^@]+@asset\+block@|c4x/[^/]+/[^/]+/asset/)(.+)\Z")


def is_olx(source: Source) -> bool:
    return "course.xml" in source


def read_olx(source: Source) -> CourseDraft:
    """The course in the package. Raises `PackageRefused`."""
    return _Course(source).read()


class _Course:
    def __init__(self, source: Source) -> None:
        self._source = source
        self._report = Report()
        self._tree = Tree(source, self._report)
        self._course = self._tree.course()
        self._element = self._course.element
        run = self._element.get("url_name", "")
        self._policy_path = f"policies/{run}/policy.json"
        self._policy = self._read_policy(run)
        self._draft = CourseDraft(identity=self._identity(run), title=self._title(), report=self._report)
        self._lesson_of: dict[str, str] = {}
        checker = FileChecker(source)
        self._pages = Pages(
            self._tree,
            self._draft,
            References("", lesson_at=self._lesson_at, file_at=self._file_at, why_unfit=checker.why_unfit),
            self._language(),
            checker,
        )
        self._told: set[str] = set()

    def _identity(self, run: str) -> str:
        return f"olx:{self._element.get('org')}/{self._element.get('course')}/{run}"[:200]

    def _read_policy(self, run: str) -> dict[str, object]:
        if self._policy_path not in self._source:
            return {}
        found = json_of(self._source.read_text(self._policy_path))
        policy = found.get(f"course/{run}") if isinstance(found, dict) else None
        return policy if isinstance(policy, dict) else {}

    def _setting(self, name: str) -> object:
        value = self._element.get(name)
        if value is None:
            return self._policy.get(name)
        return json_of(value) if value[:1] in {"[", "{"} else value

    def _title(self) -> str:
        title = " ".join(str(self._setting("display_name") or "").split())
        return title[:255] or str(self._element.get("course") or self._source.name)[:255]

    def _language(self) -> str:
        language = str(self._setting("language") or "en").split("-")[0].lower()
        return language if language in {code for code, _name in LANGUAGES} else "en"

    def read(self) -> CourseDraft:
        self._report.taken(self._course.path, "course", SETTINGS_LEFT_OUT)
        for component in self._course.children:
            self._learn_names(component, None)
        self._draft.fields = self._fields()
        self._draft.children = self._below(self._course)
        self._drafts_folder()
        self._draft.children += [*self._textbooks(), *self._page_lessons()]
        self._rest()
        if not any(True for _ in self._draft.lessons()):
            raise PackageRefused("The course holds no unit.")
        return self._draft

    # Structure.

    def _learn_names(self, component: Component, lesson: str | None) -> None:
        if lesson is None and (component.tag == "vertical" or component.tag not in {"chapter", "sequential"}):
            lesson = component.path
        for child in component.children:
            self._learn_names(child, lesson)
        if component.name:
            first = lesson or next((self._lesson_of.get(one.name) for one in component.walk() if one.name), None)
            if first:
                self._lesson_of[component.name] = first

    def _below(self, component: Component) -> list[ChapterDraft | LessonDraft]:
        return [made for child in component.children if (made := self._node(child))]

    def _node(self, component: Component) -> ChapterDraft | LessonDraft | None:
        if component.tag not in {"chapter", "sequential"}:
            return self._unit(component)
        remark = "marks and dates of Open edX are left out" if NOT_TAKEN & component.element.attrib.keys() else ""
        self._report.taken(component.path, component.tag, remark)
        chapter = ChapterDraft(path=component.path, title=component.title or component.name[:255] or "…")
        chapter.children = self._below(component)
        return chapter

    def _unit(self, component: Component) -> LessonDraft | None:
        """The unit's lesson, unless there is nothing in it that could be taken."""
        lesson = LessonDraft(path=component.path, title=component.title or component.name[:255] or "…")
        writer = UnitWriter(self._pages, lesson)
        parts = component.children if component.tag == "vertical" else [component]
        place = len(self._report.items)
        for part in parts:
            writer.write(part)
        is_empty = not lesson.blocks and not lesson.problems
        if component.tag == "vertical":
            outcome = Outcome.LEFT_OUT if is_empty else Outcome.TAKEN
            reason = "it holds nothing that could be taken" if is_empty else ""
            self._report.items.insert(place, Item(component.path, "vertical", outcome, reason))
        if is_empty:
            return None
        if not lesson.blocks:
            lesson.blocks.append(note_of_exercises(lesson))
        return lesson

    def _drafts_folder(self) -> None:
        """Units that were never published stand in a folder of their own and name the section they belong to."""
        chapters = {one.path: one for one in _chapters(self._draft.children)}
        for name in self._source.names:
            if not name.startswith("drafts/vertical/") or not name.endswith(".xml"):
                continue
            self._told.add(name)
            element = self._tree.parse(name)
            parent = re.split(r"[/@]", element.get("parent_url", "") if element is not None else "")[-1]
            home = chapters.get(f"sequential/{parent}.xml")
            if home is None or f"vertical/{posixpath.basename(name)}" in self._tree.reached:
                why = "the published version was taken" if home else "it names no section of the course"
                self._report.left_out(name, "vertical", why)
                continue
            component = self._tree.component(name)
            if component is not None and (lesson := self._unit(component)):
                home.children.append(lesson)

    # The course's own fields and the pages beside the units.

    def _fields(self) -> dict[str, object]:
        fields: dict[str, object] = {"language": self._pages.language}
        image = str(self._setting("course_image") or "")
        if image and (file := self._pages.file(image)) and not self._pages.why_no_picture(file):
            fields |= {"thumbnail": AssetRef(file), "thumbnail_alt": self._draft.title[:200]}
        if words := self._about("short_description"):
            fields["summary"] = " ".join(parse_html(words).text().split())[:200]
        if words := self._about("overview"):
            lesson = LessonDraft(path="", title=self._draft.title)
            UnitWriter(self._pages, lesson).write_html("about/overview.html", "about", words)
            fields["description"] = _description(lesson.blocks)
        if words := self._about("video"):
            frame = parse_html(words).find("iframe")
            film = shown_by(frame.attributes.get("src", "")) if frame else None
            if film:
                fields["promo_video_url"] = film.url
            self._tell_about("video", "" if film else "it shows no film of YouTube or Vimeo")
        return fields

    def _about(self, name: str) -> str:
        path = f"about/{name}.html"
        if path not in self._source:
            return ""
        words = self._source.read_text(path).strip()
        if words:
            self._told.add(path)
            if name == "short_description":
                self._report.taken(path, "about")
        return words

    def _tell_about(self, name: str, why_not: str) -> None:
        path = f"about/{name}.html"
        if why_not:
            self._report.left_out(path, "about", why_not)
        else:
            self._report.taken(path, "about")

    def _textbooks(self) -> list[LessonDraft]:
        made = []
        books = self._setting("pdf_textbooks")
        for number, book in enumerate(books if isinstance(books, list) else []):
            if not isinstance(book, dict):
                continue
            title = str(book.get("tab_title") or "Textbook")[:255]
            lesson = LessonDraft(path=f"textbook/{book.get('id') or number}"[:500], title=title)
            for chapter in book.get("chapters") or []:
                address = str(chapter.get("url", "")) if isinstance(chapter, dict) else ""
                if file := self._pages.file(address):
                    value = {
                        "file": AssetRef(file),
                        "title": str(chapter.get("title") or file)[:200],
                        "description": "",
                    }
                    lesson.blocks.append({"type": "download", "value": value})
                elif address:
                    self._report.left_out(f"{self._policy_path} → {address}", "file", self._pages.why_not(address))
            if lesson.blocks:
                self._report.taken(f"{self._course.path}#pdf_textbooks/{number}", "textbook", "it became a lesson")
                made.append(lesson)
        return made

    def _page_lessons(self) -> list[LessonDraft]:
        """Pages that stood beside the course come after its last chapter."""
        tabs = self._policy.get("tabs")
        named = {
            str(tab.get("url_slug")): str(tab.get("name") or "")
            for tab in (tabs if isinstance(tabs, list) else [])
            if isinstance(tab, dict)
        }
        made = []
        for name in self._source.names:
            folder, file = posixpath.split(name)
            if not file.endswith(".html") or not (folder == "tabs" or name == "info/handouts.html"):
                continue
            self._told.add(name)
            slug = file.removesuffix(".html")
            lesson = LessonDraft(path=name, title=(named.get(slug) or slug.capitalize())[:255])
            kind = "tab" if folder == "tabs" else "info"
            how = "the page became a lesson at the end of the course"
            if UnitWriter(self._pages, lesson).write_html(name, kind, self._source.read_text(name), how):
                made.append(lesson)
        return made

    # Names.

    def _lesson_at(self, name: str) -> str | None:
        if name.startswith(STATIC) or not (found := _ID_IN_ADDRESS.search(name)):
            return None
        return self._lesson_of.get(found[1]) if "jump_to" in name or "block@" in name else None

    def _file_at(self, name: str) -> str | None:
        if uploaded := _UPLOADED.search(name):
            name = f"{STATIC}{uploaded[1]}"
        return name if name.startswith(STATIC) and name in self._source else None

    def _rest(self) -> None:
        """Name every file of the package that has no line yet."""
        used = self._draft.asset_paths()
        made = {one.made_from: one.path for one in self._draft.made_assets}
        for name in self._source.names:
            if name in self._tree.reached or name in self._told:
                continue
            folder = name.split("/")[0]
            if name in used:
                self._report.taken(name, "static" if folder == "static" else "file")
            elif name in made:
                self._report.taken(name, "static", "captions, written anew as SubRip")
            elif name == self._policy_path:
                self._report.taken(name, "policy", f"title, language, picture, tabs, textbooks; {SETTINGS_LEFT_OUT}")
            else:
                self._report.left_out(name, *_why_not(name, folder))
        for name in self._source.skipped:
            self._report.left_out(name, "file", "it does not belong to the course")


def _why_not(name: str, folder: str) -> tuple[str, str]:
    """The kind of a file that no lesson was made of, and why."""
    if folder in NOT_LESSONS:
        return NOT_LESSONS[folder]
    if folder == "static":
        if name.lower().endswith((".js", ".css", ".html", ".htm", ".svg")):
            return "static", "scripts, style sheets and pages with scripts of their own are not served"
        return "static", "no lesson uses it"
    if name.endswith(".xml") and "/" in name:
        return folder, "nothing in the course leads to it"
    return "file", "it does not belong to a lesson"


def note_of_exercises(lesson: LessonDraft) -> Block:
    """What stands in a lesson of exercises alone until they are questions here."""
    names = ", ".join(escape(one.title, quote=False) or "…" for one in lesson.problems)
    text = f"<p>What belongs here came with the course and waits for its form: {names}.</p>"
    return {"type": "callout", "value": {"tone": "note", "title": "Exercise", "text": text}}


def _chapters(children: list[ChapterDraft | LessonDraft]) -> list[ChapterDraft]:
    found = []
    for child in children:
        if isinstance(child, ChapterDraft):
            found += [child, *_chapters(child.children)]
    return found


def _description(blocks: list[Block]) -> str:
    """The words of an overview: text and headings, which is what a course's description holds."""
    parts = []
    for block in blocks:
        if block["type"] == "rich_text":
            parts.append(block["value"])
        elif block["type"] == "heading":
            level = "h2" if block["value"]["level"] == "h2" else "h3"
            parts.append(f"<{level}>{block['value']['text']}</{level}>")
    return clean_rich_text("".join(parts), DESCRIPTION_TAGS)
