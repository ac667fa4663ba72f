"""Questionnaires and card sorts: items, administrations, answers, scores."""
