"""By which shape a statement grants one action on everything."""

from iamlab.engine.arn import parse_arn
from iamlab.engine.lint.registry import Hint
from iamlab.engine.lint.subject import reaches_action
from iamlab.engine.policy.documents import Effect, PatternElement, Statement

_EVERY_ROLE = ("*", "role/*")


def grant_shape(statement: Statement, action: str) -> tuple[str, str] | None:
    """How Action and Resource reach an action on everything; None where they do not, or the statement denies.

    For Action `named`, `star` or `not` (NotAction), for Resource `star` or `not` (NotResource). A list that names the
    action counts as named, even where a wildcard beside it covers it, too.
    """
    if statement.effect is not Effect.ALLOW or statement.resource is None or not reaches_action(statement, action):
        return None
    resource = "not" if statement.resource.negated else "star" if _is_everything(statement.resource) else None
    if resource is None:
        return None
    if statement.action.negated:
        return "not", resource
    named = action.lower() in (value.lower() for value in statement.action.values)
    return ("named" if named else "star"), resource


def _is_everything(resource: PatternElement) -> bool:
    arns = [parse_arn(value) for value in resource.values]
    return "*" in resource.values or any(arn and arn.service == "iam" and arn.resource in _EVERY_ROLE for arn in arns)


def hint(statement: Statement, message: str, help: str) -> Hint:
    """The remark, at the element that makes the grant broad."""
    return Hint(statement.resource.path if statement.resource else statement.path, message, help, at_name=True)
