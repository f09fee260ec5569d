"""Does an element of a statement match the request? Each matcher answers fast, or with a trace of every pattern."""
