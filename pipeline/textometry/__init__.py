"""What the French school of textometry measures: specificities, keyness, collocates, correspondences, classes, periods.

Counts in, numbers out: no file, no setting, no process.
"""
