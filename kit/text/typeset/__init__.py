"""The rooms behind ``kit.text.typeset.linebreak``: classes, units, measuring, breaking, placing.

Everything is in em, so one measured paragraph serves every type size: a size is only
another measure. Rules are those of CLREQ (W3C, Requirements for Chinese Text Layout) at
its strict level and of GB/T 15834-2011, section 5.
"""
