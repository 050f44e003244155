"""Items, township and findings: frozen values, nothing else."""
