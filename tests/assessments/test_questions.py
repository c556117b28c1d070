"""Each kind of question: what is shown, how answers are read, how much of them is right."""

import json
import uuid
from decimal import Decimal

import pytest

from assessments.blocks import KINDS, Asked, QuestionsField, UnfitAnswer
from assessments.documents.questions import count_and_total, drawn, question_in, questions_of
from content.blocks import find_problems
from tests.factories.quizzes import items, named, one_of_each, option, pool, stored

pytestmark = pytest.mark.covers("req-C6")

TWO_RIGHT = option("a", is_right=True), option("b", is_right=True)
TWICE = {"left": "a", "right": "b"}, {"left": "a", "right": "c"}
BY_KIND = {question["type"]: question for question in one_of_each(picture=1)}


def asked(kind, seed="a seed", **changes):
    question = BY_KIND[kind]
    return Asked(uuid.UUID(question["id"]), {**question["value"], **changes}, seed)


def share(kind, answer, **changes):
    block, question = KINDS[kind], asked(kind, **changes)
    return block.share(question, block.read(question, {block.reads: answer}))


def shown(kind, **changes):
    return KINDS[kind].shown(asked(kind, **changes))


def test_there_is_an_example_of_every_kind():
    assert list(BY_KIND) == list(KINDS)


@pytest.mark.parametrize("kind", BY_KIND)
def test_what_is_right_is_wholly_right(kind):
    block, question = KINDS[kind], asked(kind)
    right = block.right(question)
    assert block.read(question, {block.reads: right}) == right
    assert block.share(question, right) == 1


@pytest.mark.parametrize("kind", ["true_false", "short_text", "numeric", "gaps", "hotspot"])
def test_what_is_shown_holds_none_of_the_answers(kind):
    question = asked(kind)
    told = json.dumps([KINDS[kind].shown(question), KINDS[kind].also_shows(question.value)])
    for answer in ("Élève", "pupil", "440", "slow", "fast", "2.5", "clef", "10,", "30.5"):
        assert answer not in told


@pytest.mark.parametrize("kind", ["single_choice", "multiple_choice"])
def test_options_do_not_tell_which_of_them_is_right(kind):
    options = shown(kind)["options"]
    assert {frozenset(one) for one in options} == {frozenset({"id", "text"})}
    orders = {tuple(one["text"] for one in shown(kind, seed=f"seed {n}")["options"]) for n in range(30)}
    assert len(orders) > 1
    assert shown(kind) == shown(kind)
    kept = [one["text"] for one in shown(kind, seed="another", shuffles=False)["options"]]
    assert kept == [one["value"]["text"] for one in BY_KIND[kind]["value"]["options"]]


def test_one_answer_is_right_or_wrong():
    assert (share("single_choice", [named(1)]), share("single_choice", [named(2)])) == (1, 0)
    assert share("single_choice", []) == 0
    with pytest.raises(UnfitAnswer):
        share("single_choice", [named(1), named(2)])


@pytest.mark.parametrize(
    ("chosen", "part"),
    [((1, 2), 1), ((1,), "0.5"), ((1, 3), 0), ((1, 2, 3), "0.5"), ((1, 2, 3, 4), 0), ((3, 4), 0), ((), 0)],
)
def test_wrong_ones_of_several_take_back_right_ones(chosen, part):
    names = [named(one) for one in chosen]
    assert share("multiple_choice", names) == Decimal(part)
    assert share("multiple_choice", names, partial=False) == (1 if chosen == (1, 2) else 0)


def test_a_statement_is_true_or_false():
    assert (share("true_false", ["true"]), share("true_false", ["false"])) == (1, 0)
    assert (share("true_false", ["true"], is_true=False), share("true_false", ["false"], is_true=False)) == (0, 1)


@pytest.mark.parametrize("words", ["élève", "ELEVE", "  eleve ", "Eleve.", "Pupil!", "E\u0301le\u0300ve"])
def test_words_are_compared_without_what_does_not_matter(words):
    assert share("short_text", words) == 1


