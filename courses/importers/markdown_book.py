"""A Markdown book: a contents file and the pages, pictures, sounds and papers it leads to."""

import posixpath
import re
import tomllib
from urllib.parse import unquote

from courses.importers.assets import FileChecker
from courses.importers.book_fields import course_fields, lesson_fields, opening_fields, problems_of
from courses.importers.book_quizzes import ENDING, read_quiz
from courses.importers.contents import Contents, Entry, read_contents
from courses.importers.directives import OUR_FORM, Directives
from courses.importers.html_blocks import SOUNDS, Settings, blocks_of
from courses.importers.markdown_text import fill_in_site, split_front_matter, to_html
from courses.importers.package import AssetRef, Block, ChapterDraft, CourseDraft, LessonDraft, QuizDraft
from courses.importers.references import ABSENT, Leads, References
from courses.importers.report import Report
from kit.archive import PackageRefused, Source

CONTENTS_NAMES = (
    "contents.md", "SUMMARY.md", "src/SUMMARY.md", "docs/SUMMARY.md", "summary.md", "toc.md", "TOC.md", "_toc.md",
    "table-of-contents.md", "README.md", "index.md",
)  # fmt: skip
PAGES = (".md", ".markdown", ".mdown")
FRONT_PAGES = ("index.md", "README.md", "readme.md")
SETTINGS_FILES = {"book.toml", "book.json", ".gitbook.yaml", "_config.yml"}
NAMES_OF_CONTENTS = {"", "contents", "table of contents", "summary", "toc", "index"}
DEEPEST_CHAPTER = 50


def find_contents(source: Source) -> str | None:
    """The contents file, if the package is a Markdown book."""
    for name in CONTENTS_NAMES:
        if name in source and _leads_to_pages(source, name):
            return name
    return None


def _leads_to_pages(source: Source, name: str) -> bool:
    return bool(re.search(r"\]\(\s*<?[^)\s]", source.read_text(name)))


def read_book(source: Source) -> CourseDraft:
    """The course that the book is. Raises `PackageRefused` when it holds no lesson."""
    contents = find_contents(source)
    if contents is None:
        raise PackageRefused("The package holds no contents file (contents.md or SUMMARY.md) with links to pages.")
    return _Book(source, contents).read()


