"""glissement: how the terms and topics of French administrative documents move over the years."""

__version__ = "0.1.0"
