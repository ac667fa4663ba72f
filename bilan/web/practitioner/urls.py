"""Addresses of the pages of whoever leads bilans, under /counsel/."""

from django.urls import URLPattern, path

from bilan.web.practitioner import (
    agreement,
    brief,
    calendar,
    case,
    caseload,
    plan,
    sessions,
    shared,
    starting_point,
    synthesis,
    today,
)

urlpatterns: list[URLPattern] = [
    path("", today.today, name="today"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/slots/<uuid:slot_id>/close/", calendar.close, name="slot-close"),
    path("cases/", caseload.caseload, name="caseload"),
    path("cases/<uuid:case_id>/", case.case, name="case"),
    path("cases/<uuid:case_id>/phase/", case.phase, name="case-phase"),
    path("cases/<uuid:case_id>/follow-ups/<uuid:follow_up_id>/", case.follow_up, name="case-follow-up"),
    path("cases/<uuid:case_id>/brief/", brief.brief, name="brief"),
    path("cases/<uuid:case_id>/start/", starting_point.starting_point, name="case-start"),
    path("cases/<uuid:case_id>/start/<str:area>/", starting_point.correct, name="case-correct"),
    path("cases/<uuid:case_id>/plan/", plan.plan, name="case-plan"),
    path("cases/<uuid:case_id>/plan/choose/", plan.choose, name="case-plan-choose"),
    path("cases/<uuid:case_id>/plan/swap/", plan.swap, name="case-plan-swap"),
    path("cases/<uuid:case_id>/plan/<str:code>/done/", plan.done, name="case-plan-done"),
    path("cases/<uuid:case_id>/shared/", shared.shared, name="case-shared"),
    path("cases/<uuid:case_id>/shared/<uuid:card_id>/", shared.confirm, name="case-card-confirm"),
    path("cases/<uuid:case_id>/agreement/", agreement.agreement, name="case-agreement"),
    path("cases/<uuid:case_id>/agreement/sign/", agreement.sign, name="case-agreement-sign"),
    path("cases/<uuid:case_id>/synthesis/", synthesis.synthesis, name="case-synthesis"),
    path("cases/<uuid:case_id>/synthesis/draft/", synthesis.draft, name="case-synthesis-draft"),
    path("cases/<uuid:case_id>/synthesis/edit/<str:part>/", synthesis.edit, name="case-synthesis-edit"),
    path("cases/<uuid:case_id>/synthesis/agree/", synthesis.acknowledge, name="case-synthesis-agree"),
    path("cases/<uuid:case_id>/synthesis/hand-over/", synthesis.hand, name="case-hand-over"),
    path("cases/<uuid:case_id>/sessions/new/", sessions.new, name="case-session-new"),
    path("sessions/<uuid:session_id>/note/", sessions.note, name="session-note"),
    path("sessions/<uuid:session_id>/attendance/", sessions.sign, name="session-attendance"),
    path("sessions/<uuid:session_id>/missed/", sessions.missed, name="session-missed"),
    path("sessions/<uuid:session_id>/call-off/", sessions.call_off, name="session-call-off"),
]
