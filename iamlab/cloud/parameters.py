"""What STS refuses before it asks any policy: parameters out of their bounds, in AWS's words (S8, G28, G33, I22)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from iamlab.cloud.field_rules import tag_problems
from iamlab.cloud.problems import RequestProblem
from iamlab.cloud.resources import Tags
from iamlab.cloud.tag_passing import Passed
from iamlab.engine import in_backticks

SHORTEST_SESSION, LONGEST_SESSION, DEFAULT_SESSION = 900, 43_200, 3_600
LONGEST_CHAINED_SESSION = 3_600
LONGEST_TOKEN = 129_600
MOST_POLICY_ARNS, LONGEST_SESSION_POLICY = 10, 2_048

_ROLE_ARN = re.compile(r"arn:aws:iam::[0-9]{12}:role/[\x21-\x7e]+")


@dataclass(frozen=True, slots=True)
class AssumeRoleParameters:
    """The parameters of one call of AssumeRole or of its kin; an external id is for AssumeRole alone."""

    role_arn: str
    session_name: str
    duration_seconds: int | None = None
    external_id: str | None = None
    session_policy: str | None = None
    session_policy_arns: tuple[str, ...] = ()

    @property
    def seconds(self) -> int:
        """How long the session is to last."""
        return DEFAULT_SESSION if self.duration_seconds is None else self.duration_seconds


@dataclass(frozen=True, slots=True)
class _TextBounds:
    """What a text parameter has to be like."""

    field: str
    aws_name: str
    shortest: int
    longest: int
    pattern: str
    characters: str


_SESSION_NAME = _TextBounds("session_name", "roleSessionName", 2, 64, r"[\w+=,.@-]*", "letters, digits and `_+=,.@-`")
_EXTERNAL_ID = _TextBounds("external_id", "externalId", 2, 1224, r"[\w+=,.@:\/-]*", "letters, digits and `_+=,.@:/-`")

_SOURCE_IDENTITY = replace(_SESSION_NAME, field="source_identity", aws_name="sourceIdentity")
_FEDERATED_NAME = replace(_SESSION_NAME, field="name", aws_name="name", longest=32)


def parameter_problems(parameters: AssumeRoleParameters, passed: Passed | None = None) -> tuple[RequestProblem, ...]:
    """Everything that STS would refuse in the parameters themselves, whoever calls."""
    return (*_problems(parameters), *(_passed_problems(passed) if passed else ()))


def federation_problems(
    name: str, seconds: int, policy: str | None, policy_arns: tuple[str, ...], tags: Tags
) -> tuple[RequestProblem, ...]:
    """What STS would refuse in the parameters of GetFederationToken (S41, G28, G33)."""
    return (
        *_text_problems(_FEDERATED_NAME, name),
        *token_duration_problems(seconds),
        *_session_policy_problems(policy or "", policy_arns),
        *tag_problems(tags),
    )


def token_duration_problems(seconds: int) -> Iterator[RequestProblem]:
    """How long credentials of GetSessionToken and GetFederationToken can last (S40, S41)."""
    yield from _duration_problems(seconds, LONGEST_TOKEN)


def _passed_problems(passed: Passed) -> Iterator[RequestProblem]:
    yield from tag_problems(passed.given)
    yield from _transitive_problems(passed)
    if passed.source_identity is not None:
        yield from _text_problems(_SOURCE_IDENTITY, passed.source_identity)
        if passed.source_identity.lower().startswith("aws:"):
            message = f"{in_backticks(passed.source_identity)} begins with `aws:`"
            yield RequestProblem("source_identity", message, "Choose another: that beginning is for AWS itself.")


def _transitive_problems(passed: Passed) -> Iterator[RequestProblem]:
    """Only tags that are passed can be made transitive (S22)."""
    keys = {key.lower() for key, _ in passed.tags}
    for key in passed.transitive:
        if key.lower() not in keys:
            aws = "The specified transitive tag key must be included in the requested tags."
            message = f"tag {in_backticks(key)} is not among those passed"
            help = "Pass it as a tag, too: a tag of the role cannot be transitive."
            yield RequestProblem("transitive_tag_keys", message, help, aws, code="InvalidParameterValue")


def _problems(parameters: AssumeRoleParameters) -> Iterator[RequestProblem]:
    role_arn = parameters.role_arn
    if not 20 <= len(role_arn) <= 2048 or not _ROLE_ARN.fullmatch(role_arn):
        help = "Write it as `arn:aws:iam::ACCOUNT:role/NAME`."
        yield RequestProblem(
            "role_arn", f"{in_backticks(role_arn)} is not the ARN of a role", help, f"{role_arn} is invalid"
        )
    yield from _text_problems(_SESSION_NAME, parameters.session_name)
    if parameters.external_id is not None:
        yield from _text_problems(_EXTERNAL_ID, parameters.external_id)
    if parameters.duration_seconds is not None:
        yield from _duration_problems(parameters.duration_seconds, LONGEST_SESSION)
    yield from _session_policy_problems(parameters.session_policy or "", parameters.session_policy_arns)


def _constraint(value: object, aws_name: str, constraint: str) -> str:
    return f"1 validation error detected: Value '{value}' at '{aws_name}' failed to satisfy constraint: {constraint}"


def _text_problems(bounds: _TextBounds, text: str) -> Iterator[RequestProblem]:
    help = f"Use {bounds.shortest} to {bounds.longest} characters: {bounds.characters}."
    if len(text) < bounds.shortest:
        message = f"{in_backticks(text)} is too short" if text else "nothing is written here"
        limit = f"Member must have length greater than or equal to {bounds.shortest}"
    elif len(text) > bounds.longest:
        message = f"a text of {len(text)} characters is too long"
        limit = f"Member must have length less than or equal to {bounds.longest}"
    elif not re.fullmatch(bounds.pattern, text, re.ASCII):
        message = f"{in_backticks(text)} holds a character that is not allowed here"
        limit = f"Member must satisfy regular expression pattern: {bounds.pattern}"
    else:
        return
    yield RequestProblem(bounds.field, message, help, _constraint(text, bounds.aws_name, limit))


def _duration_problems(seconds: int, longest: int) -> Iterator[RequestProblem]:
    help = f"Ask for {SHORTEST_SESSION} seconds (15 minutes) up to the role's maximum."
    if seconds < SHORTEST_SESSION:
        aws = _constraint(
            seconds, "durationSeconds", f"Member must have value greater than or equal to {SHORTEST_SESSION}"
        )
        yield RequestProblem("duration_seconds", f"{seconds} seconds are too short for a session", help, aws)
    elif seconds > longest:
        aws = _constraint(seconds, "durationSeconds", f"Member must have value less than or equal to {longest}")
        yield RequestProblem("duration_seconds", f"{seconds} seconds are too long for any session", help, aws)


def _session_policy_problems(text: str, arns: tuple[str, ...]) -> Iterator[RequestProblem]:
    if len(arns) > MOST_POLICY_ARNS:
        message = f"{len(arns)} policies by ARN are too many for one session"
        yield RequestProblem("session_policy_arns", message, f"Pass {MOST_POLICY_ARNS} at most.")
    size = len(text) + sum(len(arn) for arn in arns)
    if size > LONGEST_SESSION_POLICY:
        message = f"the session policies have {size} characters, and the limit is {LONGEST_SESSION_POLICY}"
        aws = _constraint(text, "policy", f"Member must have length less than or equal to {LONGEST_SESSION_POLICY}")
        yield RequestProblem("session_policy", message, "Shorten the text, or put part of it into the role.", aws)


def length_problem(seconds: int, role_maximum: int, *, chained: bool) -> RequestProblem | None:
    """What STS says to a caller who may assume the role, but not for so long (S8, S9)."""
    if chained and seconds > LONGEST_CHAINED_SESSION:
        message = f"a session assumed from another session ends after {LONGEST_CHAINED_SESSION} seconds"
        help = "Ask for one hour at most: this is role chaining, and the role's own maximum does not count."
        aws = "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
        return RequestProblem("duration_seconds", message, help, aws)
    if seconds > role_maximum:
        message = f"{seconds} seconds are more than this role allows"
        help = f"Ask for {role_maximum} at most, or raise the role's maximum session duration."
        aws = "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
        return RequestProblem("duration_seconds", message, help, aws)
    return None
