"""What a newcomer does, one act a function, as she would do it: reading, filling in, pressing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.browser.conftest import Site

SIDES = ("PERSON", "MARKET", "PLACE", "TIME", "MONEY")
STORY = (
    "J’accueillais les patients au téléphone et au comptoir, je tenais l’agenda de six médecins, je classais "
    "les dossiers et je calmais les gens inquiets. J’ai formé deux collègues au nouveau logiciel et j’ai "
    "organisé le planning des remplacements."
)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Someone who comes for the first time."""

    page: Page
    site: Site
    name: str = "Solène Marchais"
    email: str = "solene@example.org"


def press_and_prove(who: "Newcomer", name: str) -> None:
    """Press a button that binds; give the code by mail when the site asks who is there."""
    before = who.site.mails_to(who.email)
    press(who.page, name)
    if who.page.get_by_role("heading", name="Est-ce bien vous").count():
        who.page.get_by_label("Le code reçu par courriel").fill(
            who.site.code_sent_to(who.email, after=before)
        )
        press(who.page, "Continuer")


def press(page: Page, name: str) -> None:
    """Press the first button that is called so."""
    page.get_by_role("button", name=name).first.click()


def follow(page: Page, name: str) -> None:
    """Follow the first link that is called so."""
    page.get_by_role("link", name=name).first.click()


def reads(page: Page, words: str) -> None:
    """See these words on the page."""
    expect(page.get_by_text(words).first).to_be_visible()


def ask_at_the_door(who: Newcomer) -> None:
    """Answer three questions without an account, and keep the answer."""
    who.page.goto("/")
    who.page.get_by_label("Salarié du privé").check()
    who.page.get_by_label("Non", exact=True).check()
    who.page.get_by_label("Code postal").fill("49000")
    who.page.get_by_label("Près de chez moi").check()
    press(who.page, "Voir la réponse")
    reads(who.page, "Votre réponse")
    follow(who.page, "Garder cette réponse")


def open_account(who: Newcomer) -> None:
    """Create an account with an address and the code that is mailed there."""
    follow(who.page, "Créer un compte")
    _give_code(who)


def come_home(who: Newcomer) -> None:
    """Open one's home; sign in by a code when the last visit is too long ago."""
    who.page.goto("/home/")
    if "/account/login" in who.page.url:
        _give_code(who)
        who.page.goto("/home/")


def _give_code(who: Newcomer) -> None:
    known = who.site.mails_to(who.email)
    who.page.locator("input[type=email]").fill(who.email)
    press(who.page, "Recevoir un code")
    who.page.locator("input[name=code]").fill(who.site.code_sent_to(who.email, after=known))
    press(who.page, "Continuer")


def take_next(who: Newcomer, action: str) -> None:
    """Take the one next thing of one's home, which must be this one."""
    come_home(who)
    button = who.page.locator(".card.next a.btn")
    expect(button).to_have_text(action)
    button.click()


def introduce_oneself(who: Newcomer) -> None:
    """Say one's name; the postcode of the front door is there already."""
    expect(who.page.get_by_label("Code postal")).to_have_value("49000")
    who.page.get_by_label("Prénom et nom").fill(who.name)
    press(who.page, "Continuer")


def consent(who: Newcomer) -> None:
    """Agree to a bilan."""
    who.page.get_by_role("checkbox").check()
    press(who.page, "Donner mon accord")


def choose_counsellor(who: Newcomer, name: str) -> None:
    """Choose with whom; the situation told at the door is kept."""
    expect(who.page.get_by_label("Salarié du privé")).to_be_checked()
    who.page.get_by_role("radio", name=name).check()
    press(who.page, "Choisir cette personne")


def book_first_slot(who: Newcomer) -> datetime:
    """Take the first open slot; return when one meets."""
    slot = who.page.locator("label.choice", has=who.page.locator("input[name=slot]")).first
    starts_at = slot.locator("time").get_attribute("datetime")
    slot.locator("input").check()
    press(who.page, "Prendre ce rendez-vous")
    reads(who.page, "est pris")
    return datetime.fromisoformat(starts_at or "")


def sign_attendance(who: Newcomer) -> None:
    """Sign the interview that took place, from one's home."""
    take_next(who, "Voir et signer")
    press_and_prove(who, "Signer ma présence")
    reads(who.page, "fait, signé par vous deux")


