"""What becomes of the components of a unit: blocks, questions, exercises that are kept, or a line in the report."""

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from assessments.importers.questions import LeftOut
from courses.importers.assets import FileChecker
from courses.importers.captions import subrip_of
from courses.importers.fitting import DoesNotFit, fit_block
from courses.importers.frames import linked_film, own_film, shown_by
from courses.importers.html_blocks import BlockWriter, Settings
from courses.importers.olx_problems import Turned, read_problem, refuse_what_was_lost
from courses.importers.olx_tree import Component, Tree, inner_html, json_of
from courses.importers.package import AssetRef, Block, CourseDraft, LessonDraft, MadeAsset, Problem, QuizDraft, QuizRef
from courses.importers.references import ABSENT, Leads, References
from courses.importers.report import Item, Outcome, Report

# What a learner answers or hands in: problems become questions where they can, what has no form here is kept whole.
EXERCISES = frozenset(
    {"problem", "openassessment", "poll", "poll_question", "survey", "edx_sga", "drag-and-drop-v2", "problem-builder",
     "mentoring"}
)  # fmt: skip
WHY_NOT = {
    "discussion": "discussions belong to the platform, not to the lesson",
    "lti": "tools of other sites are not taken, their keys would be lost",
    "lti_consumer": "tools of other sites are not taken, their keys would be lost",
    "word_cloud": "a word cloud has no form here",
    "recommender": "a recommender has no form here",
    "staffgradedxblock": "marks given by hand have no form here",
    "library_content": "problem libraries have no form here",
}
SEPARATE = {
    "conditional": "it is shown to everybody, without its condition",
    "split_test": "all variants of the experiment are shown, one after the other",
    "randomize": "all variants are shown, one after the other",
    "library_content": "all parts are shown, one after the other",
}
LONGEST_TITLE = 200
STATIC = "static/"
_IN_STATIC = re.compile(r"/static/([^\s\"'<>()?#]+)")


@dataclass(slots=True)
class Pages:
    """What every component needs: the course's files and where its names lead."""

    tree: Tree
    draft: CourseDraft
    references: References
    language: str
    checker: FileChecker

    def file(self, name: str) -> str | None:
        """The path of an uploaded file by its name, when it is there and can be handed out."""
        path = self._path(name)
        return path if path in self.tree.source and not self._why_unfit(path) else None

    def why_not(self, name: str) -> str:
        """Why `file` found nothing."""
        path = self._path(name)
        return (self._why_unfit(path) if path in self.tree.source else "") or ABSENT

    def why_no_picture(self, path: str) -> str:
        return self.checker.why_unfit(path, as_picture=True)

    def _why_unfit(self, path: str) -> str:
        return "" if path.endswith(".sjson") else self.checker.why_unfit(path)

    @staticmethod
    def _path(name: str) -> str:
        return posixpath.normpath(posixpath.join(STATIC, name.removeprefix("/static/").lstrip("/")))


