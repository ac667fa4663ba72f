"""Every refusal that the domain anticipates: what an edge (page, command) turns into a sentence."""

from bilan.access.errors import AccessError
from bilan.accounts.errors import AccountError
from bilan.cases.errors import CaseError
from bilan.instruments.errors import InstrumentError
from bilan.occupations.errors import OccupationError
from bilan.portfolio.errors import PortfolioError
from bilan.projects.errors import ProjectError
from bilan.providers.errors import ProviderError
from bilan.rules.errors import RuleError
from bilan.vault.errors import KeyDestroyed

REFUSALS = (
    AccessError,
    AccountError,
    CaseError,
    InstrumentError,
    KeyDestroyed,
    OccupationError,
    PortfolioError,
    ProjectError,
    ProviderError,
    RuleError,
)
