"""Pages of trees."""

from flask import Blueprint

bp = Blueprint("trees", __name__)
