"""The people and things that the authorisation table talks about, made by the operations."""

import json
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from accounts.enums import Role
from accounts.models import TokenFamily, User
from accounts.operations.people import suspend_person
from accounts.operations.roles import request_role
from accounts.operations.sign_in import sign_in
from assessments.enums import HandInState, WorkKind
from assessments.models import HandIn, HandInFile, PeerPool, PeerReview, PeerWork
from assessments.operations.attempts import begin_attempt
from commerce.enums import BundleState, PriceState
from commerce.gates import Thing
from commerce.gateways import CheckoutTruth
from commerce.gateways.shapes import SessionState
from commerce.models import Bundle, BundleThing, Order, Plan, PlanPrice, Price
from commerce.operations.checkout import place_order
from commerce.operations.gift_codes import code_of
from commerce.operations.gifts import Present
from commerce.operations.settlement import apply_truth
from commerce.operations.wanted import Wanted
from commerce.operations.wishes import put_by
from content.blocks.context import MEDIA_ADDRESS
from courses.enums import AuthorState, Availability
from courses.models import Cohort, Course, CourseAuthor, CourseDocument, Lesson, LessonDocument
from courses.operations.authors import invite_author
from courses.operations.course_reviews import write_review
from courses.operations.loops import Loop, keep_loop
from courses.operations.notes import Note, keep_note
from courses.operations.publication import withdraw_course
from desk.documents.learners import Group
from desk.operations.announcing import announce, tell_learners
from kit import clock
from kit.money import Money
from kit.visitors import Visitor
from media.enums import UploadKind
from media.models import Document, Video
from media.operations.uploads import Claim, open_row
from notices.operations import notify
from paths.operations.following import join_path
from practice.operations.log import Entry, keep_entry, keep_pause
from tests.authorisation.table import Case
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.assignments import brief_of, new_assignment
from tests.factories.certificates import issued_certificate
from tests.factories.discussions import answered, asked
from tests.factories.media import DocumentFactory, ImageFactory, picture_bytes, ready_sound, streamed_film
from tests.factories.paths import new_path, public_path, step
from tests.factories.published import learner_of, live_course
from tests.factories.quizzes import new_quiz, paper_of


def resource(file: Document | Video) -> dict[str, Any]:
    """The file as a published lesson offers it for download."""
    shown = {
        "id": str(file.public_id),
        "url": f"{MEDIA_ADDRESS}{file.public_id}",
        "title": file.title,
        "content_type": file.content_type,
        "file_name": file.filename,
        "file_size": file.file_size,
        "is_stamped": getattr(file, "is_stamped", False),
    }
    value = {"file": shown, "title": file.title, "description": ""}
    return {"type": "download", "id": str(file.public_id), "value": value}


VISITOR = Visitor(address="192.0.2.7", user_agent="a browser")


