"""What is wrong with an item, told as findings: a table of rules, each a small function."""

from kit.checks.registry import CHECKS, check_item, check_items
from kit.checks.subject import Check, Context, Fault, Subject

__all__ = ["CHECKS", "Check", "Context", "Fault", "Subject", "check_item", "check_items"]
