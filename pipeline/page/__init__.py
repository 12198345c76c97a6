"""The page grammar: from series and counts to findings, figures, tables and French or English words. Pure."""
