"""Composes: from what items declare, the one form, the documents, the order, who sees what, clocks and effect."""
