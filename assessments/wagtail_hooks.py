from wagtail.snippets.models import register_snippet

from assessments.viewsets import QuizViewSet

register_snippet(QuizViewSet)
