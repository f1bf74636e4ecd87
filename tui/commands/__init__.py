"""The commands, a module each: `arguments` tells argparse what it takes, `run` does it and gives the exit status."""
