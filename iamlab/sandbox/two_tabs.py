"""One sandbox in two tabs: what another tab did since a page began, told before anything of it is written over.

A page says which step of the history it shows. Texts that differ are told at their policies (`Posted.news`); here it is
about the rest: something deleted, renamed or created, a step taken back, another state restored.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404

from iamlab.cloud import parse_policy_ref, policy_slots

from .bench import Bench, bench_from_json, with_policies
from .models import Sandbox, Step
from .posted import REPLACED, Posted, digest_of

MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class TabText:
    """A text that was typed in a tab; `lost` where the state as it is has no such policy."""

    ref: str
    title: str
    text: str
    lost: bool


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What another tab did. `at` is the step that this tab showed, which `can_go_back` says is still there.

    `only_texts` says that nothing but texts of policies differs, which is told at their places. `held_back` names what
    this tab wanted to do to the history, and did not.
    """

    at: str
    steps: tuple[str, ...]
    more_steps: int
    went_back: bool
    texts: tuple[TabText, ...]
    can_go_back: bool
    only_texts: bool
    held_back: str = ""

    @property
    def lost(self) -> tuple[TabText, ...]:
        """The texts that have no place now."""
        return tuple(text for text in self.texts if text.lost)

    @property
    def said(self) -> str:
        """What happened, as one sentence."""
        verb = "took back" if self.went_back else "changed this sandbox"
        what = f": {'; '.join(self.steps)}" if self.steps else ""
        more = f"; and {self.more_steps} more" if self.more_steps else ""
        return f"Another tab {verb}{what}{more}."


def keep_replaced(sandbox: Sandbox, posted: Posted) -> dict[str, str]:
    """Return the news of what was sent (`Posted.news`); what another tab wrote and this one writes over goes to *Undo*.

    A text that is too long is not stored.
    """
    news = posted.news(sandbox.bench)
    if REPLACED in news.values() and not posted.too_long:
        sandbox.replace_by(posted.on(sandbox.bench), "Changed in two tabs")
    return news


def keep_typed(sandbox: Sandbox, posted: Posted) -> None:
    """Store what was typed, as `keep_replaced` does where another tab wrote too; nothing where a text is too long."""
    keep_replaced(sandbox, posted)
    if not posted.too_long:
        sandbox.keep(posted.on(sandbox.bench))


def shown_step(sandbox: Sandbox) -> str:
    """The step that a sandbox shows, in a form that names no other: numbers come again after *Undo*."""
    pk = sandbox.steps.filter(number=sandbox.position).values_list("pk", flat=True).first() if sandbox.newest else None
    return f"{sandbox.position}.{pk or 0}"


def elsewhere_of(sandbox: Sandbox, posted: Posted) -> Elsewhere | None:
    """What another tab did since the page began that sent this; None where the page shows the step that is shown."""
    number, pk = _parsed(posted.at)
    if pk is None or posted.at == shown_step(sandbox):
        return None
    if pk == 0 and sandbox.position == 0:
        return None
    step = _step(sandbox, number, pk)
    went_back = step is not None and step.number > sandbox.position
    between = (sandbox.position, number) if went_back else (number if step else sandbox.position - 1, sandbox.position)
    told = list(_whats(sandbox, *between))
    then = bench_from_json(step.state) if step else None
    texts = _texts(sandbox.bench, posted, then)
    only_texts = _differ_in_texts_only(then, sandbox.bench) if then else not any(text.lost for text in texts)
    more = max(0, len(told) - MOST_TOLD)
    return Elsewhere(posted.at, tuple(told[:MOST_TOLD]), more, went_back, texts, then is not None, only_texts)


def of_this_tab(sandbox: Sandbox, at: str, texts: Mapping[str, str]) -> Bench:
    """The state that a tab showed, with the texts typed there. Raises Http404 for a step that is not there any more."""
    number, pk = _parsed(at)
    step = _step(sandbox, number, pk) if pk is not None else None
    if step is None:
        raise Http404
    return with_policies(bench_from_json(step.state), texts)


def _parsed(at: str) -> tuple[int, int | None]:
    """The number of a step and its key; no key for anything that no page says."""
    number, dot, pk = at.partition(".")
    if dot and all(part.isascii() and part.isdigit() and len(part) < 18 for part in (number, pk)):
        return int(number), int(pk)
    return 0, None


def _step(sandbox: Sandbox, number: int, pk: int) -> Step | None:
    """The step; a page from before the first one showed what is the first now."""
    found = sandbox.steps.filter(number=0) if pk == 0 else sandbox.steps.filter(number=number, pk=pk)
    return found.first()


def _whats(sandbox: Sandbox, after: int, upto: int) -> list[str]:
    found = sandbox.steps.filter(number__gt=after, number__lte=upto).order_by("number")
    return list(found.values_list("what", flat=True))


def _texts(now: Bench, posted: Posted, then: Bench | None) -> tuple[TabText, ...]:
    """What was typed in the tab and not stored yet, with the titles of the state that it showed."""
    there = {str(slot.ref) for slot in policy_slots(now.cloud)}
    titles = {str(slot.ref): slot.title for slot in policy_slots(then.cloud)} if then else {}
    typed = [
        (ref, text)
        for ref, text in posted.texts.items()
        if posted.bases.get(ref) and posted.bases[ref] != digest_of(text) and parse_policy_ref(ref)
    ]
    return tuple(TabText(ref, titles.get(ref, ref), text, ref not in there) for ref, text in typed)


def _differ_in_texts_only(then: Bench, now: Bench) -> bool:
    """Whether two states are alike but for the texts of policies, the clock, and what was asked."""
    if (then.you, then.worn, then.off) != (now.you, now.worn, now.off):
        return False
    texts = {str(slot.ref): slot.text for slot in policy_slots(now.cloud) if slot.text is not None}
    one, other = with_policies(then, texts).cloud, now.cloud
    return (one.accounts, one.organization) == (other.accounts, other.organization)
