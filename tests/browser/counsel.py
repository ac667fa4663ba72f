"""What her counsellor does, one act a function."""

from dataclasses import dataclass
from datetime import date

from playwright.sync_api import Page, expect

from tests.browser.acts import follow, press, reads


@dataclass(frozen=True, slots=True)
class Counsellor:
    """Who leads the bilan, and of whom."""

    page: Page
    door: str
    beneficiary: str


def open_case(who: Counsellor) -> None:
    """Come in by the demonstration's door and open the bilan from the caseload."""
    who.page.goto("/demo/")
    press(who.page, f"Entrer comme {who.door}")
    follow(who.page, "Dossiers")
    who.page.get_by_role("link", name=who.beneficiary).first.click()
    expect(who.page.get_by_role("heading", level=1)).to_have_text(who.beneficiary)


def plan_interview(who: Counsellor, *, on: date, time: str, minutes: int) -> None:
    """Plan an interview at an hour just agreed."""
    open_case(who)
    follow(who.page, "Prévoir un rendez-vous")
    who.page.get_by_role("radio", name="Une autre heure").check()
    who.page.get_by_label("Jour").fill(on.isoformat())
    who.page.get_by_label("Heure", exact=True).fill(time)
    who.page.get_by_label("Durée, en minutes").fill(str(minutes))
    press(who.page, "Prévoir ce rendez-vous")
    reads(who.page, "Le rendez-vous est prévu")


def record_interview(who: Counsellor, *, minutes: int, phase: str) -> None:
    """Write the interview down on one screen, and sign it."""
    open_case(who)
    follow(who.page, "Noter la séance du")
    who.page.get_by_label("Durée réelle").fill(str(minutes))
    who.page.get_by_label("Phase").select_option(phase)
    who.page.get_by_label("Ma note").fill(
        "Elle sait ce qu’elle ne veut plus ; elle cherche où prendre le temps."
    )
    who.page.get_by_label("La prochaine étape").fill("Raconter une journée dont elle est fière.")
    press(who.page, "Noter la séance")
    reads(who.page, "La séance est notée")
    press(who.page, "Signer ma présence")
    reads(who.page, "Votre présence est signée")


def prepare(who: Counsellor) -> None:
    """Read the preparation brief."""
    open_case(who)
    follow(who.page, "Fiche de préparation")
    reads(who.page, "Où vous en étiez")
    reads(who.page, "Raconter une journée dont elle est fière.")


def sign_agreement(who: Counsellor) -> None:
    """Read the agreement that the chosen plan drafted, and sign it."""
    open_case(who)
    follow(who.page, "Lire et signer la convention")
    who.page.get_by_label("J’ai relu la convention").check()
    press(who.page, "Signer")
    reads(who.page, "La convention est signée par vous")


def draft_synthesis(who: Counsellor) -> None:
    """Draft the four parts from what was validated."""
    open_case(who)
    follow(who.page, "Rédiger la synthèse")
    press(who.page, "Rédiger le projet")
    expect(who.page.get_by_text("il manque encore")).to_have_count(0)


def acknowledge_synthesis(who: Counsellor, observations: str) -> None:
    """Read the observations, acknowledge the synthesis: it is locked."""
    open_case(who)
    follow(who.page, "Relire la synthèse")
    reads(who.page, observations)
    press(who.page, "J’ai relu et je valide")
    reads(who.page, "le texte ne change plus")


def hand_over(who: Counsellor) -> None:
    """Hand the synthesis over."""
    open_case(who)
    follow(who.page, "Remettre la synthèse")
    who.page.get_by_label("Je remets la synthèse").check()
    press(who.page, "Remettre")
    reads(who.page, "La synthèse est remise")


def answer_message(who: Counsellor, expected: str, words: str) -> None:
    """Read a message that awaits, and answer it."""
    open_case(who)
    follow(who.page, "Messages")
    reads(who.page, expected)
    who.page.get_by_label("Votre message").fill(words)
    press(who.page, "Envoyer")
    reads(who.page, "Votre message est parti")
