"""Prints what the package `lkml` reads in each of the files named, as JSON: path to tree, or to the reason it has none.

An item is {"key", "line", "kind", ...}: a block has its name as "value" and its "items", a list has "items", and the
others have a "value". Elements of lists look the same; those without a key have a line only if they are literals, since
`lkml` gives a string the line where it ends.
"""

import json
import signal
import sys

import lkml
import lkml.tree as tree

# That a key may stand in a block only once is a matter of meaning; what is compared here is syntax.
tree.ContainerNode.__post_init__ = lambda self: None

SECONDS_FOR_A_FILE = 60


def value(token):
    if isinstance(token, tree.QuotedSyntaxToken):
        # lkml keeps the backslash before a quote, which Looker does not show.
        return {"kind": "string", "value": token.value.replace('\\"', '"')}
    kind = "expression" if isinstance(token, tree.ExpressionSyntaxToken) else "literal"
    return {"kind": kind, "value": token.value}


def item(node):
    if isinstance(node, tree.SyntaxToken):
        outline = value(node)
        return outline | {"line": node.line_number} if outline["kind"] == "literal" else outline
    outline = {"key": node.type.value, "line": node.type.line_number}
    if isinstance(node, tree.BlockNode):
        outline |= {"kind": "block", "items": [item(child) for child in node.container.items]}
        return outline | {"value": node.name.value} if node.name else outline
    if isinstance(node, tree.ListNode):
        return outline | {"kind": "list", "items": [item(child) for child in node.items]}
    return outline | value(node.value)


def read(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        # lkml takes a carriage return for a letter, unless Python has removed it while reading.
        text = file.read().replace("\r\n", "\n")
    signal.alarm(SECONDS_FOR_A_FILE)
    try:
        return {"items": [item(node) for node in lkml.parse(text).container.items]}
    except (SyntaxError, IndexError, AttributeError, RecursionError, TimeoutError) as error:
        return {"error": f"{type(error).__name__}: {error}"}
    finally:
        signal.alarm(0)


def stop(*_):
    raise TimeoutError("lkml does not come to an end")


signal.signal(signal.SIGALRM, stop)
json.dump({path: read(path) for path in sys.argv[1:]}, sys.stdout)
