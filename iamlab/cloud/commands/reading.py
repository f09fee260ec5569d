"""From the text of a command to its requests. Nothing is run: the text is split as a shell would, and looked up."""

import re
import shlex
from collections.abc import Iterable, Iterator
from dataclasses import replace

from iamlab.cloud.cases import NO_CONTEXT
from iamlab.cloud.cloud import Cloud
from iamlab.cloud.commands.kinds import KINDS
from iamlab.cloud.commands.model import (
    Command,
    CommandProblem,
    CommandReading,
    CommandRequest,
    Desk,
    Keys,
    Kind,
    UnreadableCommand,
)
from iamlab.cloud.commands.options import before_the_service, manual_page, sorted_out, unread_options
from iamlab.cloud.resources import Bucket
from iamlab.engine import closest

LONGEST_COMMAND = 2_048
MOST_REQUESTS = 40
KNOWN: tuple[str, ...] = tuple(f"{service} {operation}" for service, kinds in KINDS.items() for operation in kinds)
"""Every command that can be read, as `service operation`."""

_EXPANDED = re.compile(r"`|\$\(|\$\{|^\$[A-Za-z_]")
_CONTINUED = re.compile(r"(?<=\s)\\[ \t]+")
"""A backslash at the end of a line, whose line break a field for one line has taken out."""
_DASHES = "\u2013\u2014"
_EDITED = re.compile(rf"(?<=[\s=])[\u201c\u201d\u2018\u2019{_DASHES}]\S*")
_OPERATORS = frozenset("();<>|&")


def read_command(text: str, cloud: Cloud, caller: str, circumstances: Keys = NO_CONTEXT) -> CommandReading:
    """Read a command as somebody would run it in a cloud: an ARN, or the access key of a session token.

    `circumstances` are context keys that hold whatever is asked. What is wrong with the command is told in the
    reading's problem; nothing is raised for it.
    """
    try:
        options, words = before_the_service(_split(text))
        service, operation = _name_of(words)
        command = sorted_out(service, operation, words[2:], options)
        kind, desk = KINDS[service][operation], _desk(command, cloud, caller, circumstances)
    except UnreadableCommand as error:
        return CommandReading(cloud, problem=error.problem)
    problem = None
    try:
        asked = tuple(kind.read(command, desk))
    except UnreadableCommand as error:
        asked, problem = error.requests, error.problem
    requests = tuple(_completed(request, desk) for request in asked)
    if len(requests) > MOST_REQUESTS:
        message = f"the command makes {len(requests)} requests, and {MOST_REQUESTS} are read at most"
        return CommandReading(cloud, command.name, problem=CommandProblem(message, "Name fewer resources."))
    notes = () if problem and not requests else tuple(_notes(command, kind, bool(requests)))
    made = _made(requests, cloud)
    return CommandReading(_with_bucket(desk, made), command.name, requests, notes, problem, made)


def _made(requests: Iterable[CommandRequest], cloud: Cloud) -> str:
    """The ARN of the bucket that a command makes; empty where it makes none, or one that is there."""
    arns = (each.resource for each in requests if each.action == "s3:CreateBucket")
    return next((arn for arn in arns if not cloud.bucket(arn.rpartition(":")[2])), "")


def _with_bucket(desk: Desk, arn: str) -> Cloud:
    """The cloud with that bucket in the account of whoever makes it."""
    account = desk.account
    if not arn or account is None:
        return desk.cloud
    made = Bucket(arn.rpartition(":")[2])
    return desk.cloud.with_account(replace(account, buckets=(*account.buckets, made)))


