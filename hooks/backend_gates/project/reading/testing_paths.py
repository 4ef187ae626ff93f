"""Tells tests from what a service runs."""

import re

_FOLDERS = r"tests?|testing|([^/]+[_-]|smoke|system|unit)tests|tests[_-][^/]+"
_FILES = r"test_[^/]*|[^/]*_tests?|tests|conftest"
PATTERN = rf"(^|/)({_FOLDERS})/|(^|/)({_FILES})\.pyi?$"

is_test = re.compile(PATTERN).search