@dataclass
class World:
    """`people` and `tokens` are by role of the table; `things` by the names that rules.yaml uses with a $."""

    people: dict[str, User] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)
    expired_token: str = ""
    expired_token_issued_at: datetime = field(default_factory=clock.now)

    @classmethod
    def build(cls) -> "World":
        world = cls()
        world._people()
        world._accounts()
        world._courses()
        world._kept()
        world._quizzes()
        world._certificates()
        world._paths()
        world._assignments()
        world._announcements()
        world._peers()
        world._orders()
        world._files()
        world._cohorts()
        world._missing()
        return world

    def ask(self, case: Case, role: str) -> HttpResponse:
        """Send the case's request as `role`."""
        path = case.template
        for name, value in case.path.items():
            path = path.replace("{" + name + "}", str(self.resolve(value, role)))
        return self.send(
            case.method,
            path,
            body=self.resolve(case.body, role),
            form=files_of(case),
            token=self.tokens.get(role),
            query=self.resolve(case.query, role),
            headers=self.resolve(case.headers, role),
        )

    def get(self, path: str, *, token: str | None = None) -> HttpResponse:
        return self.send("GET", path, token=token)

    def send(
        self,
        method: str,
        path: str,
        *,
        body: Any = None,
        raw: str | None = None,
        form: dict[str, Any] | None = None,
        token: str | None = None,
        query: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
    ) -> HttpResponse:
        all_headers = dict(headers or {})
        if token:
            all_headers["Authorization"] = f"Bearer {token}"
        if method != "GET":
            all_headers.setdefault("Idempotency-Key", str(uuid.uuid4()))
        data: str | bytes = raw if raw is not None else json.dumps(body) if body is not None else ""
        if form:
            data = encode_multipart(BOUNDARY, form)
        return Client(raise_request_exception=False).generic(
            method,
            path,
            data=data,
            content_type=MULTIPART_CONTENT if form else "application/json",
            headers=all_headers,
            query_params=query or {},
        )

    def resolve(self, value: Any, role: str) -> Any:
        """`$thing` is the same for everybody; `$own.thing` is the asking role's own."""
        if isinstance(value, dict):
            return {name: self.resolve(part, role) for name, part in value.items()}
        if isinstance(value, list):
            return [self.resolve(part, role) for part in value]
        if not isinstance(value, str) or not value.startswith("$"):
            return value
        name = value[1:]
        if name.startswith("own."):
            return str(self.things.get(f"{role}.{name[4:]}", self.things["missing"]))
        return str(self.things[name])

    def _people(self) -> None:
        roles = {
            "learner": [Role.LEARNER],
            "other_learner": [Role.LEARNER],
            "owner": [Role.LEARNER, Role.PRODUCER],
            "co_author": [Role.LEARNER, Role.PRODUCER],
            "other_producer": [Role.LEARNER, Role.PRODUCER],
            "reviewer": [Role.LEARNER, Role.REVIEWER],
            "administrator": [Role.LEARNER, Role.ADMINISTRATOR],
            "suspended": [Role.LEARNER, Role.PRODUCER],
        }
        for name, held in roles.items():
            self.people[name] = UserFactory(
                email=f"{name}@example.org", display_name=name.replace("_", " ").title(), roles=held
            )
            tokens = sign_in(self.people[name].email, PASSWORD, visitor=VISITOR)
            self.tokens[name] = tokens.access_token
            self.things[f"{name}.refresh_token"] = tokens.refresh_token
        suspend_person(self.people["suspended"], reason="to see", actor=self.people["administrator"])
        self.expired_token_issued_at = clock.now() - timedelta(hours=2)
        with clock.held_at(self.expired_token_issued_at):
            self.expired_token = sign_in(self.people["learner"].email, PASSWORD, visitor=VISITOR).access_token
        self.tokens["expired"] = self.expired_token

    def _accounts(self) -> None:
        """Of each person: a device that is not the asking one, a notice, a request for a role."""
        stranger = UserFactory(email="stranger@example.org", roles=[Role.LEARNER])
        self.things["suspended.producer_slug"] = self.people["suspended"].profile.producer_slug
        for name, person in {**self.people, "stranger": stranger}.items():
            if name == "suspended":
                continue
            sign_in(person.email, PASSWORD, visitor=VISITOR)
            device = TokenFamily.objects.filter(person=person).order_by("-pk").first()
            self.things[f"{name}.device"] = device.public_id if device else None
            notice = notify(person, "courses.approved", title="Approved", letter=False)
            self.things[f"{name}.notice"] = notice.public_id
            self.things[f"{name}.producer_slug"] = person.profile.producer_slug
            if Role.SELLER not in person.roles:
                wanted = request_role(person, Role.SELLER, note="please", actor=person)
                self.things[f"{name}.role_request"] = wanted.public_id

    def _courses(self) -> None:
        """Courses of the owner in every state, with the co-author, one learner and that learner's review."""
        for name, availability, price in (
            ("published", Availability.PUBLISHED, 0),
            ("priced", Availability.PUBLISHED, 4900),
            ("archived", Availability.ARCHIVED, 0),
            ("withdrawn", Availability.PUBLISHED, 0),
            ("draft", Availability.UNPUBLISHED, 0),
        ):
            made = live_course(
                title=name,
                lessons=2,
                previews=1,
                owner=self.people["owner"],
                availability=availability,
                price_minor=price,
            )
            author = CourseAuthor.objects.create(
                course=made.course, person=self.people["co_author"], state=AuthorState.ACCEPTED, accepted_at=clock.now()
            )
            self.things |= {
                f"{name}.id": made.course.public_id,
                f"{name}.slug": made.course.slug,
                f"{name}.preview": made.lessons[0].public_id,
                f"{name}.closed": made.lessons[1].public_id,
                f"{name}.author": author.public_id,
            }
            if name == "draft":
                CourseDocument.objects.filter(course=made.course).update(is_live=False)
                LessonDocument.objects.filter(course=made.course).update(is_live=False)
                continue
            learner_of(made.course, self.people["learner"])
            if name in {"published", "withdrawn"}:
                question = asked(made, self.people["learner"], lesson=made.lessons[1])
                self.things[f"{name}.question"] = question.public_id
                self.things[f"{name}.answer"] = answered(question, self.people["owner"]).public_id
            if name == "withdrawn":
                withdraw_course(made.course, actor=self.people["administrator"])
            if name == "published":
                review = write_review(
                    made.course, self.people["learner"], stars=5, text="Good.", actor=self.people["learner"]
                )
                invitation = invite_author(made.course, self.people["other_producer"].email, actor=self.people["owner"])
                self.things |= {"published.review": review.public_id, "published.invitation": invitation.public_id}

    def _kept(self) -> None:
        """Of each person: a loop and a note in the open lesson, a wish, and an entry and a pause of practice."""
        lesson = Lesson.objects.get(public_id=self.things["published.preview"])
        for name, person in {**self.people, "stranger": User.objects.get(email="stranger@example.org")}.items():
            if name != "suspended":
                loop = Loop(uuid.uuid4(), "The turn", 0, 900)
                self.things[f"{name}.loop"] = keep_loop(person, lesson, uuid.uuid4(), loop).public_id
                note = Note(uuid.uuid4(), 900, "Slower.")
                self.things[f"{name}.note"] = keep_note(person, lesson, uuid.uuid4(), note).public_id
                today = clock.now().date()
                self.things["today"] = str(today)
                self.things[f"{name}.entry"] = keep_entry(person, uuid.uuid4(), Entry(today, 20, "Turns")).public_id
                next_week = today + timedelta(days=7)
                self.things[f"{name}.pause"] = keep_pause(person, uuid.uuid4(), next_week, next_week).public_id
                put_by(person, Thing("course", self.things["priced.id"]))

    def _quizzes(self) -> None:
        """A quiz in each lesson of two courses, and of each person an attempt that they have begun in the open one."""
        quiz = new_quiz(self.people["owner"])
        paper = paper_of(quiz)
        self.things["quiz"] = quiz.public_id
        for name in ("published", "archived"):
            LessonDocument.objects.filter(course__public_id=self.things[f"{name}.id"]).update(papers=[paper.pk])
        for name, person in {**self.people, "stranger": User.objects.get(email="stranger@example.org")}.items():
            if name != "suspended":
                attempt, _is_new = begin_attempt(person, paper, self.things["published.preview"])
                self.things[f"{name}.attempt"] = attempt.public_id

    def _certificates(self) -> None:
        """Of each person a certificate in a name that they had before."""
        course = live_course(title="finished").course
        for name, person in {**self.people, "stranger": User.objects.get(email="stranger@example.org")}.items():
            if name != "suspended":
                kept = issued_certificate(course, person, name="A former name")
                self.things[f"{name}.certificate"] = kept.number
        self.things["missing_number"] = "0" * 26

    def _paths(self) -> None:
        """A path that nobody is on, one that everybody is on, and a draft."""
        course = step(live_course(title="on a path").course)
        begun = public_path(course, title="Begun")
        for name, person in self.people.items():
            if name != "suspended":
                join_path(begun, person)
        self.things["path"] = public_path(course, title="Not begun").slug
        self.things["begun_path"] = begun.slug
        self.things["draft_path"] = new_path(course, title="A draft").slug

    def _assignments(self) -> None:
        """An assignment in each lesson of two courses, and of each person an upload that they have begun."""
        brief = brief_of(new_assignment(self.people["owner"], takes_files=True))
        self.things["assignment"] = brief.assignment.public_id
        for name in ("published", "archived"):
            LessonDocument.objects.filter(course__public_id=self.things[f"{name}.id"]).update(briefs=[brief.pk])
        for name, person in {**self.people, "stranger": User.objects.get(email="stranger@example.org")}.items():
            if name != "suspended":
                upload = open_row(
                    Claim("bars.pdf", 9, 1, "", UploadKind.DOCUMENT), "bars.pdf", place="disk", actor=person
                )
                self.things[f"{name}.upload"] = upload.public_id

    def _announcements(self) -> None:
        """One to everybody in a course, and one to the stranger alone."""
        live = live_course(title="announced")
        stranger = User.objects.get(email="stranger@example.org")
        named = User.objects.filter(pk=stranger.pk)
        for name, person in {**self.people, "stranger": stranger}.items():
            if name != "suspended":
                learner_of(live.course, person)
        called, people = stranger.display_name, len(self.people)
        named.update(display_name="Nobody else is called so")
        for name, group, count in (("", Group(), people), ("stranger.", Group(words="nobody else"), 1)):
            sent = announce(
                live.course, group, key=uuid.uuid4(), title="Friday", text="We dance.", people=count, actor=live.owner
            )
            tell_learners(sent.pk)
            self.things[f"{name}announcement"] = sent.public_id
        named.update(display_name=called)
        self.things["announced.slug"] = live.course.slug

    def _peers(self) -> None:
        """Work of a stranger, with a film, that the learner is asked to review in the published course."""
        course, lesson = self.things["published.id"], self.things["published.preview"]
        brief = brief_of(new_assignment(self.people["owner"], takes_video=True, peer_reviews=1))
        self.things["peer_assignment"] = brief.assignment.public_id
        for document in LessonDocument.objects.filter(course__public_id=course):
            document.briefs = [*document.briefs, brief.pk]
            document.save(update_fields=["briefs"])
        learner, stranger = self.people["learner"], User.objects.get(email="stranger@example.org")
        for person in (stranger, learner):
            work = HandIn.objects.create(
                learner=person, assignment=brief.assignment, brief=brief, lesson=lesson, number=1, most_points=10
            )
            film = streamed_film(uploaded_by_user=person, is_handed_in=True)
            file = HandInFile.objects.create(hand_in=work, kind=WorkKind.VIDEO, film=film)
            HandIn.objects.filter(pk=work.pk).update(state=HandInState.HANDED_IN, handed_in_at=clock.now())
            pool, _is_new = PeerPool.objects.get_or_create(assignment=brief.assignment, course=course)
            kept = PeerWork.objects.create(pool=pool, learner=person, hand_in=work)
            if person == stranger:
                asked, self.things["peer_file"] = kept, file.public_id
        review = PeerReview.objects.create(
            work=asked, reviewer=learner, due_at=clock.now() + timedelta(days=1), most_points=10
        )
        self.things["peer_review"] = review.public_id

    def _orders(self) -> None:
        """A price for the priced course, a plan, and of each person a paid order of another course."""
        Price.objects.create(
            sellable_kind="course",
            sellable_id=self.things["priced.id"],
            currency="EUR",
            amount_minor=4900,
            state=PriceState.ACTIVE,
        )
        sold = live_course(title="sold", price_minor=900)
        Price.objects.create(
            sellable_kind="course",
            sellable_id=sold.course.public_id,
            currency="EUR",
            amount_minor=900,
            state=PriceState.ACTIVE,
        )
        present = Present("Ana", "ana@example.org")
        for name, person in {**self.people, "stranger": User.objects.get(email="stranger@example.org")}.items():
            if name != "suspended":
                order = _paid(place_order(person, [Wanted("course", sold.course.public_id)]))
                self.things[f"{name}.order"] = order.public_id
                self.things[f"{name}.line"] = order.lines.get().public_id
                self.things[f"{name}.paper"] = order.papers.get().public_id
                given = _paid(place_order(person, [Wanted("course", self.things["priced.id"], gift=present)]))
                self.things[f"{name}.gift"] = given.lines.get().gift.public_id
                self.things[f"{name}.gift_code"] = code_of(given.lines.get().gift)

        bundle = Bundle.objects.create(
            slug="together", name="Together", basis_points=2000, state=BundleState.OFFERED, made_by=self.people["owner"]
        )
        for place, public_id in enumerate([self.things["priced.id"], sold.course.public_id]):
            BundleThing.objects.create(bundle=bundle, place=place, sellable_kind="course", sellable_id=public_id)
        plan = Plan.objects.create(name="All access")
        price = PlanPrice.objects.create(plan=plan, interval="month", currency="EUR", amount_minor=1900)
        self.things["plan.price"] = price.public_id

    def _files(self) -> None:
        """Private files, films and sounds of the owner in lessons of each kind and nowhere, and each producer's own."""
        for name in ("owner", "co_author", "other_producer"):
            self.things[f"{name}.file"] = DocumentFactory(uploaded_by_user=self.people[name]).public_id
            self.things[f"{name}.film"] = streamed_film(uploaded_by_user=self.people[name]).public_id
            self.things[f"{name}.sound"] = ready_sound(uploaded_by_user=self.people[name]).public_id
        self.things["public.picture"] = ImageFactory(is_public=True).public_id
        for name, lesson in (
            ("preview", "published.preview"),
            ("closed", "published.closed"),
            ("archived", "archived.closed"),
            ("withdrawn", "withdrawn.preview"),
        ):
            file = DocumentFactory(uploaded_by_user=self.people["owner"])
            film = streamed_film(uploaded_by_user=self.people["owner"])
            sound = ready_sound(uploaded_by_user=self.people["owner"])
            document = LessonDocument.objects.get(lesson__public_id=self.things[lesson])
            resources = [resource(one) for one in (file, film, sound)]
            document.body = json.dumps({**json.loads(document.body), "resources": resources})
            document.save(update_fields=["body"])
            self.things |= {f"{name}.file": file.public_id, f"{name}.film": film.public_id}
            self.things[f"{name}.sound"] = sound.public_id

    def _cohorts(self) -> None:
        """Of the published course, which is joined without one too."""
        course = Course.objects.get(slug=self.things["published.slug"])
        cohort = Cohort.objects.create(course=course, name="May", starts_at=clock.now() + timedelta(days=9))
        self.things["cohort"] = str(cohort.public_id)

    def _missing(self) -> None:
        self.things |= {
            "missing": str(uuid.UUID(int=4)),
            "missing_slug": "there-is-no-such-thing",
            "password": PASSWORD,
        }


def files_of(case: Case) -> dict[str, SimpleUploadedFile]:
    """What the case sends in a form: pictures of the names it gives."""
    return {field: SimpleUploadedFile(name, picture_bytes()) for field, name in case.form.items()}


def _paid(order: Order) -> Order:
    """The order once the provider says that it is paid."""
    payment = order.payments.get()
    total = Money(payment.amount_minor, payment.currency)
    apply_truth(payment, CheckoutTruth(f"cs_{payment.pk}", SessionState.COMPLETE, True, total))
    return order
