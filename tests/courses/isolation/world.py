"""Two producers who must not know of each other, and every address of the admin to try it on."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.db import connection, models
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.models import APIToken, Comment, Page, Revision, UploadedFile

from accounts.enums import Role
from assessments.models import Assignment, QuestionBank, Quiz
from assessments.operations.hand_ins import Asked, Draft, hand_in
from courses.models import ChapterPage, Course, CourseAuthor, CoursePage, Lesson, LessonPage
from discussions.models import Answer, Question
from kit import clock
from media.models import Document, Image, Upload, Video
from tests.factories.accounts import UserFactory
from tests.factories.assignments import brief_of, new_assignment
from tests.factories.courses import Tree, course_tree
from tests.factories.media import DocumentFactory, ImageFactory, VideoFactory
from tests.factories.quizzes import asks, draw, items, new_bank, new_quiz, stored

CANARY = "Kanarienvogel"
ABSENT = 987_654_321
ABSENT_UUID = "00000000-0000-4000-8000-000000000000"
MEDIA = (Image, Document, Video, UploadedFile)
# Addresses that end the session or are no view of rows.
SKIPPED = {"wagtailadmin_logout", "wagtailadmin_error_test"}


@dataclass
class World:
    """What the first producer has, and how to name it in an address."""

    tree: Tree
    image: Image
    document: Document
    video: Video
    quiz: Quiz
    bank: QuestionBank
    assignment: Assignment
    comment: Comment
    upload: UploadedFile
    numbers: dict[str, list[int]] = field(default_factory=dict)
    uuids: list[str] = field(default_factory=list)


def first_producers_world() -> World:
    count_alike(get_user_model(), Page, Course, Lesson, Quiz, QuestionBank, Assignment, *MEDIA)
    owner = UserFactory(roles=[Role.PRODUCER], display_name=f"{CANARY} Producer", email="kanarienvogel@example.org")
    tree = course_tree(owner, title=f"{CANARY} Course", summary=f"{CANARY} promise")
    image = ImageFactory(title=f"{CANARY} picture", uploaded_by_user=owner)
    image.tags.add(f"{CANARY} tag")
    document = DocumentFactory(title=f"{CANARY} paper", uploaded_by_user=owner)
    video = VideoFactory(title=f"{CANARY} film", uploaded_by_user=owner)
    bank = new_bank(owner, title=f"{CANARY} bank", questions=[stored("short_text", 2, accepted=items(CANARY))])
    bank.save_revision(user=owner, log_action=True)
    questions = [stored("short_text", 1, accepted=items(CANARY)), draw(1, bank)]
    quiz = new_quiz(owner, title=f"{CANARY} quiz", questions=questions)
    quiz.save_revision(user=owner, log_action=True)
    assignment = new_assignment(owner, title=f"{CANARY} assignment", brief=asks(CANARY))
    assignment.save_revision(user=owner, log_action=True)
    handed_in = hand_in(
        UserFactory(display_name=f"{CANARY} Learner"),
        Asked(brief_of(assignment), tree.lessons[0].lesson.public_id, clock.now()),
        Draft(1, 0, f"{CANARY} work"),
    )
    question = Question.objects.create(
        lesson=tree.lessons[0].lesson,
        asker=UserFactory(display_name=f"{CANARY} Asker"),
        title=f"{CANARY} question",
        text=f"{CANARY} words",
    )
    answer = Answer.objects.create(question=question, author=owner, text=f"{CANARY} answer")
    for page in (tree.chapters[0], tree.lessons[0]):
        page.title = f"{CANARY} {page.title}"
        page.save_revision(user=owner, log_action=True)
    tree.page.thumbnail = image
    tree.page.save()
    tree.page.save_revision(user=owner, log_action=True)
    comment = Comment.objects.create(
        page=tree.lessons[0], user=owner, text=f"{CANARY} remark", contentpath="title", position=""
    )
    upload = UploadedFile.objects.create(uploaded_by_user=owner, for_content_type=image_type(), file="x.png")
    film_on_its_way = Upload.objects.create(
        owner=owner,
        name=f"{CANARY}.mp4",
        size=1_000_000,
        modified=1,
        part_size=500_000,
        place="disk",
        key="videos/on-its-way.mp4",
        expires_at=clock.now() + timedelta(days=7),
    )
    world = World(tree, image, document, video, quiz, bank, assignment, comment, upload)
    course, chapter, lesson = tree.page.pk, tree.chapters[0].pk, tree.lessons[0].pk
    revision = tree.lessons[0].latest_revision_id
    world.numbers = {
        "page": [course, chapter, lesson],
        "image": [image.pk],
        "document": [document.pk],
        "video": [video.pk],
        "quiz": [quiz.pk],
        "questionbank": [bank.pk],
        "assignment": [assignment.pk],
        "revision": [revision],
        "upload": [upload.pk],
        "any": sorted({course, image.pk, document.pk, video.pk, owner.pk, tree.course.pk, tree.lessons[0].lesson_id}),
    }
    world.uuids = [
        str(one.public_id)
        for one in (
            tree.course,
            tree.lessons[0].lesson,
            image,
            film_on_its_way,
            quiz,
            bank,
            assignment,
            handed_in,
            question,
            answer,
            owner,
        )
    ]
    return world


def count_alike(*kinds: type[models.Model]) -> None:
    """Let the next rows of these kinds have one number, so that an address that names any of them is asked once."""
    tables = [kind._meta.db_table for kind in kinds]
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH counter AS (SELECT pg_get_serial_sequence(name, 'id')::regclass AS seq"
            " FROM unnest(%s::text[]) AS name),"
            " highest AS (SELECT max(nextval(seq)) AS number FROM counter)"
            " SELECT setval(seq, highest.number) FROM counter, highest",
            [tables],
        )


def image_type() -> Any:
    return ContentType.objects.get_for_model(Image)


def token_of(person: Any) -> str:
    token = APIToken.generate_token()
    APIToken.objects.create(user=person, name="test", key_hash=APIToken.hash_token(token), prefix=token[:12])
    return token


def addresses_below(prefix: str) -> list[tuple[str, str]]:
    """(full name, route) of every address whose route begins with `prefix`."""
    return [(name, route) for name, route in walk(get_resolver(), (), "") if route.startswith(prefix)]


def walk(resolver: URLResolver, namespaces: tuple[str, ...], prefix: str) -> Iterator[tuple[str, str]]:
    for one in resolver.url_patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLPattern):
            yield ":".join((*namespaces, one.name or "")), route
        else:
            inner = (*namespaces, one.namespace) if one.namespace else namespaces
            yield from walk(one, inner, route)


def paths(name: str, route: str, world: World, *, absent: bool = False) -> list[str]:
    """The route with the first producer's keys in it, each at least once; or with keys that nobody has."""
    if name == "wagtailadmin_pages:revisions_compare":
        keys = [ABSENT] if absent else world.numbers["page"]
        return [f"/admin/pages/{key}/revisions/compare/earliest...latest/" for key in keys]
    for model in ("quiz", "questionbank", "assignment"):
        if name == f"wagtailsnippets_assessments_{model}:revisions_compare":
            keys = [ABSENT] if absent else world.numbers[model]
            place = f"/admin/snippets/assessments/{model}/history"
            return [f"{place}/{key}/revisions/compare/earliest...latest/" for key in keys]
    if route.startswith("admin/^"):
        return ["/admin/no-such-place/"]
    route = route.replace("^", "").replace("$", "")
    matches = list(re.finditer(r"<(?:(\w+):)?(\w+)>", route))
    nobodys = {"uuid": [ABSENT_UUID]}
    every = [
        nobodys.get(match[1], [ABSENT]) if absent else values_for(name, match[1] or "str", match[2], world)
        for match in matches
    ]
    found = []
    for turn in range(max(map(len, every), default=1)):
        path = "/" + route
        for match, values in zip(matches, every, strict=True):
            path = path.replace(match[0], str(values[turn % len(values)]), 1)
        found.append(path)
    return found


