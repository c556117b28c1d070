"""The letter that brings a visitor's message to us."""

from notices.letters import register_letter

CONTACT_MESSAGE = register_letter(
    "contact_message",
    sample={
        "sender": "Ana Duarte",
        "email": "ana@example.org",
        "subject": "Lessons for two",
        "text": "Could my sister and I learn from one account?",
        "url": "https://perfomix.example/admin/messages/",
    },
)
