"""What a paper says: to learners without its answers, to reviewers with them."""

from assessments.documents.problems import problems_of_quiz
from assessments.documents.questions import Question, drawn, question_in, questions_of, total_of
from assessments.documents.written import cards, content_to_freeze, draft_cards, files_in, written_questions

__all__ = [
    "Question",
    "cards",
    "content_to_freeze",
    "draft_cards",
    "drawn",
    "files_in",
    "problems_of_quiz",
    "question_in",
    "questions_of",
    "total_of",
    "written_questions",
]
