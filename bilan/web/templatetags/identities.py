"""What the pages of signing in show: public identities, browsers in words."""

from django import template

from bilan.web.accounts import devices, identity_config

register = template.Library()


@register.simple_tag
def identity_providers() -> tuple[identity_config.IdentityProvider, ...]:
    """Return the configured providers."""
    return identity_config.identity_providers()


@register.filter
def as_device(agent: str) -> str:
    """Tell a browser in words."""
    return devices.named(agent)
