"""Paper for the office: boards' slips, review and run sheets, the week, the stall's card."""
