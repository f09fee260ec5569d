"""Rules of single services, of the root user and of credentials, which no policy can change."""

from iamlab.engine.evaluation.special.credentials import credentials_rule
from iamlab.engine.evaluation.special.s3 import s3_rule
from iamlab.engine.request.request import Request
from iamlab.engine.trace import Reason

__all__ = ["special_rule"]


def special_rule(request: Request) -> Reason:
    """The rule that settles or forbids the request beside all policies, or `NO_SPECIAL_RULE`."""
    for rule in (credentials_rule, s3_rule):
        reason = rule(request)
        if reason is not Reason.NO_SPECIAL_RULE:
            return reason
    return Reason.NO_SPECIAL_RULE
