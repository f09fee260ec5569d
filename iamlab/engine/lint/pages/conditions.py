"""The form of conditions."""

from iamlab.engine.lint.registry import describe
from iamlab.engine.syntax.diagnostics import FindingType

describe(
    "INVALID_CONDITION_OPERATOR",
    FindingType.ERROR,
    """
    An operator that the policy language does not have.

    Names are compared exactly. A `Not` stands inside them, as in `StringNotEquals`. There is no negated `Bool`
    (O21).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"StringsEqual": {"aws:username": "ana"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"StringEquals": {"aws:username": "ana"}}
    }]}
    ```
    """,
)

describe(
    "NULL_WITH_IF_EXISTS",
    FindingType.ERROR,
    """
    `Null` with `IfExists`.

    `Null` asks whether the key is there; `IfExists` would answer before it asks (O19).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"NullIfExists": {"aws:TokenIssueTime": "true"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"Null": {"aws:TokenIssueTime": "true"}}
    }]}
    ```
    """,
)

describe(
    "DUPLICATE_KEYS_WITH_DIFFERENT_CASE",
    FindingType.ERROR,
    """
    One key twice under one operator, in two spellings.

    Key names have no case (G13), so it is the same key. Put all values into one list.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"StringEquals": {"aws:username": "ana", "aws:UserName": "ben"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"StringEquals": {"aws:username": ["ana", "ben"]}}
    }]}
    ```
    """,
)

describe(
    "WILDCARD_IN_SERVICE_NAME",
    FindingType.SUGGESTION,
    """
    A wildcard in an action's service prefix.

    AWS does not say what such a pattern covers (M3). Name the services.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s*:GetObject", "Resource": "*"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"
    }]}
    ```
    """,
)