class UnitWriter:
    """Writes the components of one lesson into it."""

    def __init__(self, pages: Pages, lesson: LessonDraft) -> None:
        self._pages = pages
        self._lesson = lesson
        self._report: Report = pages.draft.report

    def write(self, component: Component) -> None:
        tag = component.tag
        if tag in SEPARATE or component.children:
            self._separate(component)
        elif tag == "html":
            self.write_html(component.path, "html", self._html_of(component))
        elif tag == "annotatable":
            self.write_html(component.path, tag, inner_html(component.element), "its comments on passages are left out")
        elif tag == "video":
            self._video(component)
        elif tag in EXERCISES:
            self._exercise(component)
        else:
            self._foreign(component)

    def _separate(self, component: Component) -> None:
        how = SEPARATE.get(component.tag, "what it groups stands one after the other")
        self._report.taken(component.path, component.tag, how)
        if component.tag == "vertical" and component.title:
            self._append({"type": "heading", "value": {"text": component.title[:200], "level": "h2"}})
        for child in component.children:
            self.write(child)

    def _append(self, block: Block) -> str:
        """The reason why the block cannot be added, if there is one."""
        try:
            self._lesson.blocks.append(fit_block(block))
        except DoesNotFit as error:
            return str(error)
        return ""

    def _html_of(self, component: Component) -> str:
        name = component.element.get("filename") or component.name
        for path in (f"html/{name.replace(':', '/')}.html", f"{posixpath.dirname(component.path)}/{name}.html"):
            if path in self._pages.tree.source:
                self._pages.tree.reached.add(path)
                return self._pages.tree.source.read_text(path)
        inside = inner_html(component.element)
        if not inside.strip() and component.element.get("filename"):
            self._report.left_out(f"{component.path} → html/{name}.html", "file", ABSENT)
        return inside

    def write_html(self, path: str, kind: str, html: str, remark: str = "") -> bool:
        """The text as blocks, reported as one element; absent files are elements of their own."""
        blocks, inner = self._blocks_of(path, html)
        remarks = [remark] if remark else []
        absent = []
        for item in inner:
            if item.outcome is Outcome.LEFT_OUT and item.reason == ABSENT:
                absent.append(item)
            else:
                remarks += _remark_of(item)
        reason = "; ".join(dict.fromkeys(remarks))
        if not blocks and html.strip() and (reason or absent):
            self._report.left_out(path, kind, reason or ABSENT)
        else:
            self._report.taken(path, kind, reason or ("" if html.strip() else "it is empty"))
        self._report.items.extend(absent)
        self._lesson.blocks.extend(blocks)
        return bool(blocks)

    def _blocks_of(self, path: str, html: str) -> tuple[list[Block], Report]:
        inner = Report()
        settings = Settings(
            path=path, title=self._lesson.title, rank_headings=True, why_no_picture=self._pages.why_no_picture
        )
        return BlockWriter(settings, self._pages.references, inner).write(html), inner

    def _exercise(self, component: Component) -> None:
        """Questions of a quiz, or else kept whole."""
        files = {}
        for name in dict.fromkeys(_IN_STATIC.findall(component.source)):
            if found := self._pages.file(name):
                files[f"/static/{name}"] = AssetRef(found)
            elif self._pages.why_not(name) == ABSENT:
                self._report.left_out(f"{component.path} → static/{name}", "file", ABSENT)
        try:
            turned = read_problem(component.source, self._write_question(component))
        except LeftOut as reason:
            problem = Problem(
                path=component.path[:500],
                title=component.title,
                source=component.source,
                position=len(self._lesson.blocks),
                files=files,
            )
            self._lesson.problems.append(problem)
            self._report.taken(component.path, component.tag, f"kept in its own notation and not asked: {reason}")
        else:
            self._ask(component, turned)
            count = len(turned.questions)
            how = f"it became {count} questions of a quiz" if count > 1 else "it became a question of a quiz"
            self._report.taken(component.path, component.tag, "; ".join([how, *turned.remarks]))

    def _write_question(self, component: Component) -> Callable[[str], list[Block]]:
        """Writes markup of a problem, as long as nothing is lost that it shows."""

        def write(html: str) -> list[Block]:
            blocks, inner = self._blocks_of(component.path, html)
            refuse_what_was_lost(inner)
            return blocks

        return write

    def _ask(self, component: Component, turned: Turned) -> None:
        """Have the quiz just before it in the lesson ask the problem, when both have the same rules, or a new one."""
        quizzes = self._pages.draft.quizzes
        last = self._lesson.blocks[-1] if self._lesson.blocks else None
        if last and last["type"] == "quiz" and quizzes[-1].rules == turned.rules:
            quiz = quizzes[-1]
            quiz.title = self._lesson.title[:LONGEST_TITLE]
        else:
            number = sum(block["type"] == "quiz" for block in self._lesson.blocks) + 1
            path = f"{self._lesson.path}#quiz/{number}"
            quiz = QuizDraft(path, (component.title or self._lesson.title)[:LONGEST_TITLE], rules=turned.rules)
            quizzes.append(quiz)
            self._append({"type": "quiz", "value": {"quiz": QuizRef(path), "is_required": False}})
        for place, question in enumerate(turned.questions):
            quiz.questions.append({**question, "id": f"{component.path}#{place}"})

    def _video(self, component: Component) -> None:
        element = component.element
        block, why = self._film_of(component)
        if block is None:
            self._report.left_out(component.path, "video", why)
            return
        remarks = [why] if why else []
        block["value"]["captions"] = self._captions(component)
        block["value"]["downloadable"] = element.get("download_video") == "true" and block["value"]["source"] == "file"
        if any(element.get(key, "00:00:00") not in {"00:00:00", "0.0", ""} for key in ("start_time", "end_time")):
            remarks.append("the whole film is shown, not a part of it")
        if not component.title:
            remarks.append("it has no title; the lesson's name stands in")
        if why := self._append(block):
            self._report.left_out(component.path, "video", why)
            return
        self._report.taken(component.path, "video", "; ".join(remarks))
        if handout := element.get("handout"):
            self._handout(component, handout)

    def _film_of(self, component: Component) -> tuple[Block | None, str]:
        element = component.element
        title = component.title or self._lesson.title
        normal = re.search(r"(?:\A|,)1\.0+:([A-Za-z0-9_-]{11})(?:,|\Z)", element.get("youtube", ""))
        name = element.get("youtube_id_1_0") or (normal[1] if normal else "")
        if name and (film := shown_by(f"https://www.youtube.com/watch?v={name}")):
            return linked_film("youtube", film.url, title), ""
        listed = json_of(element.get("html5_sources", "")) or []
        sources = [str(one) for one in listed if one] + [one.get("src", "") for one in element.iter("source")]
        for address in sources:
            if found := self._pages.file(address):
                return own_film(found, title), ""
            if (film := shown_by(address)) and film.provider in {"youtube", "vimeo"}:
                return linked_film(film.provider, film.url, title), ""
        for address in sources:
            if self._pages.references.follow(address).leads is Leads.OUTSIDE:
                link = f'<p><a href="{escape(address)}">{escape(title, quote=False)}</a></p>'
                self._append({"type": "rich_text", "value": link})
                return None, f"{address[:200]} lies on another site; a link stands in its place"
        return None, "it names no film that is on YouTube or Vimeo or in the package"

    def _captions(self, component: Component) -> list[dict[str, object]]:
        listed: dict[str, str] = {}
        for one in component.element.iter("transcript"):
            listed.setdefault(one.get("language", ""), one.get("src", ""))
        more = json_of(component.element.get("transcripts", ""))
        for language, name in (more if isinstance(more, dict) else {}).items():
            listed.setdefault(str(language), str(name))
        captions: list[dict[str, object]] = []
        for language, name in listed.items():
            if file := self._caption_file(component, name):
                captions.append({"language": language[:35], "file": AssetRef(file)})
        sub = component.element.get("sub", "")
        own = self._pages.language
        if sub and own not in listed and (file := self._caption_file(component, f"subs_{sub}.srt.sjson")):
            captions.insert(0, {"language": own, "file": AssetRef(file)})
        return captions

    def _caption_file(self, component: Component, name: str) -> str | None:
        """The captions in a form that players read, written anew where they are not."""
        found = self._pages.file(name)
        if found is None:
            self._report.left_out(f"{component.path} → static/{name}", "captions", self._pages.why_not(name))
            return None
        if not found.endswith(".sjson"):
            return found
        made = f"{found.removesuffix('.sjson').removesuffix('.srt')}.srt"
        if not any(one.path == made for one in self._pages.draft.made_assets):
            try:
                content = subrip_of(self._pages.tree.source.read_text(found))
            except ValueError:
                return None
            self._pages.draft.made_assets.append(MadeAsset(made, content.encode(), made_from=found))
        return made

    def _handout(self, component: Component, address: str) -> None:
        if found := self._pages.file(address):
            title = posixpath.basename(found)
            self._append({"type": "download", "value": {"file": AssetRef(found), "title": title, "description": ""}})
        else:
            self._report.left_out(f"{component.path} → {address}", "file", self._pages.why_not(address))

    def _foreign(self, component: Component) -> None:
        embedded = component.element.get("embed_code", "")
        if embedded and "<iframe" in embedded:
            self.write_html(component.path, component.tag, embedded)
            return
        why = WHY_NOT.get(component.tag, f"components of the kind “{component.tag}” have no form here")
        self._report.left_out(component.path, component.tag, why)


def _remark_of(item: Item) -> list[str]:
    """What is said of a part that did not come over as it was."""
    if item.outcome is Outcome.LEFT_OUT:
        return [f"{item.kind} left out ({item.reason})"]
    return [f"{item.kind}: {item.reason}"] if item.reason else []
