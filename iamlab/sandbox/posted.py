"""What a form of the workbench sent, cleaned of what no policy and no request can hold."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from django.http import QueryDict

from iamlab.cloud import policy_slots
from iamlab.http import without_nul

from .bench import Asked, Bench, ask, with_policies

POLICY_FIELD = "policy:"
BASE_FIELD = "base:"
TAKEN = "taken"
REPLACED = "replaced"
# The longest policy that AWS stores, a key policy (G38).
LONGEST_POLICY = 32_768
LONGEST_FIELD = 2048
LONGEST_CONTEXT = 8192
MOST_ABSENT = 50
MOST_OF_STEP = 40


@dataclass(frozen=True, slots=True)
class Posted:
    """The texts by the reference of their policy, the request, and the fields of the two smaller forms.

    `bases` has the digests of the texts that the page began with: one that is as it was then was not changed there.
    `at` is the step of the history that the page shows, empty where it does not say.
    """

    texts: Mapping[str, str]
    bases: Mapping[str, str]
    asked: Asked | None
    role: str
    session_name: str
    minutes: int
    at: str = ""

    @property
    def too_long(self) -> tuple[str, ...]:
        """The references of texts that are longer than a policy may be, and the names of such fields."""
        long_texts = [ref for ref, text in self.texts.items() if len(text) > LONGEST_POLICY]
        if self.asked:
            fields = {"action": LONGEST_FIELD, "resource": LONGEST_FIELD, "caller": LONGEST_FIELD}
            fields["context"] = LONGEST_CONTEXT
            long_texts += [name for name, limit in fields.items() if len(getattr(self.asked, name)) > limit]
        return tuple(long_texts)

    def on(self, bench: Bench) -> Bench:
        """Return the workbench with these texts and this request typed in."""
        typed = {ref: text for ref, text in self.texts.items() if self.bases.get(ref) != digest_of(text)}
        bench = with_policies(bench, typed)
        return ask(bench, self.asked) if self.asked else bench

    def news(self, bench: Bench) -> dict[str, str]:
        """The references of policies that were changed in another tab since this page began.

        TAKEN is one that was not changed here: its newer text stands. REPLACED is one that was: the text from here
        stands.
        """
        found: dict[str, str] = {}
        for slot in policy_slots(bench.cloud):
            ref, stored = str(slot.ref), digest_of(slot.text or "")
            base, sent = self.bases.get(ref), digest_of(self.texts.get(ref, ""))
            if base and base != stored and ref in self.texts and sent != stored:
                found[ref] = TAKEN if sent == base else REPLACED
        return found


def _with_line(context: str, line: str) -> str:
    """The lines of a context with one more, in place of what it says of that key so far."""
    key = line.partition("=")[0].strip().lower()
    kept = [each for each in context.split("\n") if each.partition("=")[0].strip().lower() != key]
    return "\n".join([*(each for each in kept if each.strip()), line])


def digest_of(text: str) -> str:
    """A short name for exactly this text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def clean(text: str) -> str:
    """Return a text with line ends as the engine counts them, and without NUL."""
    return without_nul(text.replace("\r\n", "\n").replace("\r", "\n"))


def read_posted(data: QueryDict) -> Posted:
    """Read a form; unknown fields are ignored, missing ones are left as they were."""
    texts = {name.removeprefix(POLICY_FIELD): clean(str(data[name])) for name in data if name.startswith(POLICY_FIELD)}
    bases = {name.removeprefix(BASE_FIELD): str(data[name]) for name in data if name.startswith(BASE_FIELD)}
    asked = None
    if "action" in data or "resource" in data:
        action, resource, context, caller = (
            clean(data.get(name, "")).strip() for name in ("action", "resource", "context", "asker")
        )
        absent = tuple(clean(key)[:LONGEST_FIELD] for key in data.getlist("absent")[:MOST_ABSENT])
        asked = Asked(action, resource, context, caller, absent)
        if offered := clean(data.get("offered", ""))[:LONGEST_FIELD].strip():
            asked = replace(asked, resource=offered)
        if added := clean(data.get("add", ""))[:LONGEST_FIELD].strip():
            asked = replace(asked, context=_with_line(asked.context, added))
    minutes = data.get("minutes", "")
    return Posted(
        texts,
        bases,
        asked,
        role=clean(data.get("role", ""))[:LONGEST_FIELD].strip(),
        session_name=clean(data.get("session_name", ""))[:LONGEST_FIELD].strip(),
        minutes=int(minutes) if minutes in ("5", "30", "60") else 0,
        at=data.get("at", "")[:MOST_OF_STEP],
    )
