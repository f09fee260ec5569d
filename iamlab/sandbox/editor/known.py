"""What exists in a workbench, for whoever writes a policy in it."""

from iamlab.engine.writing import Known

from ..bench import Bench
from ..requests.asking import every_arn


def known_of(bench: Bench, own: str, service: str = "") -> Known:
    """The ARNs and accounts of a workbench; those of the account with the id `own` come first.

    `service` is the one whose resource carries the policy that is written.
    """
    accounts = sorted(bench.cloud.accounts, key=lambda account: account.id != own)
    principals: list[str] = []
    for account in accounts:
        principals += map(account.arn, account.users)
        principals += map(account.arn, account.roles)
        principals += map(account.arn, account.saml_providers)
        principals += map(account.arn, account.oidc_providers)
    return Known(
        resources=tuple(every_arn(accounts)),
        principals=tuple(principals),
        accounts=tuple(account.id for account in accounts),
        service=service,
    )
