"""What people read aloud: taken in, checked, listened to, and played in the machine's place."""
