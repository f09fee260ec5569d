"""Why a request cannot be decided: the policy is wrong, the request is, or the simulator does not model it.

A fourth reason stands apart: the credentials are past their time, which AWS answers before it looks at any policy. That
a decision depends on context that the request does not tell is no problem of this kind: the evaluation says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from iamlab.cloud.places import PolicySlot
from iamlab.engine import Diagnostic, Evaluation, wire_message


@dataclass(frozen=True, slots=True)
class RequestProblem:
    """A field of the request that cannot be as it is.

    `aws` is what AWS itself would answer, where that is known; `aws_says_all` that `message` adds nothing to it. `code`
    is the error code of an answer of STS.
    """

    field: str
    message: str
    help: str
    aws: str = ""
    aws_says_all: bool = False
    code: str = "ValidationError"
    kind: ClassVar[str] = "request"


@dataclass(frozen=True, slots=True)
class PolicyProblem:
    """A policy that has a say and cannot be read; `slot` tells where it stands and holds its text."""

    slot: PolicySlot
    diagnostics: tuple[Diagnostic, ...]
    kind: ClassVar[str] = "policy"
    code: ClassVar[str] = "MalformedPolicyDocument"

    @property
    def message(self) -> str:
        """The first thing that is wrong with it."""
        return self.diagnostics[0].message

    @property
    def help(self) -> str:
        """What to do about it."""
        return self.diagnostics[0].help


@dataclass(frozen=True, slots=True)
class NotModelled:
    """Something that AWS has and this simulator does not, so that a decision would be a guess."""

    message: str
    help: str
    kind: ClassVar[str] = "not_modelled"
    code: ClassVar[str] = "ValidationError"


@dataclass(frozen=True, slots=True)
class ExpiredToken:
    """Credentials whose time is over."""

    session_arn: str
    message: str = "The security token included in the request is expired"
    help: str = "Assume the role again."
    kind: ClassVar[str] = "expired"
    code: ClassVar[str] = "ExpiredToken"


Problem = RequestProblem | PolicyProblem | NotModelled | ExpiredToken


@dataclass(frozen=True, slots=True)
class Answer:
    """What AWS prints for a call that fails: the code of the error, and its words; None where these are not known."""

    code: str
    message: str | None


def answer_to(problems: Sequence[Problem], evaluation: Evaluation | None) -> Answer:
    """The answer to a call that fails: the first problem whose words are known, else the first, else the denial."""
    for problem in problems:
        match problem:
            case RequestProblem(aws=message, code=code) if message:
                return Answer(code, message)
            case ExpiredToken(message=message, code=code):
                return Answer(code, message)
    if problems:
        return Answer(problems[0].code, None)
    denial = wire_message(evaluation) if evaluation else None
    return Answer("AccessDenied", denial.text if denial else None)
