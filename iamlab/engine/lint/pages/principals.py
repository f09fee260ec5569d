"""Principals: whom a policy names, and how."""

from iamlab.engine.lint.registry import describe
from iamlab.engine.syntax.diagnostics import FindingType

describe(
    "MISSING_PRINCIPAL",
    FindingType.ERROR,
    """
    A statement of a policy on a resource that does not say whom it is about (G8).

    ```json fails resource
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject",
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
    "UNSUPPORTED_PRINCIPAL",
    FindingType.ERROR,
    """
    A principal in a policy that is attached to somebody.

    It is about whom it is attached to. Only policies on resources name principals.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"
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
    "INVALID_PRINCIPAL_FORMAT",
    FindingType.ERROR,
    """
    `Principal` is a text other than `*`.

    Write an object that says what kind of principal it is (G8).

    ```json fails resource
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": "111122223333", "Action": "s3:GetObject",
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
    "INVALID_PRINCIPAL_KEY",
    FindingType.ERROR,
    """
    A kind of principal that AWS does not have.

    There are `AWS`, `Service`, `Federated` and `CanonicalUser` (G8).

    ```json fails resource
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"User": "ana"}, "Action": "s3:GetObject",
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
    "INVALID_PRINCIPAL",
    FindingType.ERROR,
    """
    A principal that is neither an account nor the ARN of somebody who makes requests.

    Groups and instance profiles make none (M42). IAM refuses to save such a policy.

    ```json fails trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:group/admins"}, "Action": "sts:AssumeRole"
    }]}
    ```

    ```json passes trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/ana"}, "Action": "sts:AssumeRole"
    }]}
    ```
    """,
)

describe(
    "UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
    FindingType.ERROR,
    """
    A wildcard inside a principal.

    `*` stands for everybody or for nothing (M41). To cover the roles of a path, name the account and add a condition on
    `aws:PrincipalArn`.

    ```json fails trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/dev-*"}, "Action": "sts:AssumeRole"
    }]}
    ```

    ```json passes trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole",
      "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/dev-*"}}
    }]}
    ```
    """,
)

describe(
    "INVALID_ROLE_REFERENCE",
    FindingType.WARNING,
    """
    The unique id of a role in the place of its ARN.

    IAM shows it where the role was deleted: the entry then matches nobody (M36).

    ```json fails trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"AWS": "AROAEXAMPLEEXAMPLE123"}, "Action": "sts:AssumeRole"
    }]}
    ```

    ```json passes trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/app"}, "Action": "sts:AssumeRole"
    }]}
    ```
    """,
)

describe(
    "INVALID_USER_REFERENCE",
    FindingType.WARNING,
    """
    The unique id of a user in the place of the ARN.

    IAM shows it where the user was deleted: the entry then matches nobody (M36).

    ```json fails trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"AWS": "AIDAEXAMPLEEXAMPLE123"}, "Action": "sts:AssumeRole"
    }]}
    ```

    ```json passes trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/ana"}, "Action": "sts:AssumeRole"
    }]}
    ```
    """,
)

describe(
    "INVALID_SERVICE_PRINCIPAL_FORMAT",
    FindingType.ERROR,
    """
    A service that is not named like `ec2.amazonaws.com` (M39).

    ```json fails trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"Service": "ec2"}, "Action": "sts:AssumeRole"
    }]}
    ```

    ```json passes trust
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"
    }]}
    ```
    """,
)

describe(
    "FEDERATED_PRINCIPAL_NOT_SUPPORTED",
    FindingType.ERROR,
    """
    An identity provider as principal of something else than a trust policy.

    Its users act through a role: name the role (M37, M38).

    ```json fails resource
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"Federated": "accounts.google.com"}, "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*"
    }]}
    ```

    ```json passes resource
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/google"}, "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*"
    }]}
    ```
    """,
)

describe(
    "ALLOW_WITH_NOT_PRINCIPAL",
    FindingType.ERROR,
    """
    `NotPrincipal` with `Allow`.

    It would allow everybody who is not listed, strangers and anonymous callers included. AWS does not support the pair
    any more (M47).

    ```json fails resource
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "NotPrincipal": {"AWS": "111122223333"}, "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*"
    }]}
    ```

    ```json passes resource
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "NotPrincipal": {"AWS": "111122223333"}, "Action": "s3:GetObject",
      "Resource": "arn:aws:s3:::reports/*"
    }]}
    ```
    """,
)
