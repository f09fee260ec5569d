"""What a form of the explorer makes, told beside it: what the thing is, how its ARN looks, and what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class About:
    """Told beside a form. `arn` is an example, `then` is what can be done with the thing; both may be empty."""

    what: str
    arn: str = ""
    then: str = ""


_OWN_POLICY = "Its page offers to write a policy of its own: across accounts AWS asks that policy and the caller's."
_TRUSTED = "Create a role whose trust policy names it: its people take that role on by `{action}`."

_ABOUT: Mapping[str, About] = {
    "user": About(
        "A user is one person or program with credentials of its own. It may do nothing until a policy allows it.",
        "arn:aws:iam::{account}:user/zoe",
        "Its page adds inline policies. Choose it as the principal in the sandbox to ask for something as this user.",
    ),
    "group": About(
        "A group hands the same policies to several users. It is no principal: a policy cannot name it as who may act.",
        "arn:aws:iam::{account}:group/developers",
        "Put users into it on their own pages.",
    ),
    "policy": About(
        "A managed policy stands by itself: users, groups and roles attach it. Attached to nobody, it does nothing.",
        "arn:aws:iam::{account}:policy/limits",
        "Write its ARN on the page of a user, group or role: as an attached policy, or as a permissions boundary.",
    ),
    "instance-profile": About(
        "An instance profile hands one role to EC2 instances: the programs on them get sessions of that role.",
        "arn:aws:iam::{account}:instance-profile/builders",
    ),
    "saml-provider": About(
        "A SAML provider stands for a company directory that says who its people are.",
        "arn:aws:iam::{account}:saml-provider/Directory",
        _TRUSTED.format(action="sts:AssumeRoleWithSAML"),
    ),
    "oidc-provider": About(
        "An OIDC provider stands for an issuer of tokens, such as GitHub Actions.",
        "arn:aws:iam::{account}:oidc-provider/token.actions.githubusercontent.com",
        _TRUSTED.format(action="sts:AssumeRoleWithWebIdentity"),
    ),
    "bucket": About(
        "A bucket holds objects. Its ARN has neither a region nor an account, and its objects have ARNs of their own.",
        "arn:aws:s3:::northwind-new",
        _OWN_POLICY,
    ),
    "object": About(
        "An object lies in a bucket. A policy that names the bucket alone does not cover it: end its ARN in `/*`.",
        "arn:aws:s3:::northwind-new/2026/report.csv",
    ),
    "table": About(
        "A table of DynamoDB, in one region.", "arn:aws:dynamodb:eu-west-1:{account}:table/orders", _OWN_POLICY
    ),
    "queue": About("A queue of SQS, in one region.", "arn:aws:sqs:eu-west-1:{account}:orders", _OWN_POLICY),
    "topic": About("A topic of SNS, in one region.", "arn:aws:sns:eu-west-1:{account}:news", _OWN_POLICY),
    "key": About(
        "A key of KMS. Its key policy comes first: what that does not let in, no policy of an identity can allow.",
        "arn:aws:kms:eu-west-1:{account}:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "It begins with a key policy that leaves the decision to the policies of its account.",
    ),
    "function": About(
        "A function of Lambda, in one region.", "arn:aws:lambda:eu-west-1:{account}:function:orders", _OWN_POLICY
    ),
    "instance": About(
        "An instance of EC2. It has no policy of its own.",
        "arn:aws:ec2:eu-west-1:{account}:instance/i-0a1b2c3d4e5f67890",
    ),
    "secret": About(
        "A secret of Secrets Manager. AWS adds a hyphen and six letters to its name: policies have `-??????` for them.",
        "arn:aws:secretsmanager:eu-west-1:{account}:secret:orders/database-AbCdEf",
        _OWN_POLICY,
    ),
    "repository": About(
        "A repository of ECR, for container images.", "arn:aws:ecr:eu-west-1:{account}:repository/shop", _OWN_POLICY
    ),
    "endpoint": About(
        "A VPC endpoint is a private way to a service. Its policy is one more gate for requests that come through it.",
    ),
    "inline": About(
        "An inline policy belongs to this one identity and goes with it. It has no ARN: nobody else can attach it.",
        "",
        "It opens in the sandbox, where each decision shows which of its statements apply.",
    ),
    "role-1": About(
        "The trust policy says who may take the role on. Whoever it does not name can't, whatever else they may do.",
        "",
        "From another account the caller's own policies have to allow `sts:AssumeRole` too.",
    ),
    "role-2": About(
        "These policies say what a session of the role may do. Whoever wears it sets their own permissions aside.",
        "",
        "A permissions boundary grants nothing: it is the most that the role can ever do.",
    ),
    "role-3": About(
        "The name becomes part of the role's ARN, and of the ARN of each of its sessions.",
        "arn:aws:iam::{account}:role/auditor",
        "A session that Ana names after herself is `arn:aws:sts::{account}:assumed-role/auditor/ana`.",
    ),
}


def about(form: str, account: str) -> About | None:
    """What is told beside the form of a kind, as addresses name it, of an `inline` policy, or of a step as `role-1`."""
    found = _ABOUT.get(form)
    if found is None:
        return None
    return replace(found, arn=found.arn.format(account=account), then=found.then.format(account=account))
