"""Policies that are switched off for a moment, so that a decision can be seen without them. The cloud keeps them."""

from collections.abc import Iterable
from dataclasses import replace

from iamlab.cloud import OwnerKind, Place, PolicySlot, policy_slots

from ..bench import Bench

MOST_NAMED = 3
_MEANT = {
    OwnerKind.ROLE: "Nobody may assume the role, as if it had no trust policy.",
    OwnerKind.KEY: "Nobody may use the key, as if it had no key policy.",
    OwnerKind.MANAGED: "It is decided as if nobody had it attached, as a boundary or otherwise.",
    OwnerKind.SCP: "It is decided as if it were detached everywhere.",
    OwnerKind.RCP: "It is decided as if it were detached everywhere.",
    OwnerKind.ENDPOINT: "The endpoint lets everything through, as one without a policy of its own does.",
}
_OF_OTHERS = "It is decided as if it were not there."


def switched_off(bench: Bench, policy: str) -> Bench:
    """Leave a policy, by its name on the page, out of every decision."""
    return bench if policy in bench.off else replace(bench, off=(*bench.off, policy))


def switched_on(bench: Bench, policy: str) -> Bench:
    """Ask a policy again."""
    return replace(bench, off=tuple(each for each in bench.off if each != policy))


def without_words(bench: Bench) -> str:
    """What is switched off, as people say it: `ana-dev and the trust policy of role deployer`; empty for nothing."""
    return in_words(names_off(bench))


def names_off(bench: Bench) -> tuple[str, ...]:
    """The policies that are switched off, as people say them; one that is gone from the cloud is not told."""
    if not bench.off:
        return ()
    there = {slot.called: name_of(slot) for slot in policy_slots(bench.cloud) if slot.text is not None}
    of_others = (called for called in bench.off if called.startswith("arn:") or " " in called)
    there |= {called: called.rpartition("/")[2] for called in of_others}
    return tuple(there[called] for called in bench.off if called in there)


def meaning_of_off(slot: PolicySlot) -> str:
    """What becomes of decisions while a policy is switched off, as a sentence."""
    if slot.ref is None or slot.ref.place is Place.INLINE:
        return _OF_OTHERS
    return _MEANT.get(slot.ref.owner, _OF_OTHERS)


def name_of(slot: PolicySlot) -> str:
    """A policy within a sentence: by its own name where it has one, else by whose it is."""
    if slot.ref is None or slot.ref.place in (Place.INLINE, Place.DOCUMENT):
        return slot.name
    return f"the {slot.title[:1].lower()}{slot.title[1:]}"


def in_words(names: Iterable[str]) -> str:
    """Names as one phrase; of many, MOST_NAMED and how many more."""
    names = list(names)
    if len(names) > MOST_NAMED:
        names[MOST_NAMED:] = [f"{len(names) - MOST_NAMED} more"]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
