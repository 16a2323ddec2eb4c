"""The subcommands of the command line, one module each: `add(subparsers)` declares it, `run(args)` does it."""
