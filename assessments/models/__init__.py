from assessments.models.assignments import Assignment
from assessments.models.attempts import Answer, Attempt
from assessments.models.banks import QuestionBank
from assessments.models.briefs import Brief
from assessments.models.hand_ins import HandIn, HandInFile
from assessments.models.papers import Paper
from assessments.models.peers import PeerPool, PeerReview, PeerWork
from assessments.models.quizzes import Quiz
from assessments.models.regradings import Regrade, Regrading
from assessments.models.remarks import Remark
from assessments.models.replies import SoundReply

__all__ = [
    "Answer",
    "Assignment",
    "Attempt",
    "Brief",
    "HandIn",
    "HandInFile",
    "Paper",
    "PeerPool",
    "PeerReview",
    "PeerWork",
    "QuestionBank",
    "Quiz",
    "Regrade",
    "Regrading",
    "Remark",
    "SoundReply",
]
