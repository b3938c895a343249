"""The verbs of the command `onething`, one module each: `add_arguments(parser)` and `run(arguments) -> int`."""
