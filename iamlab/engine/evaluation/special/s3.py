"""The bucket policy calls that the owner's root user keeps (D91)."""

from iamlab.engine.request.principals import RootUser
from iamlab.engine.request.request import Request
from iamlab.engine.trace import Reason

_BUCKET_POLICY_CALLS = frozenset({"getbucketpolicy", "putbucketpolicy", "deletebucketpolicy"})


def s3_rule(request: Request) -> Reason:
    """Whether the root user of the bucket's account manages its policy: the policy itself cannot stop it."""
    by_own_root = isinstance(request.principal, RootUser) and request.same_account
    if by_own_root and request.service == "s3" and request.operation in _BUCKET_POLICY_CALLS:
        return Reason.ROOT_KEEPS_BUCKET_POLICY
    return Reason.NO_SPECIAL_RULE
