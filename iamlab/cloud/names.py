"""How names, paths and ids are written (I20, I21)."""

import re

LONGEST_NAME = 128
NAME = re.compile(rf"[\w+=,.@-]{{1,{LONGEST_NAME}}}", re.ASCII)
"""Names of users, groups, roles and policies (I20)."""
NAME_HELP = "Use letters, digits and `+=,.@_-`."
SHORTER_NAME = f"Use {LONGEST_NAME} characters at most."
_NO_LETTER_OF_NAMES = re.compile(r"[^\w+=,.@-]", re.ASCII)

PATH = re.compile(r"/|/[\x21-\x7e]{1,510}/")
"""Paths of identities (I21)."""
PATH_HELP = "Begin and end it with a slash: `/team/`."

REGION = re.compile(r"[a-z]{2}(-[a-z]+){1,3}-[0-9]")
"""Names of Regions."""

ISSUER = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+(/[\w.~-]+)*", re.ASCII)
"""Names of OIDC providers."""
ISSUER_HELP = "Write the issuer's address without `https://`, such as `token.actions.githubusercontent.com`."

ENDPOINT = re.compile(r"vpce-[0-9a-f]{8}(?:[0-9a-f]{9})?")
"""Ids of VPC endpoints."""
ENDPOINT_HELP = "Use `vpce-` and 8 or 17 of 0-9 and a-f."

UNIQUE_ID_PREFIX = {"user": "AIDA", "role": "AROA"}
UNIQUE_ID_LETTERS = 17
UNIQUE_ID = {kind: re.compile(f"{each}[A-Z0-9]{{{UNIQUE_ID_LETTERS}}}") for kind, each in UNIQUE_ID_PREFIX.items()}
"""Unique ids of users and roles (I7)."""

ACCESS_KEY = re.compile(r"AKIA[A-Z0-9]{16}")
"""Ids of long-term access keys."""
ACCESS_KEY_HELP = "Write `AKIA` and 16 capital letters and digits."


def is_only_too_long(name: str) -> bool:
    """Whether the length alone keeps a text from being a name of IAM."""
    return len(name) > LONGEST_NAME and not _NO_LETTER_OF_NAMES.search(name)