def _split(text: str) -> list[str]:
    """The words of one command, from the service or its first option on."""
    if len(text) > LONGEST_COMMAND:
        message = f"the command has {len(text):,} characters"
        raise UnreadableCommand(message, f"Shorten it to {LONGEST_COMMAND:,}.")
    _refuse_letters(text)
    line = _CONTINUED.sub(" ", text.replace("\\\n", " ")).replace("\n", " ").strip().removeprefix("$ ")
    try:
        words = shlex.split(line)
        operators = [word for word in _with_operators(line) if _OPERATORS.issuperset(word)]
    except ValueError as error:
        what, help = "it ends in a backslash", "Take the backslash away, or go on after it."
        if "quotation" in str(error):
            what, help = "a quotation mark is open", "Close it: each `'` and each `\"` needs a second one."
        raise UnreadableCommand(f"the command cannot be split into words: {what}", help) from error
    if words[:1] != ["aws"]:
        raise UnreadableCommand("a command of the AWS CLI begins with `aws`", "Write `aws s3 ls`, for example.")
    for word in (*operators, *filter(_EXPANDED.search, words)):
        raise UnreadableCommand(f"`{word}` is for a shell", "Write one command with the values themselves.")
    return words[1:]


def _refuse_letters(text: str) -> None:
    """Signs that a text editor puts in place of those that a shell knows. Within quotation marks they are letters."""
    for found in _EDITED.finditer(text):
        word, before = found.group(), text[: found.start()]
        if before.count("'") % 2 or before.count('"') % 2:
            continue
        if word[0] in _DASHES:
            help = f"Write two hyphens: `--{word.lstrip(_DASHES + '-')}`."
            raise UnreadableCommand(f"`{word}` begins with a dash, and an option with hyphens", help)
        raise UnreadableCommand(f"`{word[0]}` is no quotation mark to a shell", "Write straight ones: `'` or `\"`.")


def _with_operators(line: str) -> list[str]:
    """The words, with what a shell takes for an operator apart from them: quoted signs are no operators."""
    reader = shlex.shlex(line, posix=True, punctuation_chars=True)
    reader.whitespace_split, reader.commenters = True, ""
    return [word for word in reader if word]


def _name_of(words: list[str]) -> tuple[str, str]:
    """Service and operation. A command that nobody knows is answered with the nearest one."""
    service, operation = (*words, "", "")[:2]
    if operation in KINDS.get(service, {}):
        return service, operation
    if "help" in (service, operation):
        raise manual_page()
    known = ", ".join(f"`{each}`" for each in KINDS.get(service, KINDS))
    if not service or (service in KINDS and (not operation or operation.startswith("--"))):
        message = f"`aws{' ' * bool(service)}{service}` is not a whole command"
        raise UnreadableCommand(message, f"What can follow: {known}.")
    whole = f"{service} {operation}".strip()
    guess = closest(operation, KINDS[service]) if service in KINDS else None
    nearest = f"{service} {guess}" if guess else closest(whole, KNOWN) or closest(service, KINDS)
    told = f"Those of {service} that are: {known}." if service in KINDS else f"The services that are: {known}."
    help = f"Did you mean `aws {nearest}`?" if nearest and nearest != service else told
    raise UnreadableCommand(f"`aws {whole}` is not a command that can be read here", help)


def _completed(request: CommandRequest, desk: Desk) -> CommandRequest:
    """A request with what holds for every one: the Region it is asked in, and no tags but those that it tells."""
    keys = dict(request.context)
    if desk.region and not request.action.startswith("iam:") and not _region_in(request.resource):
        keys["aws:RequestedRegion"] = (desk.region,)
    absent = {"aws:RequestTag/"} if "aws:TagKeys" in keys else {"aws:RequestTag/", "aws:TagKeys"}
    return replace(request, context=keys, absent=request.absent | absent)


def _region_in(arn: str) -> str:
    return (arn.split(":") + [""] * 4)[3]


def _desk(command: Command, cloud: Cloud, caller: str, circumstances: Keys) -> Desk:
    token = cloud.token_session(caller)
    account = token.account_id if token else (caller.split(":") + [""] * 5)[4]
    if not account:
        raise UnreadableCommand("whoever asks belongs to no account", "Choose a user or a role session.")
    return Desk(cloud, caller, account, command.value("region"), circumstances)


def _notes(command: Command, kind: Kind, asks: bool) -> Iterator[str]:
    """What the requests leave out."""
    if not asks:
        yield "This command makes no request that a policy decides."
    elif kind.note:
        yield kind.note
    if command.has("profile"):
        yield "`--profile` is not followed: it is asked as whoever asks here."
    unread = list(unread_options(command))
    if unread:
        yield f"Not looked at: {', '.join(f'`--{option}`' for option in unread[:6])}."
