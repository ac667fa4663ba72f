"""The agreement: drafted from the plan and the rules, read, signed."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from bilan.cases.models import Agreement, Case
from bilan.cases.operations import EmployerNamed, draft_agreement, name_employer, sign_agreement
from bilan.cases.queries import agreement_of, employer_of, missing_conditions, plan_of
from bilan.cases.terms import needs_employer
from bilan.web.accounts.fresh import fresh_sign_in_needed
from bilan.web.audience import for_practitioner, person_of
from bilan.web.beneficiary.agreement_views import AgreementView, agreement_view
from bilan.web.outcome import acting
from bilan.web.practitioner.own import is_leading, is_readable, led_case
from bilan.web.templatetags.moments import day_and_year

CENTS = 100


class DraftForm(forms.Form):
    """What the plan does not say: the price and the span."""

    price = forms.DecimalField(
        label=gettext_lazy("Prix, en euros"),
        min_value=0,
        max_value=20_000,
        decimal_places=2,
        error_messages={
            "required": gettext_lazy("Donnez un prix, même nul."),
            "invalid": gettext_lazy("Un prix en euros, par exemple 1600."),
        },
    )
    weeks = forms.IntegerField(
        label=gettext_lazy("Étalé sur, en semaines"),
        help_text=gettext_lazy("Vide : la durée du plan."),
        min_value=1,
        max_value=52,
        required=False,
        error_messages={"invalid": gettext_lazy("Un nombre entier de semaines, par exemple 8.")},
    )


class EmployerForm(forms.Form):
    """Who signs for the employer."""

    organization = forms.CharField(
        label=gettext_lazy("Employeur"),
        max_length=120,
        error_messages={"required": gettext_lazy("Donnez le nom de l’employeur.")},
    )
    signatory = forms.CharField(
        label=gettext_lazy("Qui signe pour lui"),
        help_text=gettext_lazy("Un nom, ou une fonction : direction des ressources humaines."),
        max_length=120,
        error_messages={"required": gettext_lazy("Dites qui signe.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("Son adresse"),
        help_text=gettext_lazy("Le lien pour signer y part une fois que la personne a signé, pas avant."),
        error_messages={
            "required": gettext_lazy("Donnez une adresse."),
            "invalid": gettext_lazy("Une adresse, par exemple rh@exemple.fr."),
        },
    )


@for_practitioner
def agreement(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the agreement and its signatures; draft it, or draft it anew, on POST."""
    held, now = led_case(request, case_id), timezone.now()
    row = agreement_of(held)
    form = DraftForm(request.POST if request.method == "POST" else None, initial=_initial(held, row))
    if request.method == "POST" and form.is_valid():
        with acting(request, done=_("La convention est rédigée. Relisez-la, puis signez.")) as outcome:
            draft_agreement(
                case=held,
                price_cents=int(form.cleaned_data["price"] * CENTS),
                weeks=form.cleaned_data["weeks"],
                by=person_of(request),
                at=now,
            )
        if outcome.is_done:
            return redirect("case-agreement", held.pk)
    return render(request, "practitioner/agreement.html", _context(request, held, row, form))


