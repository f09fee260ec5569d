"""What a question's form carries: which draw it shows, signed, so that an answer is graded against what was asked."""

from dataclasses import astuple, dataclass
from hashlib import sha256
from uuid import UUID

from django.core import signing

from iamlab.accounts.guests import Learner

_SALT = "lessons.quizzes.draw"
_LARGEST_SEED = 2**31 - 1


class ForeignToken(ValueError):
    """Raised for a text that is not the token of a draw of this question."""


@dataclass(frozen=True, slots=True)
class Draw:
    """One draw of a question: the attempt that it is meant for, its seed, and the version that was drawn from."""

    question: str
    number: int
    seed: int
    version: str


def next_draw(learner: Learner | None, question: UUID, version: str, number: int) -> Draw:
    """The draw for the attempt with a number, from 1. It stays the same until that attempt is made."""
    text = f"{learner}:{question}:{number}".encode()
    seed = int.from_bytes(sha256(text).digest()[:4]) & _LARGEST_SEED
    return Draw(str(question), number, seed, version)


def write_token(draw: Draw) -> str:
    """The draw as a signed text."""
    return signing.dumps(astuple(draw), salt=_SALT)


def read_token(text: str, question: UUID) -> Draw:
    """The draw that `write_token` wrote for this question. Raises ForeignToken for any other text."""
    try:
        draw = Draw(*signing.loads(text, salt=_SALT))
    except signing.BadSignature as error:
        raise ForeignToken from error
    if draw.question != str(question):
        raise ForeignToken
    return draw
