"""Bytes to documents: inputs and their formats, text kept exactly, and the segments that tile it."""
