import LookML
import Testing

/// The layout, example by example.
@Suite struct FormatterTests {
    @Test func `a view is laid out`() {
        expect(
            """


            # The shop's orders.
            view:orders{sql_table_name:shop.orders;; drill_fields:[id]
            dimension: id { primary_key: yes type:number sql:${TABLE}.id;; } # the key
              # commented_out: { }
              dimension: state {}


              # A group of its own.

              measure: count { # all of them
                type :   count


                filters: [ state : "done", -x: - 5, ] }


            }
            explore: orders {}   \t

            # the end

            """,
            becomes: """
                # The shop's orders.
                view: orders {
                  sql_table_name: shop.orders ;;
                  drill_fields: [id]

                  dimension: id {
                    primary_key: yes
                    type: number
                    sql: ${TABLE}.id ;;
                  } # the key

                  # commented_out: { }
                  dimension: state {}

                  # A group of its own.

                  measure: count { # all of them
                    type: count

                    filters: [state: "done", -x: -5]
                  }
                }

                explore: orders {}

                # the end

                """)
    }

    @Test func `blocks stand apart in files, views and explores, and deeper where they are written so`() {
        expect(
            """
            include: "a"
            include: "b"
            explore: a { join: b { sql_on: x ;; } join: c {} label: "x" access_filter: { field: a.b } }
            view: a { dimension: d { case: { when: { label: "1" } when: { label: "2" }

            else: "3" } link: { label: "4" } } }
            """,
            becomes: """
                include: "a"
                include: "b"

                explore: a {
                  join: b {
                    sql_on: x ;;
                  }

                  join: c {}

                  label: "x"

                  access_filter: {
                    field: a.b
                  }
                }

                view: a {
                  dimension: d {
                    case: {
                      when: {
                        label: "1"
                      }
                      when: {
                        label: "2"
                      }

                      else: "3"
                    }
                    link: {
                      label: "4"
                    }
                  }
                }

                """)
    }

    @Test func `a list of a hundred columns has one line, of one more a line for each element`() {
        let element = String(repeating: "x", count: 90)
        expect("fields: [\n\(element)\n]", becomes: "fields: [\(element)]\n")
        expect("fields: [\(element)x]", becomes: "fields: [\n  \(element)x\n]\n")
        expect("fields: [\(element.dropLast(3)),\n\n y]", becomes: "fields: [\(element.dropLast(3)), y]\n")
        expect("fields: [\(element), y]", becomes: "fields: [\n  \(element),\n  y\n]\n")
        expect("tags: [\"a\n  b\", c]", becomes: "tags: [\n  \"a\n  b\",\n  c\n]\n")
        expect("fields: [\n]", becomes: "fields: []\n")
    }

    @Test func `comments of a list keep their places`() {
        expect(
            """
            fields: [ # open
              # own line
              , id # the key
              , name
              # before a comma
              ,

              # a group
              a # inner
              : # value
              "b"
              # last
            ] # close
            """.replacing("\"b\"", with: "b").replacing("a # inner\n  : # value\n  b", with: "- # inner\n b"),
            becomes: """
                fields: [ # open
                  # own line
                  id, # the key
                  name,
                  # before a comma

                  # a group
                  # inner
                  -b
                  # last
                ] # close

                """)
        expect(
            "filters: [a # one\n : # two\n \"b\" # three\n ]",
            becomes: "filters: [\n  # one\n  # two\n  a: \"b\" # three\n]\n")
        expect("fields: [a\n# b\n,\nc\n,\n# d\n]", becomes: "fields: [\n  a,\n  # b\n  c\n  # d\n]\n")
        expect("fields: [ # nothing\n ]", becomes: "fields: [ # nothing\n]\n")
    }

    @Test func `comments within the head of an item move before it`() {
        expect(
            "a: b # b's\n# own\nview # one\n : # two\n x # three\n { # four\n # five\n }",
            becomes: "a: b # b's\n\n# own\n# one\n# two\n# three\nview: x { # four\n  # five\n}\n")
        expect("label # one\n: # two\n \"x\" # three", becomes: "# one\n# two\nlabel: \"x\" # three\n")
        expect("limit: - # one\n 5", becomes: "# one\nlimit: -5\n")
        expect("sql # one\n:\n# two\n;;", becomes: "# one\nsql: # two ;;\n")
    }

    @Test func `line ends become line feeds in strings and expressions too`() {
        expect("a: \"x\r\n\ry\"\r\nsql: 1\r\n  + 2 ;;\r\n", becomes: "a: \"x\n\ry\"\nsql: 1\n  + 2 ;;\n")
        #expect(LookMLFormatter.format("a: \"x\r\r\n\"") == .formatted("a: \"x\n\"\n"))
    }

    @Test(arguments: ["", "\n", "\u{FEFF}", " \r\n\t\n", "\u{FEFF}\n"])
    func `a file of nothing stays nothing`(_ text: String) {
        expect(text, becomes: "")
    }

    @Test func `only comments, and a name that begins with the mark of UTF-8`() {
        expect("\u{FEFF}\n\n  # a  \r\n#b", becomes: "# a\n#b\n")
        expect("\u{FEFF}\u{FEFF}a: b", becomes: "\u{FEFF}\u{FEFF}a: b\n")
        expect("\u{FEFF}a: b", becomes: "a: b\n")
    }

    private func expect(_ text: String, becomes formatted: String, at place: Testing.SourceLocation = #_sourceLocation)
    {
        guard let pair = FormattedPair(text) else {
            Issue.record("no LookML: \(text)", sourceLocation: place)
            return
        }
        #expect(Array(pair.formatted.utf8) == Array(formatted.utf8), "\(pair.formatted)", sourceLocation: place)
        #expect(pair.fault == nil, sourceLocation: place)
    }
}
