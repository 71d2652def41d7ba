"""What `baoxiao` can do, a module a noun. Each takes the parsed arguments and returns the exit status."""
