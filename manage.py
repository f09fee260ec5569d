#!/usr/bin/env python
"""Django's command line for IAM Lab. `manage.py quickstart` sets everything up and serves it."""

import os
import sys


def main() -> None:
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iamlab.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django is not installed here: run `python -m pip install -r requirements.txt` first.")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
