"""Version, Id, Statement and the elements of a statement."""

from iamlab.engine.lint.registry import describe
from iamlab.engine.syntax.diagnostics import FindingType

describe(
    "MISSING_VERSION",
    FindingType.WARNING,
    """
    The policy has no `Version`.

    It is then read in the language of 2008, in which `${…}` is plain text (G20, V1). Control policies have to have one.

    ```json fails
    {"Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"
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
    "INVALID_VERSION",
    FindingType.ERROR,
    """
    A `Version` that the policy language does not have.

    The element names the language and not the policy's own age: `2012-10-17` is the current one (G20).

    ```json fails
    {"Version": "2026-11-01", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"
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
    "UNSUPPORTED_ID",
    FindingType.WARNING,
    """
    An `Id` in a policy that has no use for it.

    It belongs to resource policies (G22). IAM may refuse it elsewhere.

    ```json fails
    {"Version": "2012-10-17", "Id": "Reports", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"
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
    "MISSING_STATEMENT",
    FindingType.ERROR,
    """
    The policy has no statement.

    Such a policy allows nothing and denies nothing, and IAM does not save it.

    ```json fails
    {"Version": "2012-10-17", "Statement": []}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"
    }]}
    ```
    """,
)

describe(
    "INVALID_POLICY_ELEMENT",
    FindingType.ERROR,
    """
    An element that the policy language does not have.

    Names are compared exactly, capital letters included (G12).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Actions": "s3:GetObject", "Action": "s3:GetObject", "Resource": "*"
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
    "DATA_TYPE_MISMATCH",
    FindingType.ERROR,
    """
    A value of another JSON type than its element takes.

    Actions, resources and principals are texts or lists of texts.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": {"name": "s3:GetObject"}, "Resource": "*"
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
    "UNSUPPORTED_ELEMENT_COMBINATION",
    FindingType.ERROR,
    """
    Both members of a pair that exclude each other, such as Action and NotAction (G3).

    One of them says what is covered, the other what is not: a statement says one or the other.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:*", "NotAction": "s3:DeleteObject", "Resource": "*"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": ["s3:Get*", "s3:List*"], "Resource": "*"
    }]}
    ```
    """,
)

describe(
    "MISSING_EFFECT",
    FindingType.ERROR,
    """
    A statement without `Effect`.

    There is no default: say whether the statement allows or denies (G4).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Action": "s3:GetObject", "Resource": "*"
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
    "INVALID_EFFECT",
    FindingType.ERROR,
    """
    An effect that is neither `Allow` nor `Deny`.

    Capital letters count: `allow` is refused (G4).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "allow", "Action": "s3:GetObject", "Resource": "*"
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
    "MISSING_ACTION",
    FindingType.ERROR,
    """
    A statement without `Action` and without `NotAction` (G5).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Resource": "*"
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
    "MISSING_RESOURCE",
    FindingType.ERROR,
    """
    A statement without `Resource` and without `NotResource`, in a policy that needs one (G6).

    What is attached to people or to an organization has to say what it is about. A policy on a resource is about that
    resource.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"
    }]}
    ```
    """,
)