def tell_demand(who: Newcomer) -> None:
    """Say why now, what would make it worth it, and one objective."""
    take_next(who, "Écrire ma demande")
    who.page.get_by_label("Pourquoi maintenant").fill(
        "Le cabinet ferme au printemps. Je veux choisir la suite, pas la subir."
    )
    who.page.get_by_label("Dans six mois").fill("Savoir vers quoi je vais, et avoir fait le premier pas.")
    who.page.get_by_label("En une phrase").first.fill("Choisir un métier où l’on prend le temps")
    who.page.get_by_label("De quoi s’agit-il").first.select_option("PROJECT")
    press(who.page, "Garder ma demande")


def tell_limits(who: Newcomer) -> None:
    """Say what has to be allowed for."""
    who.page.get_by_label("Combien d’heures par semaine").fill("4")
    who.page.locator("input[name=contexts][value=heavy-loads]").check()
    who.page.get_by_label("Jusqu’où iriez-vous travailler").fill("Angers et alentour")
    press(who.page, "Garder ces limites")


def answer(who: Newcomer, action: str, pattern: Sequence[int]) -> None:
    """Answer a questionnaire to its end, by a pattern of choices; recognize oneself in the result."""
    take_next(who, action)
    press(who.page, "Commencer")
    asked = 0
    while "/review/" not in who.page.url:
        choices = who.page.locator("input[name=value]:enabled")
        expect(choices.first).to_be_visible()
        choices.nth(pattern[asked % len(pattern)] % choices.count()).check()
        press(who.page, "Continuer")
        asked += 1
    press(who.page, "Terminer et voir le résultat")
    who.page.get_by_label("Oui", exact=True).check()
    press(who.page, "Enregistrer mon avis")
    reads(who.page, "C’est noté")


def choose_plan(who: Newcomer, *, least: int = 2) -> None:
    """Compare the programs and take the one in the middle."""
    take_next(who, "Comparer les programmes")
    assert who.page.locator("input[name=style]").count() >= least
    press(who.page, "Choisir ce programme")
    reads(who.page, "C’est votre programme")


def sign_agreement(who: Newcomer) -> None:
    """Read the agreement and sign it."""
    take_next(who, "Lire la convention")
    who.page.get_by_label("J’ai lu la convention").check()
    press_and_prove(who, "Signer")
    reads(who.page, "C’est signé")


def book_next(who: Newcomer) -> datetime:
    """Take an open slot for the next interview."""
    take_next(who, "Choisir un créneau")
    return book_first_slot(who)


def tell_experience(who: Newcomer) -> None:
    """Tell a job in one's own words and look for what it shows."""
    take_next(who, "Raconter")
    follow(who.page, "Raconter une activité")
    who.page.get_by_label("Salarié").check()
    who.page.get_by_label("Comment l’appelez-vous").fill("Secrétaire au cabinet médical")
    who.page.get_by_label("Depuis l’année").fill("2012")
    who.page.get_by_label("Racontez").fill(STORY)
    press(who.page, "Garder ce récit")
    press(who.page, "Chercher dans mes mots")


def confirm_skills(who: Newcomer, *, most: int = 4) -> None:
    """Answer every proposal: the first ones are hers, the others are not."""
    take_next(who, "Relire mes compétences")
    offers = who.page.locator(".suggest li")
    assert offers.count() >= most
    kept = 0
    while offers.count():
        press(who.page, "C’est moi" if kept < most else "Pas moi")
        kept += 1
    expect(who.page.locator(".grid.skills li")).to_have_count(most)


def keep_options(who: Newcomer, *, many: int = 3) -> None:
    """Keep some of the proposed occupations, which say their reasons for and against."""
    take_next(who, "Voir les pistes")
    reads(who.page, "Pour, contre, ce qui manque")
    for _ in range(many):
        press(who.page, "Garder cette piste")
        reads(who.page, "Gardée.")


def compare(who: Newcomer) -> None:
    """Put three options side by side, on her own criteria."""
    take_next(who, "Comparer mes pistes")
    for _ in range(3):
        press(who.page, "Comparer")
    press(who.page, "Poser ces critères")
    for mark in who.page.locator("select[name^=mark-]").all():
        mark.select_option("2")
    press(who.page, "Mettre à jour la comparaison")
    reads(who.page, "La comparaison est à jour")


