"""Measures speed and memory: the whole reading against a bare parse of the same texts by the same model."""
