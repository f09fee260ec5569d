"""Text with positions: what a learner typed, where each piece of it stands, and what is wrong with it."""
