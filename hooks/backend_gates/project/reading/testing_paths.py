"""Tells tests from what a service runs."""

import re

PATTERN = r"(^|/)(tests?|testing|[^/]+_tests)/|(^|/)(test_[^/]*|[^/]*_tests?|tests|conftest)\.pyi?$"

is_test = re.compile(PATTERN).search
