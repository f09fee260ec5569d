"""What IAM Access Analyzer would remark about a policy (section 8.1 of the rules, L1 to L6).

`checks` has the checks that need to know services, keys and values; what reading and grammar find already is passed
on, and has its help in `pages`. Each check has a page: its docstring, in Markdown, with one policy that fails and one
that passes. `access_analyzer.toml` lists all of AWS's checks.
"""

from iamlab.engine.lint.findings import Finding, QuickFix
from iamlab.engine.lint.linting import lint_policy
from iamlab.engine.lint.listing import ListedCheck, access_analyzer_checks
from iamlab.engine.lint.page import LintPage, PageExample, lint_page
from iamlab.engine.lint.registry import LintCheck, lint_checks

__all__ = [
    "Finding",
    "LintCheck",
    "LintPage",
    "ListedCheck",
    "PageExample",
    "QuickFix",
    "access_analyzer_checks",
    "lint_checks",
    "lint_page",
    "lint_policy",
]
