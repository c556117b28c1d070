"""The letters about writing a course together, to people who may not have an account yet."""

from notices.letters import register_letter

COURSE_INVITATION = register_letter(
    "course_invitation",
    sample={
        "inviter": "Ana Duarte",
        "course": "Tango from the first walk",
        "as_owner": False,
        "url": "https://perfomix.example/admin/invitations/",
    },
)
