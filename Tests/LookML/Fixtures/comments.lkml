# at the start # twice
#
	# after a tab
view # after a key
  : # after a colon
  orders # after a name
{ # after a brace
  # "a string that never ends
  # } ] ;; sql: x
  label # between
    : # and here
    # and again
    "x" # after a string
  hidden: yes # after a literal
  hidden_too: yes
  sql_table_name: a.b # not a comment
    ;; # after an expression
  drill_fields # before a bracket
    : # colon
    [ # open
      # own line
      id # element
      , # comma
      name # element
      # own line
    ] # close
  dimension: id { } # after a block
  # last in a block
} # after a brace
# é 😀 before the end
explore: orders {} # no newline follows