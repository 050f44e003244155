"""The desk: a clerk makes the week in a browser. It decides nothing and keeps no second truth.

Item files, ledger, returns and manifests are the data; the desk's own database holds accounts,
sessions, drafts and who is writing what.
"""
