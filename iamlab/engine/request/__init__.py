"""Who asks for what: principals, the request, and the context that comes with it."""
