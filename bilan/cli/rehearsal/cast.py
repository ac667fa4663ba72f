"""The people around a rehearsal: the person, and a practitioner to lead the bilan."""

from bilan.accounts.models import Person
from bilan.cli.rehearsal.schema import Rehearsal
from bilan.cli.rehearsal.stage import Play
from bilan.providers.models import Practitioner, Provider


def a_stage(script: Rehearsal) -> Play:
    """Return a stage with a person and a practitioner of its own, outside any provider's books."""
    person = a_beneficiary(script, email="person@rehearsal.invalid")
    counsellor = Person.objects.create_user("counsellor@rehearsal.invalid", name="Hélène Quéméner")
    provider = Provider.objects.create(
        name="Atelier Boussole", postcode="49000", town="Angers", address="4 rue des Lices"
    )
    practitioner = Practitioner.objects.create(
        person=counsellor, provider=provider, role=Practitioner.Role.COUNSELLOR
    )
    return Play(script=script, person=person, practitioner=practitioner)


def a_beneficiary(script: Rehearsal, *, email: str) -> Person:
    """Return the person of a script, saved."""
    person = Person.objects.create_user(email, name=script.person.name, language=script.person.language)
    person.postcode = script.person.postcode
    person.save(update_fields=["postcode"])
    return person
