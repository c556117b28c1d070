"""What a paper says: to learners without its answers, to reviewers with them."""

from assessments.documents.briefs import (
    brief_cards,
    brief_to_freeze,
    draft_brief_cards,
    files_of_brief,
    problems_of_assignment,
    written_briefs,
)
from assessments.documents.problems import problems_of_quiz
from assessments.documents.questions import Question, drawn, question_in, questions_of, total_of
from assessments.documents.written import cards, content_to_freeze, draft_cards, files_in, written_questions

__all__ = [
    "Question",
    "brief_cards",
    "brief_to_freeze",
    "cards",
    "content_to_freeze",
    "draft_brief_cards",
    "draft_cards",
    "drawn",
    "files_in",
    "files_of_brief",
    "problems_of_assignment",
    "problems_of_quiz",
    "question_in",
    "questions_of",
    "total_of",
    "written_briefs",
    "written_questions",
]
