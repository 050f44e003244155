"""How far an item is signed: its digest, the ledger of sign-offs, the chain."""