def enquire(who: Newcomer, *, today: date) -> str:
    """Try a project: « go » is refused until its five sides were looked at; return its name."""
    follow(who.page, "Vérifier et décider")
    title = who.page.get_by_role("heading", level=1).inner_text()
    _decide(who.page)
    reads(who.page, "Cela n’a pas été fait")
    for side in SIDES:
        _note_fact(who.page, side, today=today)
    _say_feeling(who.page)
    _decide(who.page)
    reads(who.page, "Votre décision est gardée")
    return title


def _decide(page: Page) -> None:
    page.get_by_label("J’y vais").check()
    press(page, "Garder ma décision")


def _note_fact(page: Page, side: str, *, today: date) -> None:
    page.get_by_label("De quel côté").select_option(side)
    page.get_by_role("textbox", name="Ce que j’ai appris").fill("Une matinée passée sur place : cela tient.")
    page.get_by_label("De qui").fill("Karim, du métier")
    page.get_by_label("Quand l’avez-vous appris").fill(today.isoformat())
    page.get_by_label("Cela tient", exact=True).check()
    press(page, "Garder ce fait")
    reads(page, "C’est noté")


def _say_feeling(page: Page) -> None:
    page.get_by_label("L’envie, de 0 à 10").fill("8")
    page.get_by_label("Les doutes, de 0 à 10").fill("3")
    press(page, "Garder ce ressenti")


def choose_projects(who: Newcomer, *, tried: str) -> None:
    """Make the project that was tried project A, and another one project B."""
    who.page.goto("/projects/")
    cards = who.page.locator(".card.project")
    cards.filter(has_text=tried).get_by_role("button", name="Projet A").click()
    reads(who.page, "C’est choisi")
    cards.filter(has_not_text=tried).first.get_by_role("button", name="Projet B").click()
    expect(who.page.locator(".card.project .chip", has_text="Projet B")).to_have_count(1)


def write_steps(who: Newcomer, *, today: date) -> None:
    """Write the first step, within seven days, another one, and one of the plan in reserve."""
    take_next(who, "Écrire le premier pas")
    follow(who.page, "Écrire le premier pas")
    _write_step(who.page, "Appeler Karim", today + timedelta(days=3))
    follow(who.page, "Ajouter une étape : Projet A")
    _write_step(who.page, "M’inscrire à la réunion d’information", today + timedelta(days=20))
    follow(who.page, "Ajouter une étape : Projet B")
    _write_step(who.page, "Garder l’adresse du centre", today + timedelta(days=60))


def _write_step(page: Page, what: str, due_on: date) -> None:
    page.get_by_label("Ce que je vais faire").fill(what)
    page.get_by_label("Pour quand").fill(due_on.isoformat())
    page.get_by_label("Si…").fill("personne ne répond")
    page.get_by_label("… alors").fill("je passe sur place le mercredi")
    press(page, "Ajouter cette étape")
    reads(page, "Étape ajoutée")


def observe_and_acknowledge(who: Newcomer, observations: str) -> None:
    """Read the draft, write one's observations beside it, acknowledge it."""
    take_next(who, "Lire la synthèse")
    who.page.get_by_role("textbox", name="Mes remarques").fill(observations)
    press(who.page, "Garder mes remarques")
    press_and_prove(who, "J’ai lu et je valide")
    reads(who.page, "vous avez lu et validé la synthèse")


def download_synthesis(who: Newcomer) -> bytes:
    """Download the synthesis as a PDF."""
    come_home(who)
    who.page.goto("/synthesis/")
    with who.page.expect_download() as waited:
        follow(who.page, "Télécharger ma synthèse")
    return waited.value.path().read_bytes()


def say_where_one_stands(who: Newcomer) -> None:
    """Answer the one question of the follow-up."""
    take_next(who, "Répondre")
    who.page.get_by_label("Dans un nouvel emploi").check()
    press(who.page, "Garder ma réponse")
    reads(who.page, "Votre réponse est gardée")


def reads_rules(who: Newcomer, words: str) -> None:
    """Find on the page of one's programme what its rules fix."""
    who.page.goto("/plan/")
    reads(who.page, words)


def write_message(who: Newcomer, words: str) -> None:
    """Write to one's counsellor."""
    who.page.goto("/messages/")
    who.page.get_by_label("Votre message").fill(words)
    press(who.page, "Envoyer")
    reads(who.page, "Votre message est parti")


def read_message(who: Newcomer, words: str) -> None:
    """Read what the counsellor answered, and say so."""
    who.page.goto("/messages/")
    reads(who.page, words)
    press(who.page, "J’ai lu")
    reads(who.page, "ces messages sont lus")
