"""The decision to try on the front page: Ana's only policy, and what she asks for."""

from dataclasses import dataclass

from iamlab.cloud import Account, Bucket, Cloud, InlinePolicy, User

ACCOUNT = "111122223333"
PRINCIPAL = f"arn:aws:iam::{ACCOUNT}:user/ana"
POLICY_NAME = "ana-reports"
POLICY_REF = f"{ACCOUNT}/user/ana/inline/{POLICY_NAME}"
POLICY = """\
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ReadReports",
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::northwind-reports/*"
    },
    {
      "Sid": "KeepPayrollClosed",
      "Effect": "Deny",
      "Action": "s3:*",
      "Resource": "arn:aws:s3:::northwind-reports/payroll/*"
    }
  ]
}"""


@dataclass(frozen=True, slots=True)
class ExampleRequest:
    """One thing Ana may ask for."""

    action: str
    resource: str

    @property
    def path(self) -> str:
        """Return the bucket and key without the ARN's head: `northwind-reports/2026/q3.csv`."""
        return self.resource.removeprefix("arn:aws:s3:::")


REQUESTS = (
    ExampleRequest("s3:GetObject", "arn:aws:s3:::northwind-reports/2026/q3.csv"),
    ExampleRequest("s3:GetObject", "arn:aws:s3:::northwind-reports/payroll/june.csv"),
    ExampleRequest("s3:ListBucket", "arn:aws:s3:::northwind-reports"),
    ExampleRequest("s3:GetObject", "arn:aws:s3:::northwind-reports-archive/q3.csv"),
)
# The request that two statements match is the one worth predicting first.
FIRST_REQUEST = 1


def example_cloud(policy: str) -> Cloud:
    """Return an account whose only user, Ana, has one policy with this text, and the buckets that she asks for."""
    ana = User("ana", inline_policies=(InlinePolicy(POLICY_NAME, policy),))
    buckets = (Bucket("northwind-reports"), Bucket("northwind-reports-archive"))
    return Cloud((Account(ACCOUNT, "dev", users=(ana,), buckets=buckets),))
