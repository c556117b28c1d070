"""The job that writes letters for notices."""

from kit import jobs
from notices.operations import send_notice_letter

jobs.job("notices.send_notice_letter")(send_notice_letter)
