"""`python -m actaverba` is `acta`."""

from actaverba.cli import main

if __name__ == "__main__":
    main(prog_name="acta")
