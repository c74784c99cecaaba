label: "A label"
empty: ""
tight:"no blank"
quotes: "she said \"yes\", twice: \"\""
backslashes: "a\\b \d+ \n \\"
backslash_before_quote: "\\\"x\\\\"
marks: "{ [ ( } ] ) : , # not a comment ;; ; sql: x ;;"
lines: "first

  # third
last"
liquid: "{{ value | replace: 'a', 'b' }} and {% if x == \"y\" %}z{% endif %}"
constant: "@{schema}.@{table}"
apostrophe: 'single'
two: "a" three: "b"four: "c"
view: "quoted_name_is_a_pair"
