"""The official tables of the acts, read when this module is imported: once, before workers are forked from that process.

Each worker would read them again, for 0.3 s and 25 MB of its own. Frozen objects are left alone by its collector, which
would otherwise write into their pages and so copy them.
"""

import gc

from pipeline.acts.matieres import nomenclature
from pipeline.acts.territories import load

nomenclature()
load()
gc.freeze()
