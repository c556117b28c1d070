"""The help centre as the public reads it, and its search."""

from typing import Any

from cms.blocks import SiteContext, represent
from cms.models import HelpArticlePage, HelpCategoryPage, HelpIndexPage, address_below, root_url_path
from courses.documents.search import trigrams_of, words_of

NEIGHBOURS = 6
MOST_FOUND = 20
# This share of the pieces of what was typed must be in a question or its short answer.
ALIKE = 0.6


def help_index_fields(page: HelpIndexPage, context: SiteContext) -> dict[str, Any]:
    """Topics with their answers, and the answers that are asked for most. Two queries."""
    topics = HelpCategoryPage.objects.shown().descendant_of(page).annotate(root=root_url_path()).order_by("path")
    answers = list(listed_answers().descendant_of(page))
    return {
        "standfirst": page.standfirst,
        "topics": [
            {
                "path": address_below(topic.root, topic.url_path),
                "title": topic.title,
                "standfirst": topic.standfirst,
                "answers": [answer_card(answer) for answer in answers if answer.path.startswith(topic.path)],
            }
            for topic in topics
        ],
        "frequent": [answer_card(answer) for answer in answers if answer.is_frequent],
    }


def help_topic_fields(page: HelpCategoryPage, context: SiteContext) -> dict[str, Any]:
    """The answers of a topic. One query."""
    answers = listed_answers().descendant_of(page)
    return {"standfirst": page.standfirst, "answers": [answer_card(answer) for answer in answers]}


def help_answer_fields(page: HelpArticlePage, context: SiteContext) -> dict[str, Any]:
    """An answer, and others of its topic. One query."""
    others = listed_answers().sibling_of(page, inclusive=False)[:NEIGHBOURS] if page.pk else []
    return {
        "standfirst": page.standfirst,
        "body": represent(page.body, context),
        "others": [answer_card(answer) for answer in others],
    }


def listed_answers() -> Any:
    """Answers that everybody may read, in the order of the tree, ready for `answer_card`."""
    return HelpArticlePage.objects.shown().annotate(root=root_url_path()).order_by("path")


def answer_card(page: Any) -> dict[str, Any]:
    """What a list shows of an answer."""
    return {
        "path": address_below(page.root, page.url_path),
        "title": page.title,
        "standfirst": page.standfirst,
    }


def find_answers(words: str) -> list[dict[str, Any]]:
    """Answers for what somebody typed, best first. Two queries.

    What holds all the words comes before what is merely spelt alike, so that typing errors and halves of words still
    find something.
    """
    answers = {answer.pk: answer for answer in listed_answers()}
    public = HelpArticlePage.objects.filter(pk__in=list(answers))
    exact = [answer.pk for answer in public.search(" ".join(words_of(words)), operator="and")[:MOST_FOUND]]
    pieces = set(trigrams_of(words))
    likeness = {
        key: len(pieces & set(trigrams_of(answer.title, answer.standfirst))) / max(len(pieces), 1)
        for key, answer in answers.items()
        if key not in exact
    }
    alike = sorted((key for key in likeness if likeness[key] >= ALIKE), key=lambda key: -likeness[key])
    return [answer_card(answers[key]) for key in [*exact, *alike][:MOST_FOUND]]
