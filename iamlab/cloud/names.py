"""How names, paths and ids are written (I20, I21)."""

import re

NAME = re.compile(r"[\w+=,.@-]{1,128}", re.ASCII)
"""Names of users, groups, roles and policies (I20)."""
NAME_HELP = "Use letters, digits and `+=,.@_-`."

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
