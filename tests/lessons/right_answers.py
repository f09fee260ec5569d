"""Answers to questions of every kind, as a browser sends them."""

from collections.abc import Mapping, Sequence

from lessons.courseware import Question, draw, resolve


def right_answer(question: Question, scenario: str, seed: int) -> Mapping[str, Sequence[str]]:
    """An answer that is wholly right."""
    drawn = draw(question, seed)
    match question.kind:
        case "order":
            return {f"place-{id}": [str(int(id) + 1)] for id, _ in drawn.choices}
        case "match":
            return {f"pair-{id}": [id] for id, _ in drawn.choices}
        case "cloze":
            return {f"blank-{name}": [word] for name, word in question.solution.items()}  # type: ignore[union-attr]
        case "text":
            return {"option": ["1"], "text": ["It denies."]}
    return {"option": [option.id for option in resolve(question, seed, scenario) if option.right]}


def wrong_answer(question: Question, scenario: str, seed: int) -> Mapping[str, Sequence[str]]:
    """An answer with something wrong in it."""
    right = right_answer(question, scenario, seed)
    match question.kind:
        case "order" | "match":
            names, values = list(right), list(right.values())
            return dict(zip(names, [*values[1:], values[0]], strict=True))
        case "cloze":
            return {key: ["Wrong"] for key in right}
        case "text":
            return {**right, "option": ["0"]}
    return {"option": [option.id for option in resolve(question, seed, scenario) if not option.right][:1]}
