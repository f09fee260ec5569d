"""What can be wrong with one field of a request, for whoever fills in a form or writes a case."""

from dataclasses import dataclass

from iamlab.engine.arn import parse_arn
from iamlab.engine.syntax.diagnostics import in_backticks


@dataclass(frozen=True, slots=True)
class FieldMistake:
    """Why a text is no value for its field, and what to write instead."""

    message: str
    help: str


def is_one_word(text: str) -> bool:
    """Whether a text is free of blanks, line breaks and characters that nobody sees."""
    return text.split() == [text] and text.isprintable()


def action_mistake(action: str) -> FieldMistake | None:
    """Why a text is not one action, `prefix:Operation` without wildcards (M1); None for an action."""
    if not action:
        return FieldMistake("the request names no action", "Add one, such as `s3:GetObject`.")
    prefix, colon, name = action.partition(":")
    shaped = prefix and colon and name and ":" not in name
    if not shaped or any(mark in action for mark in "*?") or not is_one_word(action):
        help = "Write the service prefix, a colon and one operation, such as `s3:GetObject`."
        return FieldMistake(f"{in_backticks(action)} is not one action", help)
    return None


def resource_mistake(resource: str) -> FieldMistake | None:
    """Why a text is neither one ARN nor `*` (M18, I1); None for either.

    A blank may belong to the key of an object, a line break only parts one ARN from the next.
    """
    if not resource:
        return FieldMistake("the request names no resource", "Add its ARN, or `*` if the action takes none.")
    if len(resource.splitlines()) > 1 or sum(word.startswith("arn:") for word in resource.split()) > 1:
        help = "Write one: AWS decides about one resource at a time. The watch table takes one a row."
        return FieldMistake(f"{in_backticks(resource)} is more than one resource", help)
    if resource != "*" and parse_arn(resource) is None:
        help = "Write `arn:partition:service:region:account:resource`, or `*` if the action takes no resource."
        return FieldMistake(f"{in_backticks(resource)} is not an ARN", help)
    return None
