"""All the ways to a session, the stack of sessions worn, the clock, and the event history."""
