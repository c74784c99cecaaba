view: a {
  label: "x }
}
view: b { description: "y" }
