from .http import *
from .times import nap as nap
from . import http as web
from app.core.times import sleep as rest
