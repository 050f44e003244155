"""Jobs become files, inspected, staged and published as one edition; the only writer of output."""
