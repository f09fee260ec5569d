"""The names of statements."""

from iamlab.engine.lint.registry import describe
from iamlab.engine.syntax.diagnostics import FindingType

describe(
    "UNIQUE_SIDS_REQUIRED",
    FindingType.ERROR,
    """
    Two statements with one `Sid`, where IAM wants each to be unique (G23).

    ```json fails
    {"Version": "2012-10-17", "Statement": [
      {"Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"},
      {"Sid": "Read", "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*"}
    ]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [
      {"Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"},
      {"Sid": "List", "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*"}
    ]}
    ```
    """,
)

describe(
    "UNIQUE_SIDS_RECOMMENDED",
    FindingType.WARNING,
    """
    Two statements with one `Sid`, where the service puts up with it.

    A name of its own for each statement tells in a log or a review which one is meant (G23).

    ```json fails resource
    {"Version": "2012-10-17", "Statement": [
      {"Sid": "Read", "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "s3:GetObject",
       "Resource": "arn:aws:s3:::reports/*"},
      {"Sid": "Read", "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "s3:GetObject",
       "Resource": "arn:aws:s3:::plans/*"}
    ]}
    ```

    ```json passes resource
    {"Version": "2012-10-17", "Statement": [
      {"Sid": "Reports", "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "s3:GetObject",
       "Resource": "arn:aws:s3:::reports/*"},
      {"Sid": "Plans", "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "s3:GetObject",
       "Resource": "arn:aws:s3:::plans/*"}
    ]}
    ```
    """,
)

describe(
    "UNSUPPORTED_SID",
    FindingType.ERROR,
    """
    A `Sid` with characters other than letters and digits.

    IAM's own policies take no others; some services do (G23).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Sid": "Read reports", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Sid": "ReadReports", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"
    }]}
    ```
    """,
)

describe(
    "EMPTY_SID_VALUE",
    FindingType.SUGGESTION,
    """
    A `Sid` without a text.

    It decides nothing. Give it a name or leave it out.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Sid": "", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"
    }]}
    ```
    """,
)
