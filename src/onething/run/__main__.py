"""`python -m onething.run` is the command `onething`."""

import sys

from onething.run.cli import main

sys.exit(main())
