"""The record of reported diplomacy: who was in contact with whom, and who said what, with the words that say so."""
