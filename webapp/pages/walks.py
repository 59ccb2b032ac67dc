"""Pages of walks."""

from flask import Blueprint

bp = Blueprint("walks", __name__)
