"""Directives: `::: name argument`, a body, `:::`. Each makes one block of a lesson.

A body that holds a directive's fence itself is closed by a longer one. /help/authoring/ tells authors about each.
"""

from collections.abc import Callable, Mapping

from markdown_it.token import Token

from lessons.courseware.asking import (
    read_challenge,
    read_decision,
    read_predict,
    read_quiz,
    read_sandbox,
    read_try_it,
)
from lessons.courseware.blocks import Block
from lessons.courseware.directive import Directive, LessonSource
from lessons.courseware.requests import is_id
from lessons.courseware.showing import (
    read_compare,
    read_figure,
    read_interview,
    read_policy,
    read_same_in_aws,
    read_takeaways,
    read_term,
    read_trap,
)

ID = "an id"
DIRECTIVES: Mapping[str, tuple[Callable[[Directive], Block | None], str]] = {
    "predict": (read_predict, ID),
    "try-it": (read_try_it, ID),
    "decision": (read_decision, ID),
    "sandbox": (read_sandbox, ID),
    "policy": (read_policy, "a kind of policy, or a place of the scenario"),
    "same-in-aws": (read_same_in_aws, "what is done"),
    "trap": (read_trap, "the id of a misconception"),
    "takeaways": (read_takeaways, ""),
    "interview": (read_interview, "the question"),
    "compare": (read_compare, "a caption"),
    "figure": (read_figure, "the name of an SVG file, or `who-may-assume`"),
    "term": (read_term, "the name of a term's file"),
    "quiz": (read_quiz, "the uuid of a question"),
    "challenge": (read_challenge, ""),
}
"""What reads each directive, and what has to stand after its name."""


def read_directive(token: Token, lesson: LessonSource) -> Block | None:
    """The block that a `colon_fence` token stands for; None after mistakes, which are reported."""
    name, _, argument = token.info.strip().partition(" ")
    directive = Directive(name, argument.strip(), token.content, lesson.place(token), lesson)
    if _is_open(token):
        directive.problem("open-directive", f"`{name}` is never closed", "Write `:::` on a line of its own after it.")
        return None
    if name not in DIRECTIVES:
        directive.problem("unknown-directive", f"`{name}` is no directive", f"There are: {', '.join(DIRECTIVES)}.")
        return None
    read, needs = DIRECTIVES[name]
    if needs and not directive.argument:
        directive.problem("missing-argument", f"`{name}` needs {needs} after its name")
        return None
    if needs == ID:
        if not is_id(directive.argument):
            directive.problem("wrong-id", f"`{directive.argument}` is no id", "Write lower-case words with hyphens.")
            return None
        lesson.take_anchor(directive.argument, directive.place)
    return read(directive)


def _is_open(token: Token) -> bool:
    """Whether the text ended before the directive: then all lines below the first are its body."""
    first, end = token.map or (0, 0)
    return token.content.count("\n") == end - first - 1
