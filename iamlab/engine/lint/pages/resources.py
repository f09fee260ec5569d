"""Resources: whether a policy takes them, and the shape of ARNs."""

from iamlab.engine.lint.registry import describe
from iamlab.engine.syntax.diagnostics import FindingType

describe(
    "INVALID_ARN_PREFIX",
    FindingType.ERROR,
    """
    A resource that does not begin with `arn:` (L61).

    A name alone does not say of which service it is. Everything is `*`.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "reports"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports"
    }]}
    ```
    """,
)

describe(
    "MISSING_ARN_FIELD",
    FindingType.ERROR,
    """
    An ARN with fewer than six fields.

    The fields are separated by colons, also where they are empty (I1). IAM completes a short one with `*`, which covers
    more than was written (M14).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:reports"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports"
    }]}
    ```
    """,
)

describe(
    "INVALID_PARTITION",
    FindingType.ERROR,
    """
    A partition that AWS does not have (L62).

    It is the second field of the ARN: `aws` for most of the world, `aws-cn` and `aws-us-gov` for the others.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:amazon:s3:::reports"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports"
    }]}
    ```
    """,
)

describe(
    "WILDCARD_IN_ARN_PARTITION",
    FindingType.SUGGESTION,
    """
    A wildcard in the place of the partition.

    AWS documents none there (M13), although policies of its own have it.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:*:s3:::reports"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports"
    }]}
    ```
    """,
)

describe(
    "INVALID_ARN_SERVICE",
    FindingType.ERROR,
    """
    An ARN without a service, or with a wildcard for it (L57).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:*:::reports"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports"
    }]}
    ```
    """,
)

describe(
    "INVALID_ARN_SERVICE_CASE",
    FindingType.ERROR,
    """
    Capital letters in the service of an ARN.

    Resources are compared with upper and lower case, so the ARN matches nothing (M10).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:S3:::reports"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::reports"
    }]}
    ```
    """,
)

describe(
    "INVALID_ARN_ACCOUNT",
    FindingType.ERROR,
    """
    An account that is not twelve digits (I2).

    Leading zeros count, and there are no separators.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "iam:GetRole", "Resource": "arn:aws:iam::1111-2222-3333:role/app"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "iam:GetRole", "Resource": "arn:aws:iam::111122223333:role/app"
    }]}
    ```
    """,
)
