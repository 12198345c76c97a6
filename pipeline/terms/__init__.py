"""From a lexicon to counted uses: patterns, longest match, frozen strings, status, candidate terms."""
