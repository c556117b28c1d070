"""Reviews by fellow learners, as the API sends and takes them. None of it names anybody."""

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from assessments.enums import PeerMarks, PeerReviewState, WorkKind
from assessments.models.peers import LONGEST_REMARK, LONGEST_REVIEW, MOST_REMARKS
from assessments.models.remarks import LONGEST_FILM_MS
from frontend_api.v1.assignments.shapes import MarkOut, RubricCriterionOut
from frontend_api.v1.peers import examples
from frontend_api.v1.quizzes.shapes import BlocksField, QuizCourseOut, QuizLessonOut

PLAYED = [(str(kind), kind.label) for kind in (WorkKind.SOUND, WorkKind.VIDEO)]
ASKED = [(str(state), state.label) for state in (PeerReviewState.WAITING, PeerReviewState.GIVEN)]


class PeerRulesOut(serializers.Serializer):
    reviews = serializers.IntegerField(help_text="How many each gives and gets.")
    days = serializers.IntegerField(help_text="How many days there are for one.")
    marks = serializers.ChoiceField(PeerMarks.choices)


class PeerRemarkOut(serializers.Serializer):
    file = serializers.UUIDField()
    at_ms = serializers.IntegerField()
    text = serializers.CharField()


class GivenPeerReviewOut(serializers.Serializer):
    id = serializers.UUIDField()
    text = serializers.CharField(help_text="Plain text; line breaks are kept.")
    points = serializers.FloatField(allow_null=True)
    most_points = serializers.FloatField()
    marks = MarkOut(many=True)
    remarks = PeerRemarkOut(many=True)


class AskedPeerReviewOut(serializers.Serializer):
    id = serializers.UUIDField()
    state = serializers.ChoiceField(ASKED)
    due_at = serializers.DateTimeField()


@extend_schema_serializer(examples=[OpenApiExample("Peers", examples.PEERS)])
class PeersOut(serializers.Serializer):
    """How one stands with one's fellow learners in an assignment."""

    rules = PeerRulesOut(allow_null=True, help_text="Null where fellow learners do not review.")
    takes_part = serializers.BooleanField(help_text="I have handed in what others review.")
    asked_of_me = AskedPeerReviewOut(many=True)
    given = serializers.IntegerField(help_text="How many of mine count.")
    can_take_another = serializers.BooleanField()
    received = serializers.IntegerField()
    may_read = serializers.BooleanField(help_text="I have given mine, or there is nothing left for me to review.")
    reviews = GivenPeerReviewOut(many=True, help_text="What others say of my work; empty while I may not read it.")


class NamelessFileOut(serializers.Serializer):
    id = serializers.UUIDField()
    number = serializers.IntegerField()
    kind = serializers.ChoiceField(PLAYED)
    play_url = serializers.CharField(allow_null=True, help_text="Null until it was made ready.")


class NamelessWorkOut(serializers.Serializer):
    text = serializers.CharField(allow_blank=True)
    files = NamelessFileOut(many=True)
    papers = serializers.IntegerField(help_text="How many files only the teacher sees: they may say whose they are.")


class PeerReviewDraftOut(serializers.Serializer):
    """What I have written so far."""

    edition = serializers.IntegerField(help_text="How often it was kept: sent with what is kept next.")
    text = serializers.CharField(allow_blank=True)
    marks = serializers.DictField(child=serializers.CharField(), help_text="The level of each criterion, by ids.")
    points = serializers.FloatField(allow_null=True)
    remarks = PeerRemarkOut(many=True)


@extend_schema_serializer(examples=[OpenApiExample("Review", examples.PEER_REVIEW)])
class PeerReviewOut(serializers.Serializer):
    """Work of somebody beside its brief, to be reviewed."""

    id = serializers.UUIDField()
    assignment = serializers.UUIDField()
    lesson = QuizLessonOut()
    course = QuizCourseOut()
    title = serializers.CharField()
    state = serializers.ChoiceField(ASKED)
    due_at = serializers.DateTimeField()
    blocks = BlocksField(help_text="What was to be done.")
    rubric = RubricCriterionOut(many=True, help_text="Empty where no marks are given.")
    gives_marks = serializers.BooleanField()
    most_points = serializers.FloatField()
    work = NamelessWorkOut()
    draft = PeerReviewDraftOut(allow_null=True, help_text="Null once it is given.")
    given = GivenPeerReviewOut(allow_null=True, help_text="What I said, once I have.")


class PeerReviewLineOut(serializers.Serializer):
    id = serializers.UUIDField()
    course = QuizCourseOut()
    title = serializers.CharField()
    due_at = serializers.DateTimeField()


@extend_schema_serializer(examples=[OpenApiExample("Reviews", examples.MY_PEER_REVIEWS)])
class MyPeerReviewsOut(serializers.Serializer):
    reviews = PeerReviewLineOut(many=True, help_text="Those that wait for me, due first.")


class PeerRemarkIn(serializers.Serializer):
    file = serializers.UUIDField()
    at_ms = serializers.IntegerField(min_value=0, max_value=LONGEST_FILM_MS)
    text = serializers.CharField(max_length=LONGEST_REMARK)


class PeerReviewSaid(serializers.Serializer):
    marks = serializers.DictField(
        child=serializers.CharField(max_length=100), default=dict, help_text="The level of each criterion, by ids."
    )
    points = serializers.DecimalField(
        max_digits=8,
        decimal_places=2,
        min_value=0,
        allow_null=True,
        default=None,
        help_text="Where there is no rubric.",
    )
    remarks = serializers.ListField(child=PeerRemarkIn(), default=list, max_length=MOST_REMARKS)


@extend_schema_serializer(examples=[OpenApiExample("Given", examples.PEER_REVIEW_GIVEN)])
class PeerReviewIn(PeerReviewSaid):
    text = serializers.CharField(max_length=LONGEST_REVIEW)


@extend_schema_serializer(examples=[OpenApiExample("Draft", examples.PEER_REVIEW_DRAFT)])
class PeerReviewDraftIn(PeerReviewSaid):
    edition = serializers.IntegerField(min_value=0, help_text="That of the draft that was seen.")
    text = serializers.CharField(max_length=LONGEST_REVIEW, allow_blank=True, trim_whitespace=False, default="")