class _Book:
    def __init__(self, source: Source, contents: str) -> None:
        self._source = source
        self._contents_name = contents
        self._checker = FileChecker(source)
        self._folder = posixpath.dirname(contents)
        self._report = Report()
        self._fields, text = split_front_matter(source.read_text(contents))
        self._is_ours = self._fields.get("form") == OUR_FORM
        self._contents: Contents = read_contents(fill_in_site(text, str(self._fields.get("title", ""))))
        self._lower = {name.lower(): name for name in source.names}
        # Pages in the order the contents name them; each is one lesson.
        self._lessons: dict[str, Entry] = {}
        self._front_page = ""
        self._chapters_read = 0
        # What a file became that a lesson names as a quiz.
        self._quizzes: dict[str, QuizDraft | None] = {}

    def read(self) -> CourseDraft:
        self._plan(self._contents.entries)
        draft = CourseDraft(identity="", title=self._title(), report=self._report)
        self._report.taken(self._contents_name, "course", self._title_remark)
        draft.fields = self._course_fields()
        draft.children = self._children(self._contents.entries, [], 0)
        draft.identity = self._identity()
        draft.quizzes = [quiz for quiz in self._quizzes.values() if quiz]
        if not any(True for _ in draft.lessons()):
            raise PackageRefused(f"“{self._contents_name}” leads to no page that the package holds.")
        self._report_rest(draft)
        return draft

    # The course.

    def _identity(self) -> str:
        known = self._fields.get("id") if self._is_ours else None
        return f"perfomix:{known}"[:200] if known else f"markdown:{self._source.name}"[:200]

    def _title(self) -> str:
        self._title_remark = ""
        front = next((name for name in self._beside(FRONT_PAGES) if name not in self._lessons), "")
        self._front_page = "" if front == self._contents_name else front
        candidates = [str(self._fields.get("title") or ""), self._contents.title]
        if self._is_ours and candidates[0]:
            return candidates[0][:255]
        candidates += [self._settings_title(), self._front_title()]
        for number, title in enumerate(candidates):
            if title.strip().casefold() not in NAMES_OF_CONTENTS:
                self._title_remark = "" if number < 2 else "its title was found beside the contents file"
                return title.strip()[:255]
        self._title_remark = "it has no title; the package's name stands in"
        return re.sub(r"[-_]+", " ", self._source.name).strip().capitalize()[:255] or "Book"

    def _settings_title(self) -> str:
        if "book.toml" not in self._source:
            return ""
        try:
            book = tomllib.loads(self._source.read_text("book.toml")).get("book", {})
        except tomllib.TOMLDecodeError:
            return ""
        return str(book.get("title", "")) if isinstance(book, dict) else ""

    def _front_title(self) -> str:
        if not self._front_page:
            return ""
        fields, text = split_front_matter(self._source.read_text(self._front_page))
        heading = re.search(r"^#[ \t]+(.+?)[ \t#]*$", text, re.MULTILINE)
        return str(fields.get("title") or (heading[1] if heading else ""))

    def _beside(self, names: tuple[str, ...]) -> list[str]:
        return [name for one in names if (name := posixpath.join(self._folder, one)) in self._source]

    def _course_fields(self) -> dict[str, object]:
        fields = course_fields(self._fields, Directives(self._folder, self._fit_asset)) if self._is_ours else {}
        if self._front_page and not self._is_ours:
            # The first words of the front page serve as the course's description.
            page = self._page_blocks(self._front_page, self._title(), Report())
            words = "".join(block["value"] for block in page if block["type"] == "rich_text")
            fields["description"] = words
            self._report.taken(self._front_page, "page", "its text became the course's description")
        return fields

    # Chapters and lessons.

    def _plan(self, entries: list[Entry]) -> None:
        for entry in entries:
            if entry.address and (page := self._page(self._where(entry))) and page not in self._lessons:
                self._lessons[page] = entry
            self._plan(entry.children)

    def _where(self, entry: Entry) -> str:
        bare = unquote(entry.address).partition("#")[0]
        joined = bare.lstrip("/") if bare.startswith("/") else posixpath.join(self._folder, bare)
        return posixpath.normpath(joined) if bare else ""

    def _children(self, entries: list[Entry], above: list[str], depth: int) -> list[ChapterDraft | LessonDraft]:
        made: list[ChapterDraft | LessonDraft] = []
        for entry in entries:
            place = [*above, entry.title]
            if entry.is_heading or entry.children or (self._is_ours and not entry.address):
                made.append(self._chapter(entry, place, len(made), depth + 1))
            elif entry.address:
                if lesson := self._lesson(entry):
                    made.append(lesson)
            else:
                self._report.left_out(self._contents_name, "line of the contents", f"“{entry.title}” leads to no page")
        return made

    def _chapter(self, entry: Entry, place: list[str], number: int, depth: int) -> ChapterDraft:
        if depth > DEEPEST_CHAPTER:
            raise PackageRefused(f"The contents nest chapters more than {DEEPEST_CHAPTER} levels deep.")
        path = f"{self._contents_name}#{'/'.join(place)}"
        self._report.taken(path, "chapter")
        chapter = ChapterDraft(path=path, title=entry.title[:255] or "…")
        if self._is_ours:
            self._exact_chapter(chapter)
        if entry.address and (lesson := self._lesson(entry)):
            chapter.children.append(lesson)
        chapter.children += self._children(entry.children, place, depth)
        return chapter

    def _exact_chapter(self, chapter: ChapterDraft) -> None:
        """What our own form says of the chapter beside its line; the list follows the order of the contents."""
        listed = self._fields.get("chapters")
        known = listed[self._chapters_read] if isinstance(listed, list) and self._chapters_read < len(listed) else {}
        self._chapters_read += 1
        if isinstance(known, dict):
            chapter.title = str(known.get("title") or chapter.title)[:255]
            chapter.description = str(known.get("description") or "")[:1000]
            chapter.fields = opening_fields(known)

    def _lesson(self, entry: Entry) -> LessonDraft | None:
        where = self._where(entry)
        shown = f"{self._contents_name} → {entry.address[:200]}"
        page = self._page(where)
        if page and self._lessons.get(page) is not entry:
            self._report.left_out(shown, "link", f"{page} is a lesson already, further up")
            return None
        if page:
            return self._page_lesson(entry, page)
        asset = self._asset(where)
        if asset and (why := self._checker.why_unfit(asset)):
            self._report.left_out(shown, "link", why)
            return None
        if asset:
            return self._asset_lesson(entry, asset)
        reference = self._references(self._contents_name).follow(entry.address)
        if reference.leads is Leads.OUTSIDE:
            self._report.left_out(shown, "link", "it leads outside the package")
        else:
            self._report.left_out(shown, "link", ABSENT)
        return None

    def _page_lesson(self, entry: Entry, page: str) -> LessonDraft:
        fields, _text = split_front_matter(self._source.read_text(page))
        own_title = " ".join(str(fields.get("title") or "").split())
        lesson = LessonDraft(path=page, title=entry.title[:255] or own_title[:255] or page)
        remark = ""
        if self._is_ours:
            lesson.title = str(fields.get("title") or entry.title)[:255]
            lesson.key = f"lesson:{fields['id']}"[:500] if fields.get("id") else page
            lesson.fields = lesson_fields(fields, self._directives(page))
        elif own_title and _bare(own_title) != _bare(entry.title):
            remark = f"it calls itself “{own_title}”; the contents' name was taken"
        self._report.taken(page, "lesson", remark)
        lesson.blocks = self._page_blocks(page, lesson.title, self._report)
        if self._is_ours:
            lesson.problems = problems_of(fields, self._directives(page))
        return lesson

    def _asset_lesson(self, entry: Entry, asset: str) -> LessonDraft:
        title = entry.title[:255] or posixpath.basename(asset)
        block: Block = {"type": "download", "value": {"file": AssetRef(asset), "title": title[:200], "description": ""}}
        if asset.lower().endswith(SOUNDS):
            value = {"file": AssetRef(asset), "title": title[:200], "duration_seconds": None, "transcript": ""}
            block = {"type": "audio", "value": {**value, "downloadable": False}}
        self._report.taken(f"{self._contents_name} → {asset}", "lesson", "the file became a lesson of its own")
        return LessonDraft(path=asset, title=title, blocks=[block])

    def _page_blocks(self, page: str, title: str, report: Report) -> list[Block]:
        fields, text = split_front_matter(self._source.read_text(page))
        references = self._references(page)
        if not self._is_ours:
            text = fill_in_site(text, str(fields.get("title") or title))
        settings = Settings(
            path=page,
            title=title,
            first_heading_is="" if self._is_ours else str(fields.get("title") or title),
            exact=self._is_ours,
            why_no_picture=lambda path: self._checker.why_unfit(path, as_picture=True),
            directive=self._directives(page).read if self._is_ours else None,
        )
        return blocks_of(to_html(text), settings, references, report)

    def _quiz(self, name: str) -> str | None:
        """The quiz in the file of this name, read when it is first asked for."""
        if name not in self._quizzes:
            if not name.endswith(ENDING) or name not in self._source:
                return None
            self._quizzes[name] = read_quiz(name, self._source.read_text(name), self._directives(name), self._report)
        return name if self._quizzes[name] else None

    # Names.

    def _directives(self, page: str) -> Directives:
        return Directives(posixpath.dirname(page), self._fit_asset, self._quiz)

    def _references(self, page: str) -> References:
        return References(
            posixpath.dirname(page),
            lesson_at=self._lesson_path,
            file_at=self._asset,
            why_unfit=self._checker.why_unfit,
            holds_page=lambda name: self._page(name) is not None,
        )

    def _lesson_path(self, name: str) -> str | None:
        page = self._page(name)
        return page if page in self._lessons else None

    def _page(self, name: str) -> str | None:
        """The page that a link's address stands for: with or without its ending, as a page of the made site."""
        if not name:
            return None
        stem = re.sub(r"\.(?:html?|xhtml)\Z", "", name)
        tried = [name, *(f"{one}{ending}" for one in (name, stem) for ending in PAGES)]
        tried += [posixpath.join(name, front) for front in FRONT_PAGES]
        for one in tried:
            found = one if one in self._source else self._lower.get(one.lower(), "")
            if found.lower().endswith(PAGES):
                return found
        return None

    def _asset(self, name: str) -> str | None:
        if name.lower().endswith(PAGES):
            return None
        found = name if name in self._source else self._lower.get(name.lower())
        if found and found.lower().endswith(".svg"):
            twin = self._lower.get(f"{found[:-4]}.png".lower())
            return twin or found
        return found

    def _fit_asset(self, name: str) -> str | None:
        found = self._asset(name)
        return None if found is None or self._checker.why_unfit(found) else found

    def _report_rest(self, draft: CourseDraft) -> None:
        """Name every file that no lesson was made of."""
        used = draft.asset_paths()
        for name in self._source.names:
            if name in self._lessons or name in {self._contents_name, self._front_page, *self._quizzes}:
                continue
            if name.lower().endswith(PAGES):
                self._report.left_out(name, "page", "no line of the contents leads to it")
            elif name in used:
                self._report.taken(name, "file")
            elif name in SETTINGS_FILES:
                self._report.left_out(name, "settings", "settings of another program")
            else:
                self._report.left_out(name, "file", self._checker.why_unfit(name) or "no lesson uses it")
        for name in self._source.skipped:
            self._report.left_out(name, "file", "it does not belong to the book")


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
