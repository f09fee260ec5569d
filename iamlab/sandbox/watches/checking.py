"""What is wrong with a watch before it is kept."""

from iamlab.cloud import Cloud, RequestProblem, case_for, session_for

from ..bench import read_context
from ..posted import LONGEST_CONTEXT, LONGEST_FIELD
from .watch import Watch

Mistakes = dict[str, tuple[str, str]]
"""The message and the help by the field's name."""


def mistakes_in(cloud: Cloud, watch: Watch) -> Mistakes:
    """What cannot be as it is. A policy that can't be read is no mistake of a watch: the table says so."""
    limits = {"caller": LONGEST_FIELD, "action": LONGEST_FIELD, "resource": LONGEST_FIELD, "context": LONGEST_CONTEXT}
    long = {name: limit for name, limit in limits.items() if len(getattr(watch, name)) > limit}
    if long:
        return {name: (f"it is longer than {limit:,} characters", "Shorten it.") for name, limit in long.items()}
    context = read_context(watch.context)
    if isinstance(context, RequestProblem):
        return {"context": (context.message, context.help)}
    cloud, caller = session_for(cloud, watch.caller)
    problems = case_for(cloud, caller, watch.action, watch.resource, context).problems
    return {
        each.field if each.field in limits else "context": (each.message, each.help)
        for each in problems
        if isinstance(each, RequestProblem)
    }
