"""The public identities that the sign-in page offers."""

from django import template

from bilan.web.accounts import identity_config

register = template.Library()


@register.simple_tag
def identity_providers() -> tuple[identity_config.IdentityProvider, ...]:
    """Return the configured providers."""
    return identity_config.identity_providers()
