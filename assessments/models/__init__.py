from assessments.models.attempts import Answer, Attempt
from assessments.models.papers import Paper
from assessments.models.quizzes import Quiz
from assessments.models.regradings import Regrade, Regrading

__all__ = ["Answer", "Attempt", "Paper", "Quiz", "Regrade", "Regrading"]
