"""The managed policies that a form offers to attach: the account's own, then those of AWS that are in daily use."""

from iamlab.cloud import Account

OFFERS_ID = "policy-offers"
IN_DAILY_USE = (
    "AdministratorAccess",
    "PowerUserAccess",
    "ReadOnlyAccess",
    "job-function/ViewOnlyAccess",
    "SecurityAudit",
    "IAMReadOnlyAccess",
    "IAMUserChangePassword",
    "AmazonS3FullAccess",
    "AmazonS3ReadOnlyAccess",
    "AmazonEC2ReadOnlyAccess",
    "AmazonDynamoDBReadOnlyAccess",
    "CloudWatchReadOnlyAccess",
    "AmazonSSMManagedInstanceCore",
    "service-role/AWSLambdaBasicExecutionRole",
    "service-role/AmazonECSTaskExecutionRolePolicy",
)


def policy_offers(account: Account) -> tuple[str, ...]:
    """The ARNs to choose from in an account."""
    own = (account.arn(policy) for policy in account.managed_policies)
    return (*own, *(f"arn:aws:iam::aws:policy/{name}" for name in IN_DAILY_USE))
