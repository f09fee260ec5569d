"""Icons: what a template asks for is in the sprite."""

import re

from .project import ROOT, shown, templates

SPRITE = (ROOT / "static/img/icons.svg").read_text(encoding="utf-8")
DRAWN = set(re.findall(r'<symbol id="i-([\w-]+)"', SPRITE))
ASKED = re.compile(r"""{%\s*icon\s+["']([\w-]+)["']""")
# What data-state may say about a decision, a statement or an element; templates pass it to the icon tag.
STATES = {"allow", "explicit", "implicit", "context", "na", "silent", "error", "unmodelled", "waiting"}


def test_every_icon_of_a_template_is_drawn() -> None:
    """A wrong name would leave a hole that no other test sees."""
    asked = {(shown(file), name) for file in templates() for name in ASKED.findall(file.read_text(encoding="utf-8"))}
    assert asked
    assert {(file, name) for file, name in asked if name not in DRAWN} == set()


def test_every_state_has_an_icon() -> None:
    """A state is a shape before it is a colour."""
    assert STATES <= DRAWN


def test_an_icon_is_drawn_once() -> None:
    """Two symbols with one id: the second would never be seen."""
    assert len(re.findall(r'<symbol id="', SPRITE)) == len(DRAWN)
