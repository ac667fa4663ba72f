"""The page behind a shared link: it tells before it opens, and says nothing to whoever guesses."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bilan.sharing.models import Confirmation, Visit
from bilan.sharing.operations import revoke_share
from bilan.web.public import shared_document
from tests.builders import a_person
from tests.sharing.builders import Sent, a_share, mailed_code

pytestmark = pytest.mark.django_db


def a_sent(*, words: str = "", asks_code: bool = False) -> Sent:
    """Return Claire's portfolio given to Nadia a moment ago."""
    return a_share(person=a_person(name="Claire Morel"), at=timezone.now(), words=words, asks_code=asks_code)


def url_of(token: str) -> str:
    """Return the page of a link."""
    return f"/shared/{token}/"


def test_tells_who_what_and_until_when_and_opens_nothing() -> None:
    sent, client = a_sent(words="Comme promis"), Client()

    for _scan in range(3):
        page = client.get(url_of(sent.token)).content.decode()

    assert "Claire Morel vous donne un document à lire" in page
    assert "Portefeuille de compétences" in page
    assert "Comme promis" in page
    assert "comptes" not in page
    assert page.count('class="btn"') == 1
    assert not Visit.objects.exists()


def test_one_button_gives_the_document_as_a_file() -> None:
    answer = Client().post(url_of(a_sent().token))

    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    assert Visit.objects.count() == 1


def test_unknown_over_and_taken_back_answer_the_very_same() -> None:
    revoked, over = a_sent(), a_sent()
    revoke_share(share_id=revoked.share.pk, by=revoked.share.person, at=timezone.now())
    over.share.until = timezone.localdate() - timedelta(days=1)
    over.share.save(update_fields=["until"])
    client = Client()

    for ask in (client.get, client.post):
        answers = [ask(url_of(token)) for token in ("x" * 43, revoked.token, over.token)]
        assert {answer.status_code for answer in answers} == {404}
        assert len({shape_of(answer.content.decode()) for answer in answers}) == 1


def shape_of(page: str) -> str:
    """Return a page without what changes at each request."""
    return "\n".join(
        line for line in page.splitlines() if "csrfmiddlewaretoken" not in line and "/shared/" not in line
    )


def test_a_code_goes_to_the_address_given_by_the_person() -> None:
    sent, client = a_sent(asks_code=True), Client()
    assert b"%PDF" not in client.post(url_of(sent.token), follow=True).content

    client.post(url_of(sent.token), {"code": "ask"})
    answer = client.post(url_of(sent.token), {"typed": mailed_code()})

    assert answer.content.startswith(b"%PDF")


def test_a_wrong_code_is_said_and_counted() -> None:
    sent, client = a_sent(asks_code=True), Client()
    client.post(url_of(sent.token), {"code": "ask"})

    page = client.post(url_of(sent.token), {"typed": "no"}, follow=True).content.decode()

    assert "Rien n’a été ouvert" in page
    assert Confirmation.objects.get().tries == 1


def test_a_link_taken_back_mails_no_code() -> None:
    sent = a_sent(asks_code=True)
    revoke_share(share_id=sent.share.pk, by=sent.share.person, at=timezone.now())

    assert Client().post(url_of(sent.token), {"code": "ask"}).status_code == 404
    assert not Confirmation.objects.exists()


def test_whoever_guesses_is_stopped_and_told_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_document, "MOST_ASKED", 3)
    sent, client = a_sent(), Client()
    guesses = [client.get(url_of(f"guess{number}")).status_code for number in range(4)]

    assert guesses == [404, 404, 404, 429]
    assert client.get(url_of(sent.token)).status_code == 429
    assert client.post(url_of(sent.token)).status_code == 429
    assert not Visit.objects.exists()
