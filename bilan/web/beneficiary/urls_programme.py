"""Addresses of the programme: start, demand, questionnaires, plan, agreement, appointments."""

from django.urls import URLPattern, path

from bilan.web.beneficiary import (
    agreement,
    demand,
    home,
    journey,
    plan,
    question_review,
    questions,
    research,
    results,
    sessions,
    start,
)

urlpatterns: list[URLPattern] = [
    path("home/", home.home, name="home"),
    path("follow-up/<uuid:follow_up_id>/", home.follow_up, name="follow-up"),
    path("start/", start.you, name="start"),
    path("start/consent/", start.consent, name="start-consent"),
    path("start/counsellor/", start.counsellor, name="start-counsellor"),
    path("start/interview/", start.interview, name="start-interview"),
    path("demand/", demand.demand, name="demand"),
    path("demand/constraints/", demand.constraints, name="demand-constraints"),
    path("questionnaires/research/agreement/", research.research, name="research"),
    path("questionnaires/<slug:instrument_id>/", questions.start, name="question-start"),
    path("questions/<uuid:administration_id>/", questions.resume, name="question-resume"),
    path("questions/<uuid:administration_id>/review/", question_review.review, name="question-review"),
    path("questions/<uuid:administration_id>/<str:item>/", questions.question, name="question"),
    path("results/<uuid:administration_id>/", results.result, name="result"),
    path("results/<uuid:administration_id>/<slug:area>/", results.evidence, name="result-evidence"),
    path("plan/", plan.plan, name="plan"),
    path("plan/change/", plan.swap, name="plan-swap"),
    path("plan/<slug:code>/done/", plan.done, name="plan-done"),
    path("agreement/", agreement.agreement, name="agreement"),
    path("agreement/convention.pdf", agreement.agreement_pdf, name="agreement-pdf"),
    path("agreement/sign/", agreement.sign, name="agreement-sign"),
    path("agreement/withdraw/", agreement.withdraw, name="agreement-withdraw"),
    path("journey/", journey.journey, name="journey"),
    path("journey/book/", journey.book, name="session-book"),
    path("sessions/<uuid:session_id>/", sessions.session, name="session"),
    path("sessions/<uuid:session_id>/sign/", sessions.sign, name="session-sign"),
    path("sessions/<uuid:session_id>/cancel/", sessions.cancel, name="session-cancel"),
    path("sessions/<uuid:session_id>/move/", sessions.move, name="session-move"),
    path("sessions/<uuid:session_id>/bilan.ics", sessions.calendar, name="session-calendar"),
]
