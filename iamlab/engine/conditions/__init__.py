"""Does a condition hold? Operators compare one value with one value; clauses join values, set prefixes and missing
keys.
"""
