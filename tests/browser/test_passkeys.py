"""A passkey, from a virtual device: added, used to enter and to prove oneself, listed, taken away."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site

EMAIL = "whoever.has.keys@example.org"


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    """Open a browser whose device recognizes its owner; passkeys need a name, not a number, as host."""
    address = site.address.replace("127.0.0.1", "localhost")
    context = browser.new_context(locale="fr-FR", base_url=address)
    opened = context.new_page()
    device = context.new_cdp_session(opened)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield opened
    context.close()


def open_account(page: Page, site: Site) -> None:
    """Create an account with an address and the code it receives."""
    page.goto("/account/signup/")
    page.locator("input[name=email]").fill(EMAIL)
    page.get_by_role("button", name="Recevoir un code").click()
    page.locator("input[name=code]").fill(site.code_sent_to(EMAIL))
    page.get_by_role("button", name="Continuer").click()
    page.wait_for_url(lambda url: "/account/" not in url)


def test_a_passkey_is_added_used_and_taken_away(page: Page, site: Site) -> None:
    open_account(page, site)
    page.goto("/account/2fa/webauthn/add/")
    page.get_by_role("button", name="Ajouter").click()
    expect(page.get_by_role("heading", name="Vos codes de secours")).to_be_visible()
    expect(page.locator("code")).to_have_count(10)

    page.goto("/me/")
    page.get_by_role("button", name="Se déconnecter").click()
    page.goto("/account/login/")
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    page.wait_for_url(lambda url: "/account/" not in url)

    page.goto("/account/2fa/webauthn/")
    expect(page.get_by_text("Utilisée le")).to_be_visible()
    page.get_by_role("link", name="Retirer").click()
    page.get_by_role("button", name="Retirer la clé").click()
    expect(page.get_by_text("Aucune encore.")).to_be_visible()


def test_opening_the_link_of_the_mail_signs_nobody_in(page: Page) -> None:
    page.goto("/account/link/no-such-secret/")

    expect(page.get_by_role("link", name="Recevoir un autre lien")).to_be_visible()
