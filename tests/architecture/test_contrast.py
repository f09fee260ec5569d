"""Every pair of ink and ground that pages use is readable: WCAG 2.2 AA, in both themes."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[2] / "static/css/tokens.css"
TEXT, SHAPE = 4.5, 3.0  # text; icons and the edges of controls

PAPER = ("surface", "raised", "sunken", "hover")
STATES = ("allow", "explicit-deny", "implicit-deny", "needs-context", "not-applicable")


def _pairs(inks: tuple[str, ...], grounds: tuple[str, ...], needs: float = TEXT) -> list[tuple[str, str, float]]:
    return [(ink, ground, needs) for ink in inks for ground in grounds]


PAIRS = [
    *_pairs(("ink", "ink-soft", "muted"), (*PAPER, "marker-soft")),
    *_pairs(("on-ink",), ("ink",)),
    *_pairs(("accent",), (*PAPER, "accent-soft")),
    *_pairs(STATES, (*PAPER, "marker-soft")),
    *[(state, f"{state}-soft", TEXT) for state in STATES],
    *_pairs(("ink", "ink-soft"), tuple(f"{state}-soft" for state in STATES)),
    *_pairs(("marker-ink",), ("marker",)),
    *_pairs(("strip-ink", "strip-muted"), ("strip",)),
    *_pairs(("marker", "strip-line"), ("strip",), SHAPE),
    *_pairs(("code-key", "code-string", "code-punct", "code-wild"), ("raised", "surface")),
    *_pairs(("code-key", "code-string", "code-wild"), ("diff-add", "diff-del")),
    *_pairs(("terminal-ink", "terminal-muted", "terminal-good", "terminal-bad"), ("terminal",)),
    *_pairs(("line-strong", "marker-edge"), ("surface", "raised"), SHAPE),
    *_pairs(("focus",), ("surface", "raised", "sunken", "marker-soft"), SHAPE),
]


def _colours() -> dict[str, tuple[str, str]]:
    """Return the light and the dark value of each colour token."""
    found = re.findall(r"--([\w-]+):\s*light-dark\((#\w{6}), (#\w{6})\)", TOKENS.read_text(encoding="utf-8"))
    return {name: (light, dark) for name, light, dark in found}


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _ratio(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("ink", "ground", "needs"), PAIRS, ids=lambda value: str(value))
def test_ink_is_readable_on_its_ground_in_both_themes(ink: str, ground: str, needs: float) -> None:
    colours = _colours()
    light, dark = (_ratio(colours[ink][theme], colours[ground][theme]) for theme in (0, 1))
    assert min(light, dark) >= needs, f"{ink} on {ground}: {light:.2f} light, {dark:.2f} dark"


def test_components_name_no_colour_of_their_own() -> None:
    for sheet in TOKENS.parent.glob("*.css"):
        if sheet != TOKENS:
            assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?=[;,) ])", sheet.read_text(encoding="utf-8")), sheet.name
