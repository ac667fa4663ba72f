"""A small true OpenID Connect provider on the loopback, which can be asked to misbehave."""
