"""Lines for the AWS CLI, checked as far as the service reference goes: the service, and the operation by its action."""

import re
import shlex

from iamlab.engine.catalog import service

# The CLI's own names for some services.
_SERVICES = {"s3api": "s3", "stepfunctions": "states", "cloudwatch": "cloudwatch", "configservice": "config"}
# Commands that are more than one API call, or none.
_OF_THE_CLI = {"s3", "configure", "sso", "login", "logout", "help"}
# API calls that another action allows.
_OTHER_ACTIONS = {
    "list-objects": "ListBucket",
    "list-objects-v2": "ListBucket",
    "head-object": "GetObject",
    "head-bucket": "ListBucket",
    "list-buckets": "ListAllMyBuckets",
    "invoke": "InvokeFunction",
}
_CONTINUED = re.compile(r"\\\n\s*")


def command_problem(text: str) -> str:
    """What is wrong with the commands in a text, one a line (`\\` continues a line); empty when nothing is."""
    for line in _CONTINUED.sub(" ", text.strip()).split("\n"):
        if line.strip() and not line.lstrip().startswith("#"):
            problem = _line_problem(line)
            if problem:
                return problem
    return ""


def _line_problem(line: str) -> str:
    try:
        words = shlex.split(line)
    except ValueError:
        return f"`{line.strip()}` has a quotation mark that is never closed"
    words = words[next((number for number, word in enumerate(words) if word == "aws"), 0) :]
    if not words or words[0] != "aws" or len(words) < 2:
        return f"`{line.strip()}` is no command of the AWS CLI"
    name = words[1]
    if name in _OF_THE_CLI:
        return ""
    found = service(_SERVICES.get(name, name))
    if found is None:
        return f"`aws {name}` is no service"
    operation = words[2] if len(words) > 2 else ""
    action = _OTHER_ACTIONS.get(operation, operation.replace("-", ""))
    return "" if action.lower() in found.actions else f"`aws {name} {operation}` is no operation of {found.name}"
