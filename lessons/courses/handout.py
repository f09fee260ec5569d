"""A lesson on paper: its questions with places to write, and the answers, which are printed apart."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from lessons.courseware import (
    ClozeQuestion,
    MatchQuestion,
    OrderQuestion,
    Question,
    TextQuestion,
    TryIt,
    WorkedDecision,
    question_version,
    resolve,
)
from lessons.library.models import Lesson
from lessons.quizzes.queries import ShownQuestion, show
from lessons.quizzes.tokens import next_draw


@dataclass(frozen=True, slots=True)
class PrintedQuestion:
    """A question of the quiz with its answer. `choices` and `targets` carry the letter or number that names them."""

    shown: ShownQuestion
    choices: tuple[tuple[str, str], ...]
    targets: tuple[tuple[str, str], ...]
    answer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedAnswer:
    """The answer to something that the text asks: what was asked, and what is so."""

    asked: str
    answer: str


@dataclass(frozen=True, slots=True)
class Handout:
    """What a handout adds to a lesson's text."""

    in_text: tuple[PrintedAnswer, ...]
    questions: tuple[PrintedQuestion, ...]


def handout_of(lesson: Lesson) -> Handout:
    """A lesson's handout, the same for everybody: computed questions have the values that a new visitor sees."""
    return Handout(tuple(_in_text(lesson)), tuple(_printed(lesson, each) for each in lesson.content.questions))


def _in_text(lesson: Lesson) -> Iterator[PrintedAnswer]:
    predictions = {each.id: each for each in lesson.content.predictions()}
    for block in lesson.content.blocks():
        if isinstance(block, TryIt | WorkedDecision) and block.decided:
            yield PrintedAnswer(block.title, block.decided.sentence)
        elif block.kind == "predict" and block.id in predictions:
            right = next(option.text for option in block.options if option.right)
            yield PrintedAnswer(block.question, f"{right}. {block.answer}")


def _printed(lesson: Lesson, question: Question) -> PrintedQuestion:
    shown = show(lesson, question, None, ())
    names: Iterable[str] = map(str, range(1, 99)) if shown.drawn.targets else ascii_uppercase
    choices = tuple((name, choice.text) for name, choice in zip(names, shown.choices, strict=False))
    targets = tuple((ascii_uppercase[number], text) for number, (_, text) in enumerate(shown.drawn.targets))
    return PrintedQuestion(shown, choices, targets, tuple(_answer(lesson, shown)))


def _answer(lesson: Lesson, shown: ShownQuestion) -> Iterator[str]:
    """The lines of an answer, inline Markdown."""
    question, ids = shown.question, [choice.id for choice in shown.choices]
    match question:
        case OrderQuestion():
            yield ", ".join(_letter(ids, str(number)) for number in range(len(question.items)))
            yield question.why
        case MatchQuestion():
            targets = [id for id, _ in shown.drawn.targets]
            yield ", ".join(f"{number} {_letter(targets, id)}" for number, id in enumerate(ids, 1))
            yield from (pair.why for pair in question.pairs)
        case ClozeQuestion():
            yield ", ".join(f"{{{{{name}}}}} `{question.solution[name]}`" for name in question.blanks)
            yield question.why
        case TextQuestion():
            yield question.model
        case _:
            seed = next_draw(None, question.uuid, question_version(question, lesson.content.scenario), 1).seed
            for number, option in enumerate(resolve(question, seed, lesson.content.scenario)):
                if option.right:
                    yield f"{ascii_uppercase[number]}. {option.why}"


def _letter(ids: Sequence[str], id: str) -> str:
    return ascii_uppercase[ids.index(id)]
