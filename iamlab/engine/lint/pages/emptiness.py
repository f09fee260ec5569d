"""Lists and objects with nothing in them: the statement, or the condition, has no effect (G15)."""

from iamlab.engine.lint.registry import describe
from iamlab.engine.syntax.diagnostics import FindingType

describe(
    "EMPTY_ARRAY_ACTION",
    FindingType.SUGGESTION,
    """
    `Action` or `NotAction` lists nothing.

    The statement is about no action. IAM refuses it in an identity policy (L52).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": [], "Resource": "*"
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
    "EMPTY_ARRAY_RESOURCE",
    FindingType.SUGGESTION,
    """
    `Resource` or `NotResource` lists nothing.

    The statement is about no resource. IAM refuses it in an identity policy (L53).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": []
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
    "EMPTY_ARRAY_PRINCIPAL",
    FindingType.SUGGESTION,
    """
    A principal's key lists nobody.

    ```json fails resource
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"AWS": []}, "Action": "s3:GetObject",
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
    "EMPTY_OBJECT_PRINCIPAL",
    FindingType.SUGGESTION,
    """
    `Principal` is an object without keys, and names nobody.

    ```json fails resource
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {}, "Action": "s3:GetObject",
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
    "EMPTY_OBJECT_CONDITION",
    FindingType.SUGGESTION,
    """
    A condition without operators, or an operator without keys.

    It restricts nothing.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"StringEquals": {}}
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
    "EMPTY_ARRAY_CONDITION",
    FindingType.SUGGESTION,
    """
    A key of `StringEquals` with an empty list of values.

    A positive operator is then never true, and a negated one always (O38).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"StringEquals": {"aws:username": []}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"StringEquals": {"aws:username": ["team"]}}
    }]}
    ```
    """,
)

describe(
    "EMPTY_ARRAY_CONDITION_FORALLVALUES",
    FindingType.SUGGESTION,
    """
    A key of `ForAllValues:StringEquals` with an empty list of values.

    The condition is true for requests without the key only (O38).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"ForAllValues:StringEquals": {"aws:TagKeys": []}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"ForAllValues:StringEquals": {"aws:TagKeys": ["team"]}}
    }]}
    ```
    """,
)

describe(
    "EMPTY_ARRAY_CONDITION_FORANYVALUE",
    FindingType.SUGGESTION,
    """
    A key of `ForAnyValue:StringEquals` with an empty list of values.

    The condition is never true (O38).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"ForAnyValue:StringEquals": {"aws:TagKeys": []}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"ForAnyValue:StringEquals": {"aws:TagKeys": ["team"]}}
    }]}
    ```
    """,
)

describe(
    "EMPTY_ARRAY_CONDITION_IFEXISTS",
    FindingType.SUGGESTION,
    """
    A key of `StringEqualsIfExists` with an empty list of values.

    The condition is true for requests without the key only (O38).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"StringEqualsIfExists": {"aws:username": []}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"StringEqualsIfExists": {"aws:username": ["team"]}}
    }]}
    ```
    """,
)