WORDS = {
    "app_label": "courses",
    "model_name": "lessonpage",
    "content_type_app_name": "courses",
    "content_type_model_name": "lessonpage",
    "app_name": "media",
    "action_name": "publish",
    "filter_spec": "width-100",
    "uidb64": "MQ",
    "token": "set-password",
    "medium": "forged",
    "type": "courses.checklistitem",
    "type_name": "courses.LessonPage",
    "month": "2026-01",
    "currency": "EUR",
    "kind": "csv",
}


def values_for(name: str, kind: str, key: str, world: World) -> list[Any]:
    if kind == "uuid":
        return world.uuids
    if name == "wagtail_bulk_action":
        return {"app_label": ["wagtailcore"], "model_name": ["page"], "action": ["delete", "move", "publish"]}[key]
    if key in WORDS:
        return [WORDS[key]]
    of_a_kind = next((group for part, group in KINDS.items() if part in f"{key} {name if key == 'pk' else ''}"), None)
    if of_a_kind is not None:
        return world.numbers[of_a_kind]
    return world.numbers["any"] if kind == "int" or key.endswith(("pk", "_id")) else ["kanarienvogel"]


# What a part of a key's name (or of the address's, where the key is called pk) says about the row it names.
KINDS = {
    "uploaded_file": "upload",
    "page": "page",
    "destination": "page",
    "object_id": "page",
    "image": "image",
    "doc": "document",
    "video": "video",
    "quiz": "quiz",
    "bank": "questionbank",
    "assignment": "assignment",
    "revision": "revision",
}


