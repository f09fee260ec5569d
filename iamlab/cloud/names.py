"""How names and paths of IAM are written (I20, I21)."""

import re

NAME = re.compile(r"[\w+=,.@-]{1,128}", re.ASCII)
"""Names of users, groups, roles and policies (I20)."""
NAME_HELP = "Use letters, digits and `+=,.@_-`."

PATH = re.compile(r"/|/[\x21-\x7e]{1,510}/")
"""Paths of identities (I21)."""
PATH_HELP = "Begin and end it with a slash: `/team/`."
