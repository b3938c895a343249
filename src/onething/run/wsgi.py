"""What granian serves."""

import os

from django.core.wsgi import get_wsgi_application

from onething.run.memory import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onething.run.settings")
application = get_wsgi_application()
settle()
