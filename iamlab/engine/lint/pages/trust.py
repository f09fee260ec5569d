"""Trust policies: principals and elements that have no place there."""

from iamlab.engine.lint.registry import describe
from iamlab.engine.syntax.diagnostics import FindingType

describe(
    "INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY",
    FindingType.ERROR,
    """
    An identity provider that is named neither by its ARN nor by a domain.

    ```json fails trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"Federated": "google"}, "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": {"StringEquals": {"accounts.google.com:aud": "app-1"}}
    }]}
    ```

    ```json passes trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"Federated": "accounts.google.com"}, "Action": "sts:AssumeRoleWithWebIdentity",
      "Condition": {"StringEquals": {"accounts.google.com:aud": "app-1"}}
    }]}
    ```
    """,
)

describe(
    "ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL",
    FindingType.ERROR,
    """
    `NotPrincipal` in a trust policy.

    Name whom the role trusts: trusting all others is no trust.

    ```json fails trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "NotPrincipal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"
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
    "ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
    FindingType.ERROR,
    """
    `*` as the whole principal of a trust policy.

    Name accounts. Where everybody is meant, `{"AWS": "*"}` says so, with conditions beside it (M46).

    ```json fails trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"
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
    "ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE",
    FindingType.ERROR,
    """
    `Resource` in a trust policy.

    The role that carries the policy is the resource (G26). IAM refuses to save the policy.

    ```json fails trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole",
      "Resource": "*"
    }]}
    ```

    ```json passes trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"
    }]}
    ```
    """,
)