@for_practitioner
@fresh_sign_in_needed
@require_POST
def sign(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Sign the very text that was read."""
    held = led_case(request, case_id)
    if "has_read" in request.POST:
        with acting(request, done=_("La convention est signée par vous.")):
            sign_agreement(
                case=held,
                by=person_of(request),
                at=timezone.now(),
                terms_sha256=request.POST.get("sha256", ""),
            )
    return redirect("case-agreement", held.pk)


@for_practitioner
@require_POST
def employer(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Name the employer that signs as the third; the agreement is drafted anew with it."""
    held, form = led_case(request, case_id), EmployerForm(request.POST)
    row = agreement_of(held)
    if form.is_valid():
        done = _("L’employeur est noté. La personne a maintenant tout son délai pour répondre.")
        with acting(request, done=done) as outcome:
            named = EmployerNamed(**form.cleaned_data)
            name_employer(case=held, employer=named, by=person_of(request), at=timezone.now())
        if outcome.is_done:
            return redirect("case-agreement", held.pk)
        form.add_error("email", outcome.refusal)
    draft = DraftForm(initial=_initial(held, row))
    return render(request, "practitioner/agreement.html", _context(request, held, row, draft, form))


def _context(
    request: HttpRequest,
    case: Case,
    row: Agreement | None,
    form: DraftForm,
    third: EmployerForm | None = None,
) -> dict[str, object]:
    leads = is_leading(request, case)
    return {
        "case": case,
        "is_leading": leads,
        "is_readable": is_readable(request, case),
        "form": form,
        "agreement": _view(case, row),
        "row": row,
        "sentence": _sentence(row),
        "has_plan": bool(plan_of(case)),
        "may_draft": leads and (row is None or not row.is_signed) and bool(plan_of(case)),
        "may_sign": leads and row is not None and _is_signable(row),
        "missing": missing_conditions(case) if leads and row is None else (),
        "third": (third or _third(case)) if leads and _may_name(case, row) else None,
    }


def _is_signable(row: Agreement) -> bool:
    """Tell whether the practitioner may sign: once everybody who signs is named, unless it was refused."""
    is_named = not row.needs_employer or bool(row.terms["parties"].get("employer"))
    return is_named and not (row.signed_by_practitioner_at or row.withdrawn_at or row.refused_at)


def _may_name(case: Case, row: Agreement | None) -> bool:
    """Tell whether an employer signs this agreement and may still be named."""
    is_open = row is None or row.signed_by_beneficiary_at is None
    return is_open and needs_employer(case, timezone.localdate())


def _third(case: Case) -> EmployerForm:
    held = employer_of(case)
    names = ("organization", "signatory", "email")
    return EmployerForm(initial={name: getattr(held, name) for name in names} if held else None)


def _view(case: Case, row: Agreement | None) -> AgreementView | None:
    return agreement_view(case, row, today=timezone.localdate()) if row and row.terms else None


def _initial(case: Case, row: Agreement | None) -> dict[str, object]:
    terms = row.terms if row else {}
    cents = terms.get("price_cents", case.practitioner.provider.price_cents)
    return {"price": f"{cents / CENTS:g}", "weeks": terms.get("weeks")}


def _sentence(row: Agreement | None) -> str:
    if row is None:
        return _("Elle s’écrit d’elle-même à partir du plan choisi et des règles du jour.")
    if row.withdrawn_at:
        return _("La personne s’est rétractée : cette convention n’engage plus personne.")
    if row.is_signed:
        return _("Elle est signée de tous, et ne change plus.")
    if row.refused_at or row.is_silence(today=timezone.localdate()):
        return _(
            "La personne ne l’a pas acceptée, ce qui est son droit. Rédigez-en une autre si elle le veut."
        )
    return _three(row) if row.needs_employer else _two(row)


def _two(row: Agreement) -> str:
    """Say what an agreement of two waits for."""
    if row.signed_by_practitioner_at:
        return _("Vous avez signé. La personne a reçu un message pour la lire à tête reposée.")
    if row.signed_by_beneficiary_at:
        return _("La personne a signé. Il manque votre signature.")
    return _("Relisez-la avant de signer. Rien ne commence sans vous deux.")


def _three(row: Agreement) -> str:
    """Say what an agreement of three waits for."""
    if not row.terms["parties"].get("employer"):
        return _("Elle se signe à trois : nommez d’abord l’employeur.")
    if row.signed_by_beneficiary_at is None:
        return _("La personne a jusqu’au %(day)s pour répondre ; sans réponse, c’est un refus.") % {
            "day": day_and_year(row.reply_until) if row.reply_until else ""
        }
    if row.signed_by_employer_at is None:
        return _("La personne a signé. L’employeur a reçu le lien pour signer à son tour.")
    return _("La personne et l’employeur ont signé. Il manque votre signature.")
