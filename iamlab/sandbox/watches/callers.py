"""Who may stand in a watch: everybody of the cloud, by ARN or as people say it."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from iamlab.cloud import Cloud

from ..showing.identity import short_name


def callers_of(cloud: Cloud) -> Iterator[str]:
    """The ARNs that a watch can name: users, role sessions as they are, any session of a role, root users."""
    yield from cloud.principals()
    for account in cloud.accounts:
        yield from (account.arn(role) for role in account.roles)
    yield from (f"arn:aws:iam::{account.id}:root" for account in cloud.accounts)


def caller_named(cloud: Cloud, text: str) -> str:
    """The ARN of somebody who is named in short, such as `ana` or `role/deployer`; any other text as it is.

    A name that several have stays as it is too: the problem that follows says that it names nobody.
    """
    return _by_short_name(cloud).get(text, text)


@lru_cache(maxsize=8)
def _by_short_name(cloud: Cloud) -> Mapping[str, str]:
    found: dict[str, list[str]] = {}
    for arn in callers_of(cloud):
        for name in {short_name(arn), arn.split(":", 5)[-1]}:
            found.setdefault(name, []).append(arn)
    return {name: arns[0] for name, arns in found.items() if len(arns) == 1}
