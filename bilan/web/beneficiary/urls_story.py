"""Addresses of the story: what someone did, can do, looks at, chooses, plans and takes away."""

from django.urls import URLPattern, path

from bilan.web.beneficiary import experiences, skill_acts, skills

urlpatterns: list[URLPattern] = [
    path("experiences/", experiences.experiences, name="experiences"),
    path("experiences/new/", experiences.experience_add, name="experience-add"),
    path("experiences/<uuid:experience_id>/", experiences.experience, name="experience"),
    path("experiences/<uuid:experience_id>/search/", experiences.experience_search, name="experience-search"),
    path("experiences/<uuid:experience_id>/remove/", experiences.experience_remove, name="experience-remove"),
    path("skills/", skills.skills, name="skills"),
    path("skills/new/", skills.skill_add, name="skill-add"),
    path("skills/all/", skills.all_skills, name="skills-all"),
    path("skills/retired/", skills.retired_skills, name="skills-retired"),
    path("skills/merge/", skill_acts.skills_merge, name="skills-merge"),
    path("skills/offered/<uuid:suggestion_id>/", skill_acts.suggestion, name="suggestion"),
    path("skills/<uuid:card_id>/", skill_acts.skill, name="skill"),
    path("skills/<uuid:card_id>/liking/", skill_acts.skill_liking, name="skill-liking"),
    path("skills/<uuid:card_id>/retire/", skill_acts.skill_retire, name="skill-retire"),
    path("skills/<uuid:card_id>/restore/", skill_acts.skill_restore, name="skill-restore"),
]
