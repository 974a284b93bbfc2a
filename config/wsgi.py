"""WSGI entry point: what the web server imports."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import reverse

from config.stack import with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = with_room(get_wsgi_application())
# This asks for every page: else the first reader of each process waits until they are loaded.
reverse("home")
gc.freeze()
