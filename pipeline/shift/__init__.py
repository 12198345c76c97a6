"""The shift from old names to new ones in one corpus: the verdict, the curve, the breaks, who adopted and when.

Each module takes counted units and gives what one file of the report's folder holds; the statistics are in `stats`.
"""
