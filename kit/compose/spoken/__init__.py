"""What is said aloud: scripts for the loudspeaker, and sheets for who reads them."""
