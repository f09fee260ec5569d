"""Service and resource control policies."""

from iamlab.engine.lint.registry import describe
from iamlab.engine.syntax.diagnostics import FindingType

describe(
    "SCP_SYNTAX_ERROR_PRINCIPAL",
    FindingType.ERROR,
    """
    A principal in a service control policy.

    It is about everybody in the accounts that it is attached to. Narrow it with a condition on `aws:PrincipalArn`.

    ```json fails scp
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"
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
    "RCP_SYNTAX_ERROR_ACTION",
    FindingType.ERROR,
    """
    An action that resource control policies do not reach.

    They know some services only, and `*` alone is refused (G25, D63).

    ```json fails rcp
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"
    }]}
    ```

    ```json passes rcp
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"
    }]}
    ```
    """,
)

describe(
    "RCP_SYNTAX_ERROR_ALLOW",
    FindingType.ERROR,
    """
    A resource control policy of one's own that allows.

    AWS's own `RCPFullAWSAccess` allows everything; yours deny (G25).

    ```json fails rcp
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"
    }]}
    ```

    ```json passes rcp
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"
    }]}
    ```
    """,
)

describe(
    "RCP_SYNTAX_ERROR_NOTACTION",
    FindingType.ERROR,
    """
    `NotAction` in a resource control policy (G25).

    What it would take in is not known: more services join over time.

    ```json fails rcp
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Principal": "*", "NotAction": "s3:GetObject", "Resource": "*"
    }]}
    ```

    ```json passes rcp
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"
    }]}
    ```
    """,
)

describe(
    "RCP_SYNTAX_ERROR_PRINCIPAL",
    FindingType.ERROR,
    """
    A principal other than `*` in a resource control policy (G25).

    Narrow it with conditions on the caller.

    ```json fails rcp
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Principal": {"AWS": "111122223333"}, "Action": "s3:*", "Resource": "*"
    }]}
    ```

    ```json passes rcp
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"
    }]}
    ```
    """,
)
