"""Calls, meetings, visits, letters and conversations that a document tells of."""
