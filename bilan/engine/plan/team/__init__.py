"""Plans for all people of a team at once, within their counsellors' weeks."""

from bilan.engine.plan.team.inputs import Team, TeamLimits, TeamMode, TeamModule, TeamPerson
from bilan.engine.plan.team.solving import TeamPlan, plan_team

__all__ = ["Team", "TeamLimits", "TeamMode", "TeamModule", "TeamPerson", "TeamPlan", "plan_team"]
