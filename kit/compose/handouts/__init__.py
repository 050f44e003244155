"""What people take home: handouts, the leaflet, questions and answers, the comment card."""
