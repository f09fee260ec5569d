"""The policy editor: what could be written next, what a word means, a policy laid out, spelt out or mended."""
