"""A person who signs in, how they do, and the consents they gave."""

import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _


class PersonManager(BaseUserManager["Person"]):
    """Create people by their e-mail address alone."""

    def create_user(self, email: str, name: str = "", language: str = "fr") -> "Person":
        """Create a person without a password: codes and passkeys open the door."""
        person = self.model(email=self.normalize_email(email).lower(), name=name, language=language)
        person.set_unusable_password()
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None) -> "Person":
        """Create someone who may open the technical admin, which shows no content."""
        person = self.model(email=self.normalize_email(email).lower(), is_staff=True, is_superuser=True)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser, PermissionsMixin):
    """Someone who signs in: beneficiary, practitioner, provider's manager, or several at once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("Adresse électronique"), unique=True)
    name = models.CharField(_("Prénom et nom"), max_length=120, blank=True)
    language = models.CharField(max_length=2, default="fr")
    postcode = models.CharField(max_length=5, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False, help_text="Invented person of the demonstration programme")
    demo_story = models.CharField(max_length=200, blank=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = PersonManager()

    def __str__(self) -> str:
        return self.name or str(self.id)

    @property
    def first_name(self) -> str:
        """The name to greet with; empty when none was given."""
        return self.name.split(" ", 1)[0]


class ConsentKind(models.TextChoices):
    """What a person agrees to."""

    BILAN = "BILAN", _("Faire un bilan de compétences")
    HELP_TYPING = "HELP_TYPING", _("Qu’une personne écrive à ma place")
    FOLLOW_UP = "FOLLOW_UP", _("Être recontacté après le bilan")
    RESEARCH = "RESEARCH", _("Que mes réponses, sans mon nom, servent à vérifier les questionnaires")


class Consent(models.Model):
    """A consent given and maybe withdrawn (consentement, art. L6313-4 du code du travail)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(max_length=16, choices=ConsentKind.choices)
    text_version = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    to_whom = models.CharField(max_length=120, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="consent_once_at_a_time",
            )
        ]


class SignInLink(models.Model):
    """A link sent with a code: whoever holds its secret signs in where it is opened, once."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sign_in_links")
    digest = models.CharField(max_length=64, unique=True)
    asked_from = models.CharField(max_length=60, blank=True)
    asked_at = models.DateTimeField()
    ends_at = models.DateTimeField()


class Device(models.Model):
    """A browser from which a person signed in, known by the digest of a cookie of its own."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="devices")
    digest = models.CharField(max_length=64)
    known_since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "digest"], name="device_known_once")]


class Tally(models.Model):
    """How often something was tried in a span of time, shared by every worker; names nobody."""

    digest = models.CharField(max_length=64)
    ends_at = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest", "ends_at"], name="tally_once_a_span")]
