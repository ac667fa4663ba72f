"""Experiences, skill cards and the suggestions that lead to them; all of it belongs to the person."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bilan.vault.models import SealedField


class Experience(models.Model):
    """Something a person did, paid or not, told in their own words."""

    class Kind(models.TextChoices):
        """Four kinds of activity, which count alike."""

        EMPLOYED = "EMPLOYED", _("Salarié")
        SELF_EMPLOYED = "SELF_EMPLOYED", _("À mon compte")
        TRAINING = "TRAINING", _("Formation")
        UNPAID = "UNPAID", _("Sans salaire : famille, bénévolat, soin")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="experiences")
    key = models.ForeignKey("vault.DataKey", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=13, choices=Kind.choices)
    from_year = models.PositiveSmallIntegerField()
    from_month = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty: not remembered")
    to_year = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty: still going on")
    to_month = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty: not remembered")
    title_sealed = SealedField()
    narrative_sealed = SealedField(null=True)
    trade_sealed = SealedField(null=True, help_text="Occupations read in the title, and what the person said")
    is_private = models.BooleanField(default=False, help_text="Hidden from the practitioner too")
    version = models.PositiveIntegerField(
        default=1, help_text="Grows with each change: two tabs lose nothing"
    )
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_year__isnull=True) | models.Q(to_year__gte=models.F("from_year")),
                name="experience_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(from_month__isnull=True) | models.Q(from_month__gte=1, from_month__lte=12),
                name="experience_from_month_range",
            ),
            models.CheckConstraint(
                condition=models.Q(to_month__isnull=True) | models.Q(to_month__gte=1, to_month__lte=12),
                name="experience_to_month_range",
            ),
        ]
        indexes = [models.Index(fields=["person", "from_year"], name="experience_life_line")]


class Card(models.Model):
    """A skill as its owner says it, with the official name small (élément du portefeuille de compétences)."""

    class Proof(models.TextChoices):
        """What supports the claim."""

        SAID = "SAID", _("Dite")
        SHOWN = "SHOWN", _("Montrée")
        CONFIRMED = "CONFIRMED", _("Confirmée")
        CERTIFIED = "CERTIFIED", _("Certifiée")

    class Liking(models.TextChoices):
        """What the person wants of it tomorrow."""

        LIKED = "LIKED", _("J’aime le faire")
        NEUTRAL = "NEUTRAL", _("Oui, sans plus")
        NO_MORE = "NO_MORE", _("Je n’en veux plus")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="cards")
    key = models.ForeignKey("vault.DataKey", on_delete=models.CASCADE, related_name="+")
    experience = models.ForeignKey(Experience, null=True, on_delete=models.SET_NULL, related_name="cards")
    sentence_sealed = SealedField()
    uri_sealed = SealedField(
        null=True, help_text="URI of the catalogue skill: it tells much, so it is sealed"
    )
    proof = models.CharField(max_length=9, choices=Proof.choices, default=Proof.SAID)
    level = models.PositiveSmallIntegerField(default=2)
    liking = models.CharField(max_length=7, choices=Liking.choices, default=Liking.NEUTRAL)
    is_private = models.BooleanField(default=False)
    was_unexpected = models.BooleanField(default=False, help_text="“I did not know I could do that”")
    retired_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="merged")
    split_from = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="parts")
    version = models.PositiveIntegerField(
        default=1, help_text="Grows with each change: two tabs lose nothing"
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(level__gte=1, level__lte=4), name="card_level_range")
        ]
        indexes = [models.Index(fields=["person", "created_at"], name="card_of_person")]


class FormerCard(models.Model):
    """What a card said before an act changed it: nothing that was written is lost."""

    class Act(models.TextChoices):
        """What changed the card."""

        CHANGED = "CHANGED", _("modifiée")
        MERGED = "MERGED", _("réunie à d’autres")
        SPLIT = "SPLIT", _("partagée en plusieurs")
        CONFIRMED = "CONFIRMED", _("confirmée par quelqu’un d’autre")
        BROUGHT_BACK = "BROUGHT_BACK", _("revenue à une phrase d’avant")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="former")
    key = models.ForeignKey("vault.DataKey", on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    act = models.CharField(max_length=12, choices=Act.choices)
    told_sealed = SealedField(help_text="{sentence, proof, level, liking}: what the card said until then")
    replaced_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["card", "version"], name="former_card_version_unique")]


class Comment(models.Model):
    """What the practitioner writes beside an activity or a card, never over it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="remarks")
    experience = models.ForeignKey(Experience, null=True, on_delete=models.CASCADE, related_name="comments")
    card = models.ForeignKey(Card, null=True, on_delete=models.CASCADE, related_name="comments")
    key = models.ForeignKey("vault.DataKey", on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    words_sealed = SealedField()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(experience__isnull=True) ^ models.Q(card__isnull=True),
                name="comment_beside_one_piece",
            )
        ]


class EvidenceFile(models.Model):
    """A file that shows a skill: a photo, a certificate, a letter; read by whoever reads its card."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="evidence")
    key = models.ForeignKey("vault.DataKey", on_delete=models.CASCADE, related_name="+")
    file = models.OneToOneField("vault.SealedFile", on_delete=models.CASCADE, related_name="+")
    told_sealed = SealedField(help_text="{name, kind, words}: what the file is called, is, and shows")
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["card", "created_at"], name="evidence_of_card")]


class Suggestion(models.Model):
    """A skill found in the person's words, offered for confirmation, never assigned silently."""

    class State(models.TextChoices):
        """What the person said of it."""

        PROPOSED = "PROPOSED"
        CONFIRMED = "CONFIRMED"
        REPHRASED = "REPHRASED"
        REFUSED = "REFUSED"

    class Reason(models.TextChoices):
        """Why it was refused; each one changes what is offered next."""

        NOT_MINE = "NOT_MINE", _("Ce n’est pas moi")
        MISREAD = "MISREAD", _("Mes mots ne disent pas cela")
        TOO_GENERAL = "TOO_GENERAL", _("C’est trop vague")
        NO_MORE = "NO_MORE", _("Je n’en veux plus")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    experience = models.ForeignKey(Experience, on_delete=models.CASCADE, related_name="suggestions")
    key = models.ForeignKey("vault.DataKey", on_delete=models.CASCADE, related_name="+")
    found_sealed = SealedField(help_text="{uri, because}: what was found and the words that led there")
    score = models.FloatField()
    rank = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.PROPOSED)
    reason = models.CharField(max_length=11, choices=Reason.choices, blank=True)
    proposed_at = models.DateTimeField()
