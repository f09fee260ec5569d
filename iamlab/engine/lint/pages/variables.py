"""Policy variables: where they may stand, and how they are written."""

from iamlab.engine.lint.registry import describe
from iamlab.engine.syntax.diagnostics import FindingType

describe(
    "EMPTY_VARIABLE",
    FindingType.ERROR,
    """
    A variable that names no key.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/${}/*"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/${aws:username}/*"
    }]}
    ```
    """,
)

describe(
    "MISSING_BRACE_IN_VARIABLE",
    FindingType.ERROR,
    """
    A variable whose brace is not closed.

    It is then plain text.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/${aws:username/*"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/${aws:username}/*"
    }]}
    ```
    """,
)

describe(
    "MISSING_QUOTE_IN_VARIABLE",
    FindingType.ERROR,
    """
    A variable whose default is not in single quotes (V6).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/${aws:PrincipalTag/team, none}/*"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/${aws:PrincipalTag/team, 'none'}/*"
    }]}
    ```
    """,
)

describe(
    "UNSUPPORTED_SPACE_IN_VARIABLE",
    FindingType.ERROR,
    """
    A space in the name of a variable.

    Spaces may stand inside the default only (V6).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/${ aws:username }/*"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/${aws:username}/*"
    }]}
    ```
    """,
)

describe(
    "MULTIVALUED_KEY_IN_VARIABLE",
    FindingType.ERROR,
    """
    A key with several values as variable.

    Of several values none can be put into its place (V5).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/${aws:TagKeys}/*"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/${aws:username}/*"
    }]}
    ```
    """,
)

describe(
    "VARIABLE_UNSUPPORTED_IN_ARN_FIELD",
    FindingType.ERROR,
    """
    A variable before the fifth colon of an ARN.

    It is replaced in the resource part only (V3).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3::${aws:PrincipalAccount}:home/*"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/${aws:username}/*"
    }]}
    ```
    """,
)

describe(
    "VARIABLE_UNSUPPORTED_IN_ELEMENT",
    FindingType.ERROR,
    """
    A variable where none is replaced, such as in `Action` or `Principal` (V2).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:${aws:PrincipalTag/can}", "Resource": "*"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/${aws:username}/*"
    }]}
    ```
    """,
)

describe(
    "VARIABLE_UNSUPPORTED_IN_VERSION",
    FindingType.ERROR,
    """
    A variable in a policy of the older version, where `${…}` is plain text (V1).

    The statement then matches a resource that is literally called so, which is none.

    ```json fails
    {"Version": "2008-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/${aws:username}/*"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/${aws:username}/*"
    }]}
    ```
    """,
)

describe(
    "INVALID_VARIABLE_FOR_OPERATOR",
    FindingType.ERROR,
    """
    A variable in a value whose operator replaces none.

    String and ARN operators do; numbers, dates, addresses and truth values are compared as written (V2).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"NumericLessThan": {"aws:MultiFactorAuthAge": "${aws:PrincipalTag/age}"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}}
    }]}
    ```
    """,
)
