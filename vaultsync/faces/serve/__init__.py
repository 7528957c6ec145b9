"""Feeds over HTTP: a gate, a router behind it, and the server that carries both."""
