"""Fitting of the learned models from sentences that we write; nothing of it ships but the weights."""
