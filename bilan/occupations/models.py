"""One model for ROME, ESCO, O*NET and the starter, with the market, certifications and places."""

from django.db import models


class Language(models.TextChoices):
    """Languages of catalogue texts."""

    FRENCH = "fr"
    ENGLISH = "en"


class LabelKind(models.TextChoices):
    """What a label is to the thing it names."""

    PREFERRED = "PREFERRED"
    ALTERNATIVE = "ALTERNATIVE"
    DEFINITION = "DEFINITION"
    ACCESS = "ACCESS"


class Catalogue(models.Model):
    """A loaded catalogue, with what its license asks to say."""

    code = models.SlugField(max_length=20, unique=True)  # rome, rome3, esco, onet, starter
    name = models.CharField(max_length=120)
    version = models.CharField(max_length=40)
    published_on = models.DateField(null=True, blank=True)
    licence = models.CharField(max_length=120)
    attribution = models.TextField(blank=True)
    is_starter = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class SourceFile(models.Model):
    """A publisher's file that was imported: its digest, rows and vintage."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40, unique=True)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField(default=0)
    vintage = models.CharField(max_length=40, blank=True)
    licence = models.CharField(max_length=120, blank=True)
    imported_at = models.DateTimeField()
    remarks = models.TextField(blank=True, help_text="What was left out while importing, a line each")

    def __str__(self) -> str:
        return self.name


class Group(models.Model):
    """A group of a hierarchy: ISCO group, ROME domain, ESCO skill group."""

    catalogue = models.ForeignKey(Catalogue, on_delete=models.CASCADE, related_name="groups")
    code = models.CharField(max_length=120)
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="children")
    label_fr = models.CharField(max_length=300, blank=True)
    label_en = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["catalogue", "code"], name="group_code_unique")]

    def __str__(self) -> str:
        return self.code


class Occupation(models.Model):
    """An occupation of a catalogue (ROME: fiche métier)."""

    catalogue = models.ForeignKey(Catalogue, on_delete=models.CASCADE, related_name="occupations")
    code = models.CharField(max_length=120)  # ROME code, ESCO URI, O*NET-SOC code
    isco = models.CharField(max_length=4, blank=True)
    group = models.ForeignKey(Group, null=True, on_delete=models.SET_NULL, related_name="occupations")
    market_code = models.CharField(max_length=10, blank=True, help_text="ROME v3 code the market files speak")
    riasec = models.CharField(max_length=3, blank=True, help_text="Letters, strongest first")
    level = models.PositiveSmallIntegerField(
        null=True, help_text="Usual European qualification level of access"
    )
    training_months = models.PositiveSmallIntegerField(null=True)
    is_regulated = models.BooleanField(default=False)
    sheet = models.PositiveIntegerField(
        null=True, help_text="Publisher's number of the sheet: sheets are numbered as they come"
    )
    broader = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="narrower")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["catalogue", "code"], name="occupation_code_unique")]

    def __str__(self) -> str:
        return self.code


class OccupationGroup(models.Model):
    """An occupation's place in a group beside its hierarchy: sector, centre of interest, theme."""

    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="group_links")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="occupation_links")
    is_main = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["occupation", "group"], name="occupation_group_unique")
        ]


class OccupationLabel(models.Model):
    """A title, an alternative title or a text of an occupation, in one language."""

    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="labels")
    language = models.CharField(max_length=2, choices=Language.choices)
    kind = models.CharField(max_length=12, choices=LabelKind.choices)
    text = models.TextField()
    code = models.CharField(max_length=12, blank=True, help_text="Publisher's key of the title (OGR code)")

    def __str__(self) -> str:
        return self.text


class SkillKind(models.TextChoices):
    """Nature of a skill entry."""

    SKILL = "SKILL"
    KNOWLEDGE = "KNOWLEDGE"
    ATTITUDE = "ATTITUDE"
    CONTEXT = "CONTEXT"


class Skill(models.Model):
    """A skill, a knowledge item, a way of being, or a working context."""

    catalogue = models.ForeignKey(Catalogue, on_delete=models.CASCADE, related_name="skills")
    uri = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=10, choices=SkillKind.choices)
    reuse = models.CharField(max_length=20, blank=True, help_text="ESCO reuse level")
    riasec = models.CharField(max_length=3, blank=True, help_text="Letters, strongest first")

    def __str__(self) -> str:
        return self.uri


class SkillLabel(models.Model):
    """A preferred, alternative or defining text of a skill, in one language."""

    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="labels")
    language = models.CharField(max_length=2, choices=Language.choices)
    kind = models.CharField(max_length=12, choices=LabelKind.choices)
    text = models.TextField()

    def __str__(self) -> str:
        return self.text


class SkillGroupLink(models.Model):
    """A skill's place in the hierarchy of skill groups."""

    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="group_links")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="skill_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["skill", "group"], name="skill_group_unique")]


class SkillRelation(models.Model):
    """A broader, essential or optional relation from one skill to another."""

    source = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="relations")
    target = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="reverse_relations")
    kind = models.CharField(max_length=12)  # BROADER, ESSENTIAL, OPTIONAL


class Requirement(models.Model):
    """What an occupation asks: a skill, essential or not, core of the trade or not."""

    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="requirements")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="requirements")
    is_essential = models.BooleanField()
    is_core = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["occupation", "skill"], name="requirement_unique")]


class InterestScore(models.Model):
    """A numeric interest of an occupation (O*NET, 1–7) for one RIASEC letter."""

    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="interests")
    letter = models.CharField(max_length=1)
    value = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["occupation", "letter"], name="interest_unique")]


