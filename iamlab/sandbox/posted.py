"""What a form of the workbench sent, cleaned of what no policy and no request can hold."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

from .bench import Asked, Bench, ask, with_policies

POLICY_FIELD = "policy:"
# The longest policy that AWS stores, a key policy (G38).
LONGEST_POLICY = 32_768
LONGEST_FIELD = 2048
LONGEST_CONTEXT = 8192


@dataclass(frozen=True, slots=True)
class Posted:
    """The texts by the reference of their policy, the request, and the fields of the two smaller forms."""

    texts: Mapping[str, str]
    asked: Asked | None
    role: str
    session_name: str
    minutes: int

    @property
    def too_long(self) -> tuple[str, ...]:
        """The references of texts that are longer than a policy may be, and the names of such fields."""
        long_texts = [ref for ref, text in self.texts.items() if len(text) > LONGEST_POLICY]
        if self.asked:
            fields = {"action": LONGEST_FIELD, "resource": LONGEST_FIELD, "context": LONGEST_CONTEXT}
            long_texts += [name for name, limit in fields.items() if len(getattr(self.asked, name)) > limit]
        return tuple(long_texts)

    def on(self, bench: Bench) -> Bench:
        """Return the workbench with these texts and this request typed in."""
        bench = with_policies(bench, self.texts)
        return ask(bench, self.asked) if self.asked else bench


def clean(text: str) -> str:
    """Return a text with line ends as the engine counts them, and without NUL, which a database may refuse."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}")


def read_posted(data: QueryDict) -> Posted:
    """Read a form; unknown fields are ignored, missing ones are left as they were."""
    texts = {name.removeprefix(POLICY_FIELD): clean(str(data[name])) for name in data if name.startswith(POLICY_FIELD)}
    asked = None
    if "action" in data or "resource" in data:
        asked = Asked(*(clean(data.get(name, "")).strip() for name in ("action", "resource", "context")))
    minutes = data.get("minutes", "")
    return Posted(
        texts,
        asked,
        role=clean(data.get("role", ""))[:LONGEST_FIELD].strip(),
        session_name=clean(data.get("session_name", ""))[:LONGEST_FIELD].strip(),
        minutes=int(minutes) if minutes in ("5", "30", "60") else 0,
    )
