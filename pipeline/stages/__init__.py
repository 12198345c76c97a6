"""The stages: one module each, a pure function on top of a thin shell."""
