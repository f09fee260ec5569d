"""How much a simulated AWS may hold, so that every decision in it stays fast."""

from collections.abc import Iterator

from iamlab.cloud.accounts import Account
from iamlab.cloud.cloud import Cloud
from iamlab.cloud.policies import policy_slots
from iamlab.cloud.problems import RequestProblem

MAX_POLICIES, MAX_PRINCIPALS, MAX_RESOURCES = 300, 200, 300


def counts_of(accounts: tuple[Account, ...]) -> Iterator[tuple[str, int, int]]:
    """What is limited, how many there are, and how many there may be."""
    policies = sum(slot.text is not None for slot in policy_slots(Cloud(accounts)))
    yield "policies", policies, MAX_POLICIES
    yield "users and roles", sum(len(each.users) + len(each.roles) for each in accounts), MAX_PRINCIPALS
    yield "resources", sum(len(each.every_resource()) for each in accounts), MAX_RESOURCES


def size_problem(cloud: Cloud) -> RequestProblem | None:
    """What there is too much of; None for a cloud within the limits."""
    for what, count, limit in counts_of(cloud.accounts):
        if count > limit:
            help = f"A sandbox holds at most {limit}: delete some first."
            return RequestProblem("", f"{count} {what} are too many", help)
    return None
