"""What AWS Organizations refuses: too deep a tree, too many policies on a node, or none (G34 to G36, D44)."""

import re
from collections import Counter
from collections.abc import Iterator

from iamlab.cloud.control_policies import RCP, SCP, ControlKind
from iamlab.cloud.organization import Attached
from iamlab.cloud.problems import RequestProblem
from iamlab.engine import closest, in_backticks, refusal_of

DEEPEST_UNIT = 5
_ID = re.compile(r"o-[a-z0-9]{10,32}")
_UNIT_NAME = re.compile(r"[^/\s\x00-\x1f]([^/\x00-\x1f]{0,126}[^/\s\x00-\x1f])?")


def id_problems(organization_id: str) -> Iterator[RequestProblem]:
    """The form of an organization's id (I23)."""
    if not _ID.fullmatch(organization_id):
        help = "Write `o-` and 10 to 32 small letters and digits, such as `o-northwind1`."
        yield RequestProblem("id", f"{in_backticks(organization_id)} is not the id of an organization", help)


def unit_problems(path: str, others: frozenset[str]) -> Iterator[RequestProblem]:
    """A unit's place in the tree; `others` are the paths of all units."""
    names = path.split("/")
    if not all(_UNIT_NAME.fullmatch(name) for name in names):
        help = "Write names of 1 to 128 characters, with a slash between them: `workloads/prod`."
        yield RequestProblem("path", f"{in_backticks(path)} is not the path of a unit", help)
    elif len(names) > DEEPEST_UNIT:
        message = f"unit {in_backticks(path)} is {len(names)} levels below the root"
        help = f"Place it at most {DEEPEST_UNIT} levels below the root."
        yield RequestProblem("path", message, help, "ConstraintViolationException: OU_DEPTH_LIMIT_EXCEEDED")
    elif len(names) > 1 and path.rpartition("/")[0] not in others:
        parent = in_backticks(path.rpartition("/")[0])
        yield RequestProblem("path", f"there is no unit {parent} to hold this one", f"Add {parent} as a unit, too.")


def attachment_problems(attached: Attached, known: dict[str, tuple[str, ...]]) -> Iterator[RequestProblem]:
    """The policies attached to one node; `known` lists the names that exist under `scps` and `rcps`."""
    yield from _kind_problems("scps", SCP, attached.scps, known["scps"])
    yield from _kind_problems("rcps", RCP, attached.rcps, known["rcps"])
    if RCP.of_aws not in attached.rcps:
        help = f"Keep `{RCP.of_aws}` in the list."
        yield RequestProblem("rcps", f"AWS does not let `{RCP.of_aws}` be detached", help)


def _kind_problems(
    field: str, kind: ControlKind, names: tuple[str, ...], known: tuple[str, ...]
) -> Iterator[RequestProblem]:
    for name in names:
        if name not in (*known, kind.of_aws):
            guess = closest(name, (*known, kind.of_aws))
            help = f"Did you mean `{guess}`?" if guess else f"There are: {', '.join((*known, kind.of_aws))}."
            yield RequestProblem(field, f"{in_backticks(name)} is not a {kind.long_name} of this organization", help)
    for name in sorted(name for name, times in Counter(names).items() if times > 1):
        message = f"{in_backticks(name)} is attached twice to one node"
        aws = "DuplicatePolicyAttachmentException: The selected policy is already attached to the specified target."
        yield RequestProblem(field, message, "Keep one of the two.", aws)
    if len(names) > kind.most:
        aws = "ConstraintViolationException: MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED"
        message = f"{len(names)} attached policies are too many"
        yield RequestProblem(field, message, f"Attach {kind.most} at most to one node.", aws)
    if not names:
        aws = "ConstraintViolationException: MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED"
        yield RequestProblem(field, f"every node has at least one {kind.long_name}", f"Attach `{kind.of_aws}`.", aws)


def policy_problems(kind: ControlKind, text: str) -> Iterator[RequestProblem]:
    """What Organizations refuses in a control policy's text: its length, and what its kind cannot say."""
    too_long = tuple(length_problems(kind, text))
    yield from too_long
    refusal = None if too_long else refusal_of(text, kind.policy_kind)
    if refusal:
        aws = (
            "MalformedPolicyDocumentException: The provided policy document does not meet the requirements of the "
            "specified policy type."
        )
        yield RequestProblem("text", refusal.message, refusal.help, aws)


def length_problems(kind: ControlKind, text: str) -> Iterator[RequestProblem]:
    """The size of one control policy, white space included (G34, G35)."""
    if len(text) > kind.longest:
        message = f"the policy has {len(text)} characters, and this kind can have {kind.longest}"
        yield RequestProblem("text", message, "Shorten it, or spread it over two policies.")
