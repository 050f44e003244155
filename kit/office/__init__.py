"""What can be asked of the kit, one file a use case: functions with frozen results.

The command line, the servers and the desk call only this floor and decide nothing. What a use
case needs of the world is handed in: folders, a :data:`kit.progress.Clock`, a ``Progress``.
"""
