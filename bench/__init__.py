"""Measures the budgets of DESIGN 12, CPU per request against a floor, on data sets of two sizes (`make bench`)."""
