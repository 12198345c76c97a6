"""Topics of a corpus: vocabulary, models, and how far to trust them."""
