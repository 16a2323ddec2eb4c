"""`python -m feedgen_liveblog` is the command line."""

import sys

from feedgen_liveblog.cli import main

sys.exit(main())
