"""The findings that a project has known from the day it took the hooks on: they are not reported.

`wishes` reads what is asked for, `gate.settle` takes a report and gives the one without them.
"""