def query(world: World) -> list[dict[str, Any]]:
    """Parameters with which an address is asked beside plainly."""
    chapter, lesson = world.tree.chapters[0].pk, world.tree.lessons[0].pk
    return [
        {"q": CANARY, "search": CANARY, "search_all": "1", "term": CANARY, "ordering": "title"},
        {
            "id": lesson,
            "child_of": chapter,
            "parent": chapter,
            "target_pages[]": chapter,
            "page_type": "wagtailcore.page",
        },
        {"id": [world.image.pk], "uploaded_by_user": world.tree.owner.pk, "owner": world.tree.owner.pk, "p": "1"},
        {"id": "all", "childOf": chapter},
        {"id": "all", "childOf": world.tree.page.get_parent().pk},
    ]


def form(world: World) -> dict[str, Any]:
    """A form that would do harm wherever a view took it."""
    chapter, lesson = world.tree.chapters[0].pk, world.tree.lessons[0].pk
    return {
        "title": "Taken over",
        "new_title": "Taken over",
        "new_slug": "taken-over",
        "new_parent_page": chapter,
        "parent_page": chapter,
        "chooser": chapter,
        "id": lesson,
        "copy_subpages": "on",
        "confirm": "on",
        "action-publish": "1",
        "reason": "Because",
        "comment": "Because",
        "email": "kanarienvogel@example.org",
        "position": "0",
    }


def fingerprint(world: World) -> str:
    """A hash over everything the first producer has."""
    owner = world.tree.owner
    pages = Page.objects.descendant_of(world.tree.page, inclusive=True)
    rows: list[Any] = [
        Course.objects.filter(pk=world.tree.course.pk),
        CourseAuthor.objects.filter(course=world.tree.course),
        Lesson.objects.filter(course=world.tree.course).order_by("pk"),
        pages.order_by("pk"),
        CoursePage.objects.filter(pk__in=pages.values("pk")).order_by("pk"),
        ChapterPage.objects.filter(pk__in=pages.values("pk")).order_by("pk"),
        LessonPage.objects.filter(pk__in=pages.values("pk")).order_by("pk"),
        Revision.objects.filter(object_id__in=[str(pk) for pk in pages.values_list("pk", flat=True)]).order_by("pk"),
        *(
            model.objects.filter(uploaded_by_user=owner).order_by("pk")
            for model in (Image, Document, Video, UploadedFile)
        ),
        Upload.objects.filter(owner=owner).order_by("pk"),
        Comment.objects.filter(user=owner).order_by("pk"),
    ]
    digest = hashlib.sha256()
    for group in rows:
        digest.update(serializers.serialize("json", group).encode())
    digest.update(json.dumps([owner.email, owner.display_name, sorted(owner.roles)]).encode())
    return digest.hexdigest()


def text_of(response: Any) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode("utf-8", "replace") + json.dumps(dict(response.headers))
