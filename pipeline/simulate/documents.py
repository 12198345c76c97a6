"""Any document of a plan, block by block, and what is true of it."""

from pipeline.simulate import council, prose
from pipeline.simulate.plan import Plan
from pipeline.simulate.sheets import Composition

_WRITERS = {
    "deliberation": council.deliberation, "minutes": council.minutes, "report": prose.report, "article": prose.article,
}  # fmt: skip


def compose(plan: Plan) -> Composition:
    """Write the document of a plan.

    Args:
        plan: what the document is to be.

    Returns:
        Its blocks and its truth; a copy of an act gives the very words of the act in the minutes.
    """
    return _WRITERS[plan.slot.genre](plan)