@pytest.mark.parametrize(("words", "how"), [("élève", "case_matters"), ("Eleve", "accents_matter")])
def test_capitals_and_accents_matter_where_the_author_says_so(words, how):
    assert (share("short_text", words), share("short_text", words, **{how: True})) == (1, 0)
    assert share("short_text", "Élève", **{how: True}) == 1


@pytest.mark.parametrize("words", ["", "teacher", "pupils", "."])
def test_other_words_are_wrong(words):
    assert share("short_text", words) == 0


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("440", 1),
        ("437,5", 1),
        ("442.5", 1),
        ("442.51", 0),
        ("437.49", 0),
        (" 4 4 0 ", 1),
        ("-440", 0),
        ("4.4e2", 1),
        ("", 0),
    ],
)
def test_a_number_is_right_within_its_tolerance(words, part):
    assert share("numeric", words) == part


@pytest.mark.parametrize("words", ["a lot", "NaN", "Infinity", "1e400", "440 or so"])
def test_what_is_no_number_is_said_to_be_none(words):
    with pytest.raises(UnfitAnswer, match="number"):
        share("numeric", words)


def test_each_gap_counts():
    assert share("gaps", {"0": "Slowly", "1": "fast"}) == 1
    assert share("gaps", {"0": "slow"}) == share("gaps", {"0": "slow", "1": "loud"}) == Decimal("0.5")
    assert share("gaps", {}) == 0
    assert shown("gaps")["gaps"] == [
        {"text": "From "},
        {"gap": "0", "options": None},
        {"text": " to "},
        {"gap": "1", "options": None},
        {"text": "."},
    ]
    listed = shown("gaps", from_list=True, others=items("loud"))["gaps"][1]["options"]
    assert listed == ["fast", "loud", "slow"]


def test_signs_are_answers_too_and_what_is_left_empty_is_none():
    assert share("gaps", {"0": "?"}, text="Really[[?]]") == 1
    assert share("gaps", {}, text="Really[[?]]") == share("gaps", {"0": " "}, text="Really[[?]]") == 0
    assert share("short_text", "?", accepted=items("?")) == 1
    accents = {"text": "[[où]] vas-tu?", "from_list": True, "others": items("ou")}
    assert (share("gaps", {"0": "où"}, **accents), share("gaps", {"0": "ou"}, **accents)) == (1, 0)


def by_text(parts):
    return {part["text"]: part["id"] for part in parts}


def test_each_thing_in_its_place_counts():
    names = by_text(shown("ordering")["options"])
    right = [names[text] for text in ("Largo", "Andante", "Allegro", "Presto")]
    assert share("ordering", right) == 1
    swapped = [right[0], right[1], right[3], right[2]]
    assert (share("ordering", swapped), share("ordering", swapped, partial=False)) == (Decimal("0.5"), 0)
    assert share("ordering", right[:2]) == Decimal("0.5")


def test_things_to_order_never_stand_in_their_order_and_their_names_tell_nothing():
    for number in range(50):
        options = shown("ordering", seed=str(number))["options"]
        assert [one["text"] for one in options] != ["Largo", "Andante", "Allegro", "Presto"]
    assert not {one["id"] for one in shown("ordering")["options"]} & {
        one["id"] for one in shown("ordering", seed="b")["options"]
    }


def test_each_pair_counts_and_targets_tell_nothing():
    told = shown("matching")
    left, targets = by_text(told["options"]), by_text(told["targets"])
    assert list(targets) == ["polka", "tango", "waltz"]
    right = {left["3/4"]: targets["waltz"], left["2/4"]: targets["polka"]}
    assert share("matching", right) == 1
    half = {left["3/4"]: targets["waltz"], left["2/4"]: targets["tango"]}
    assert (share("matching", half), share("matching", half, partial=False)) == (Decimal("0.5"), 0)
    assert not set(left.values()) & set(targets.values())
    assert not set(targets.values()) & set(by_text(shown("matching", seed="b")["targets"]).values())


