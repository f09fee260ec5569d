"""Policies that are too long. In the examples `…9000…` stands for that many characters."""

from iamlab.engine.lint.registry import describe
from iamlab.engine.syntax.diagnostics import FindingType

describe(
    "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA",
    FindingType.WARNING,
    """
    A policy with more than 6,144 characters, white space not counted (G30).

    IAM does not save it. Inline policies share a quota that may be lower still (G31).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Sid": "…6200…", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"
    }]}
    ```
    """,
)

describe(
    "POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA",
    FindingType.WARNING,
    """
    A trust policy with more than 2,048 characters, white space not counted (G32).

    The quota can be raised on request.

    ```json fails trust
    {"Version": "2012-10-17", "Statement": [{
      "Sid": "…2100…", "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"
    }]}
    ```

    ```json passes trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"
    }]}
    ```
    """,
)

describe(
    "POLICY_SIZE_EXCEEDS_SESSION_POLICY_QUOTA",
    FindingType.ERROR,
    """
    A session policy with more than 2,048 characters (G33).

    The call that would make the session is refused.

    ```json fails session
    {"Version": "2012-10-17", "Statement": [{
      "Sid": "…2100…", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"
    }]}
    ```

    ```json passes session
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"
    }]}
    ```
    """,
)

describe(
    "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA",
    FindingType.WARNING,
    """
    A policy on a resource that is longer than its service takes.

    For a bucket policy that is 20 KB (G39), for a key policy 32 KB (G38).

    ```json fails resource
    {"Version": "2012-10-17", "Statement": [{
      "Sid": "…20500…", "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*"
    }]}
    ```

    ```json passes resource
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*"
    }]}
    ```
    """,
)

describe(
    "POLICY_SIZE_EXCEEDS_SCP_QUOTA",
    FindingType.ERROR,
    """
    A service control policy with more than 10,240 characters, white space included (G34).

    ```json fails scp
    {"Version": "2012-10-17", "Statement": [{
      "Sid": "…10300…", "Effect": "Deny", "Action": "s3:*", "Resource": "*"
    }]}
    ```

    ```json passes scp
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Action": "s3:*", "Resource": "*"
    }]}
    ```
    """,
)

describe(
    "POLICY_SIZE_EXCEEDS_RCP_QUOTA",
    FindingType.ERROR,
    """
    A resource control policy with more than 5,120 characters, white space included (G35).

    ```json fails rcp
    {"Version": "2012-10-17", "Statement": [{
      "Sid": "…5200…", "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"
    }]}
    ```

    ```json passes rcp
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"
    }]}
    ```
    """,
)
