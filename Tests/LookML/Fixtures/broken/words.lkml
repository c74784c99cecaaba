some words, here "and more
of them" [here] : there
view: a { , : ] "x" label: "read";; }
view: b { } ]]]
explore: c { }
