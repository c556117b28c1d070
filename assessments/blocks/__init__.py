"""Questions, one file per family. A question knows how it is edited, what a learner is shown, and how it is marked.

Values are the stored JSON, as in `content.blocks`: showing and marking ask the database for nothing.
"""

from assessments.blocks.catalogue import KINDS, QUESTIONS, BankField, QuestionsField
from assessments.blocks.question import Asked, QuestionBlock, UnfitAnswer

__all__ = ["KINDS", "QUESTIONS", "Asked", "BankField", "QuestionBlock", "QuestionsField", "UnfitAnswer"]