class WorkValueScore(models.Model):
    """How far an occupation meets a work value or asks a work style; scale in `scale`."""

    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="work_values")
    scale = models.CharField(max_length=10)  # CARD (starter, 0/1), EX (O*NET values, 1–7), STYLE (O*NET)
    code = models.CharField(max_length=80)
    value = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["occupation", "scale", "code"], name="work_value_unique")
        ]


class Mobility(models.Model):
    """An official move from one occupation to another, as its publisher lists it."""

    origin = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="moves")
    target = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="moves_in")
    kind = models.CharField(max_length=10, default="UNTYPED")  # NEAR, EVOLUTION, UNTYPED
    rank = models.PositiveSmallIntegerField(default=0)
    origin_title = models.CharField(
        max_length=12, blank=True, help_text="Key of the one title it starts from"
    )
    target_title = models.CharField(max_length=12, blank=True, help_text="Key of the one title it leads to")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["origin", "target", "kind", "origin_title", "target_title"], name="mobility_unique"
            )
        ]


class Crosswalk(models.Model):
    """A correspondence between occupations (or skills) of two catalogues, as published."""

    # rome, rome3, rome-title (OGR code), rome3-level (code and qualification), esco, onet, isco, fap, pcs
    source_scheme = models.CharField(max_length=12)
    source_code = models.CharField(max_length=160)
    target_scheme = models.CharField(max_length=12)
    target_code = models.CharField(max_length=160)
    relation = models.CharField(max_length=20)  # EXACT, CLOSE, BROADER (the target is broader), NARROWER
    dataset = models.CharField(max_length=40, blank=True, help_text="Kind of the file it came from")

    class Meta:
        indexes = [
            models.Index(fields=["source_scheme", "source_code"], name="crosswalk_source"),
            models.Index(fields=["target_scheme", "target_code"], name="crosswalk_target"),
        ]


class Area(models.Model):
    """A nation, a region, a département, an overseas territory or an employment area (bassin d'emploi)."""

    kind = models.CharField(max_length=12)  # NATION, REGION, DEPARTEMENT, TERRITORY, BASIN
    code = models.CharField(max_length=10)
    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="children")
    outline = models.TextField(blank=True, help_text="Simplified SVG path, for the tension map")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="area_code_unique")]

    def __str__(self) -> str:
        return self.name


class Commune(models.Model):
    """A commune with its coordinates and postcodes."""

    code = models.CharField(max_length=5, unique=True)
    name = models.CharField(max_length=80)
    departement = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="communes")
    basin = models.ForeignKey(Area, null=True, on_delete=models.SET_NULL, related_name="+")
    latitude = models.FloatField()
    longitude = models.FloatField()

    def __str__(self) -> str:
        return self.name


class Postcode(models.Model):
    """A postcode of a commune (a commune may have several, a postcode several communes)."""

    commune = models.ForeignKey(Commune, on_delete=models.CASCADE, related_name="postcodes")
    code = models.CharField(max_length=5, db_index=True)


class MarketFigure(models.Model):
    """One labor-market figure: what, for which family, where, when, from whom."""

    scheme = models.CharField(max_length=8)  # FAP225, FAP87, FAP22, ROME3, AREA
    code = models.CharField(max_length=10)
    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="figures")
    indicator = models.CharField(max_length=24)
    # TENSION (1–5), TENSION_INDEX, HIRING, TRAINING_LINK, WORKFORCE_SHORTAGE, INSTABILITY,
    # CONDITIONS, GEO_MISMATCH (1–5), EMPLOYMENT (people), OFFERS, SEEKERS, MEDIAN_PAY (euros),
    # DIFFICULT_HIRINGS (%), RENT_T2 and RENT_T4 (euros, of the area itself: scheme AREA)
    value = models.FloatField()
    vintage = models.CharField(max_length=12)
    source = models.CharField(max_length=20)  # DARES, FRANCE_TRAVAIL, BMO
    dataset = models.CharField(max_length=40, blank=True, help_text="Kind of the file it came from")

    class Meta:
        indexes = [models.Index(fields=["scheme", "code", "area"], name="market_family_area")]


class Certification(models.Model):
    """A certification of the national directories (RNCP, RS)."""

    code = models.CharField(max_length=12, unique=True)  # RNCP34126, RS5123, or publisher's own
    title = models.CharField(max_length=600)
    level = models.PositiveSmallIntegerField(null=True)
    is_active = models.BooleanField(default=True)
    by_experience = models.BooleanField(
        default=False, help_text="Open to recognition of prior learning (VAE)"
    )
    certifier = models.TextField(blank=True)
    dataset = models.CharField(max_length=40, blank=True, help_text="Kind of the file it came from")

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class CertificationOccupation(models.Model):
    """A certification leads to an occupation (ROME v3 or v4 code)."""

    certification = models.ForeignKey(
        Certification, on_delete=models.CASCADE, related_name="occupation_links"
    )
    code = models.CharField(max_length=10, db_index=True)


class CertificationField(models.Model):
    """A field of a certification in a thesaurus: formacode or NSF specialty."""

    certification = models.ForeignKey(Certification, on_delete=models.CASCADE, related_name="fields")
    scheme = models.CharField(max_length=12)  # formacode, nsf
    code = models.CharField(max_length=10)


class CertificationBlock(models.Model):
    """A block of competences of a certification."""

    certification = models.ForeignKey(Certification, on_delete=models.CASCADE, related_name="blocks")
    code = models.CharField(max_length=24, unique=True)
    title = models.TextField()
    text = models.TextField(blank=True)
