"""From a case to a decision: statements, gates, and how the gates combine."""
