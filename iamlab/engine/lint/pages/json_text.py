"""Texts that are no JSON, or more than IAM reads."""

from iamlab.engine.lint.registry import describe
from iamlab.engine.syntax.diagnostics import FindingType

describe(
    "JSON_SYNTAX_ERROR",
    FindingType.ERROR,
    """
    The text is not JSON.

    A comma, a quote or a bracket is missing or too many. Nothing can be decided before the text can be read. The remark
    stands where reading got stuck; the mistake is there or before it.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow" "Action": "s3:GetObject", "Resource": "*"
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
    "DUPLICATE_KEY",
    FindingType.ERROR,
    """
    One object has the same key twice.

    Most JSON readers silently keep the last one. IAM refuses new policies with such a pair (G11), and so does lint.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Action": "s3:PutObject", "Resource": "*"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*"
    }]}
    ```
    """,
)

describe(
    "EMPTY_DOCUMENT",
    FindingType.ERROR,
    """
    There is no text.

    A policy has at least a statement.

    ```json fails
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"
    }]}
    ```
    """,
)

describe(
    "DOCUMENT_TOO_LARGE",
    FindingType.ERROR,
    """
    The text is longer than any policy that IAM takes.

    IAM refuses texts over 131,072 characters before it looks at quotas (G14). `…131072…` stands for that many.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Sid": "…131072…", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"
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
    "DOCUMENT_TOO_DEEP",
    FindingType.ERROR,
    """
    Lists and objects lie in each other deeper than any policy needs.

    ```json fails
    [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"
    }]}
    ```
    """,
)

describe(
    "INVALID_CHARACTER",
    FindingType.ERROR,
    """
    Half a character.

    Characters beyond the basic ones are written as two `\\u` escapes. One of them alone is no character, and no
    text can hold it (G14).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Sid": "\\ud83d", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"
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
    "UNSUPPORTED_CHARACTER",
    FindingType.ERROR,
    """
    A character that IAM does not take in a policy.

    Tabs, line breaks and the characters U+0020 to U+00FF are allowed (G14). Typographic quotes are a frequent guest.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::łódź/*"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"
    }]}
    ```
    """,
)