def test_two_that_say_the_same_may_change_places():
    question = asked("ordering", items=items("clap", "stamp", "clap"))
    block = KINDS["ordering"]
    first, second, third = block.right(question)
    assert block.share(question, [third, second, first]) == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("answer", [None, 7, "x" * 5000, ["nobody"], {"nobody": "nothing"}, [[]], {"0": 1}, [1]])
def test_what_is_no_answer_is_refused(kind, answer):
    block, question = KINDS[kind], asked(kind)
    if block.reads == "text" and isinstance(answer, str):
        answer = answer * 2
    with pytest.raises(UnfitAnswer):
        block.read(question, {block.reads: answer})
    with pytest.raises(UnfitAnswer):
        block.read(question, {"another": answer})


def problems(*questions):
    field = QuestionsField()
    field.set_attributes_from_name("questions")
    return [str(problem) for problem in find_problems(field.to_python(json.dumps(questions)))]


def test_the_examples_have_no_problems():
    assert problems(*one_of_each(), pool(1, 1, stored("true_false", 21), stored("true_false", 22))) == []


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (stored("single_choice", 1, options=items(option("a"), option("b"))), "exactly one"),
        (stored("single_choice", 1, options=items(*TWO_RIGHT)), "exactly one"),
        (stored("multiple_choice", 1, options=items(option("a"), option("b"))), "at least one"),
        (stored("multiple_choice", 1, options=items(option("a", is_right=True), option(" a"))), "same"),
        (stored("gaps", 1, text="No gap at all", others=[]), "no gap"),
        (stored("gaps", 1, text="An empty [[ | ]] gap", others=[]), "empty"),
        (stored("ordering", 1, items=items("a", "a")), "same"),
        (stored("matching", 1, pairs=items(*TWICE), others=[]), "same"),
        (pool(1, 3, stored("true_false", 2)), "fewer"),
        (pool(1, 1, stored("true_false", 2), stored("true_false", 3, points=2)), "as many points"),
        (stored("true_false", 4, content=[]), "content: this field"),
    ],
)  # fmt: skip
def test_authors_are_told_what_is_wrong(question, said):
    assert said.lower() in " ".join(problems(question)).lower()


def test_an_attempt_draws_from_pools_and_stays_as_it_was_drawn():
    many = [stored("true_false", number, points=2) for number in range(20, 30)]
    paper = [stored("numeric", 1), pool(1, 3, *many), stored("gaps", 2)]
    assert count_and_total(paper) == (5, Decimal(8))
    assert len(questions_of(paper)) == len(question_in(paper)) == 12
    first = [question.id for question in drawn(paper, "seed", shuffled=False)]
    assert first == [question.id for question in drawn(paper, "seed", shuffled=False)]
    assert (str(first[0]), str(first[-1]), len(set(first))) == (paper[0]["id"], paper[-1]["id"], 5)
    others = {tuple(question.id for question in drawn(paper, f"seed {n}", shuffled=False)) for n in range(20)}
    assert len(others) > 5
    shuffled = [question.id for question in drawn(paper, "seed", shuffled=True)]
    assert sorted(shuffled) == sorted(first)
    assert any(drawn(paper, str(n), shuffled=True)[0].kind != "numeric" for n in range(20))


def test_half_written_drafts_are_shown_and_marked_as_far_as_they_go():
    """Nobody hands them in, but previews look at them."""
    for kind, block in KINDS.items():
        for value in ({}, {"options": "x", "items": 3, "pairs": [None], "text": None, "accepted": {}}):
            question = Asked(uuid.uuid4(), value, "seed")
            told = block.shown(question)
            assert isinstance(told, dict), kind
            block.right(question)
            assert isinstance(block.written(question), list)
    assert questions_of([{"type": "nothing", "value": {}}, "x", None]) == []
