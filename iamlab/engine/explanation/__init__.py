"""Sentences for people, made from the facts of a trace."""
