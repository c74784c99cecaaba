import LookML
import Testing

@testable import SemanticModel

@Suite struct FieldDetailTests {
    private func codes(_ project: Project) -> [String] {
        project.diagnostics.filter { $0.code != "unsupported-parameter" }.map {
            "\($0.severity.rawValue) \($0.code) \($0.location.line)"
        }
    }

    @Test func `a field that says nothing has the language's defaults`() {
        let details = shop("view: v { dimension: a {} } explore: v {}").field("v.a")?.details
        #expect(details == FieldDetails())
        #expect(details?.canFilter == true)
        #expect(details?.allowFill == true)
        #expect(details?.suggestions.isSuggestable == true)
        #expect(details?.suggestions.lifetime == 21_600)
    }

    @Test func `links, actions and HTML are kept as they are written`() {
        let project = shop(
            """
            view: v {
              dimension: a {
                html: <b>{{ value }}</b> ;;
                link: { label: "Find {{ value }}" url: "https://x/?q={{ value | url_encode }}" icon_url: "https://x/i.png" }
                link: { label: "Other" url: "/y" }
                action: { label: "Mail" url: "https://x/mail" icon_url: "i" form_url: "f"
                  param: { name: "id" value: "{{ value }}" }
                  form_param: { name: "size" type: select label: "Size" default: "s" required: yes
                    option: { name: "s" label: "Small" } option: { name: "l" } }
                  user_attribute_param: { user_attribute: token name: "auth" } }
              }
              dimension: b { link: { label: "x" } action: { url: "y" } }
            }
            explore: v {}
            """)
        let details = project.field("v.a")?.details
        #expect(details?.html == "<b>{{ value }}</b>")
        #expect(
            details?.links == [
                FieldLink(
                    label: "Find {{ value }}", url: "https://x/?q={{ value | url_encode }}", iconURL: "https://x/i.png"),
                FieldLink(label: "Other", url: "/y"),
            ])
        let action = details?.actions.first
        #expect(
            [action?.label, action?.url, action?.iconURL, action?.formURL] == ["Mail", "https://x/mail", "i", "f"])
        #expect(action?.parameters == [.init(name: "id", value: "{{ value }}")])
        #expect(action?.userAttributes == [.init(name: "token", value: "auth")])
        #expect(action?.formParameters.first?.isRequired == true)
        #expect(
            action?.formParameters.first?.options == [.init(name: "s", value: "Small"), .init(name: "l", value: "l")])
        #expect(codes(project) == ["error missing-parameter 12", "error missing-parameter 12"])
    }

    @Test func `a child's links follow its parent's`() {
        let project = shop(
            """
            view: v { dimension: a { link: { label: "1" url: "1" } } }
            view: +v { dimension: a { link: { label: "2" url: "2" } } }
            explore: v {}
            """)
        #expect(project.field("v.a")?.details.links.map(\.label) == ["1", "2"])
    }

    @Test func `Liquid in labels stays for whoever shows them`() {
        let project = shop(
            "view: v { dimension: a { label: \"{% if x %}A{% endif %}\" group_label: \"{{ g }}\" } } explore: v {}")
        #expect(project.field("v.a")?.labelShort == "{% if x %}A{% endif %}")
        #expect(project.field("v.a")?.fieldGroupLabel == "{{ g }}")
        #expect(project.problems == [])
    }

    @Test func `names in parameters are the own view's first`() {
        let project = shop(
            """
            view: v {
              parameter: p { type: unquoted }
              dimension: rank { type: number }
              dimension: w.rank { type: number }
              dimension: a { order_by_field: rank required_fields: [rank, w.rank, w.id] label_from_parameter: p
                suggest_dimension: w.name }
              dimension: b { order_by_field: rnak label_from_parameter: rank required_fields: [w.nothing, elsewhere.x] }
            }
            view: w { dimension: id { primary_key: yes } dimension: name {} dimension: rank {} }
            view: elsewhere { dimension: x {} }
            explore: v { join: w { sql_on: ${v.rank} = ${w.id} ;; } }
            """)
        let details = project.field("v.a")?.details
        #expect(details?.orderByField == "v.rank")
        #expect(details?.requiredFields == ["v.rank", "v.w.rank", "w.id"])
        #expect(details?.labelFromParameter == "v.p")
        #expect(details?.suggestions.dimension == "w.name")
        #expect(
            codes(project) == ["warning unknown-field 7", "error bad-reference 7", "warning unknown-field 7"])
    }

    @Test func `suggestions may come from another explore, and views may have none`() {
        let project = shop(
            """
            view: v {
              suggestions: no
              dimension: a {}
              dimension: b { suggestable: yes suggest_explore: names suggest_dimension: id suggest_persist_for: "1 hour"
                full_suggestions: yes bypass_suggest_restrictions: yes }
              dimension: c { suggest_explore: nmaes suggest_dimension: v.a }
              dimension: d { suggest_explore: names suggest_dimension: nothing }
              filter: f { suggest_explore: names suggest_dimension: w.id }
            }
            view: w { dimension: id {} }
            explore: v {}
            explore: names { view_name: w }
            """)
        func rules(_ name: String) -> SuggestionRules? { project.field(name)?.details.suggestions }
        #expect(rules("v.a")?.isSuggestable == false)
        #expect(rules("v.b")?.isSuggestable == true)
        #expect(rules("v.b")?.explore == "names")
        #expect(rules("v.b")?.dimension == "w.id")
        #expect(rules("v.b")?.lifetime == 3600)
        #expect(rules("v.b")?.isFull == true)
        #expect(rules("v.b")?.bypassesRestrictions == true)
        #expect(rules("v.f")?.dimension == "w.id")
        #expect(codes(project) == ["warning unknown-explore 6", "warning unknown-field 7"])
    }

    @Test func `what decides about filters, fill, sorting and text is kept`() {
        let project = shop(
            """
            view: v {
              dimension: a { can_filter: no case_sensitive: no skip_drill_filter: yes string_datatype: unicode
                synonyms: ["one", "two"] alpha_sort: yes case: { when: { sql: 1 = 1 ;; label: "x" } } }
              dimension_group: t { timeframes: [date] allow_fill: no link: { label: "l" url: "u" } }
            }
            explore: v {}
            """)
        let details = project.field("v.a")?.details
        #expect(details?.canFilter == false)
        #expect(details?.caseSensitive == false)
        #expect(details?.skipsDrillFilter == true)
        #expect(details?.stringDatatype == "unicode")
        #expect(details?.synonyms == ["one", "two"])
        #expect(details?.sortsAlphabetically == true)
        #expect(project.field("v.t_date")?.details.allowFill == false)
        #expect(project.field("v.t_date")?.details.links.count == 1)
        #expect(codes(project) == [])
    }

    @Test func `parameters and filters have values to begin with`() {
        let project = shop(
            """
            view: v {
              parameter: p { type: unquoted default_value: "day"
                allowed_value: { label: "Daily" value: "day" } allowed_value: { value: "week" } }
              parameter: q { type: unquoted default_value: "a b" }
              parameter: r { type: string default_value: "dya" allowed_value: { value: "day" } allowed_value: { label: "x" } }
              filter: f { type: date default_value: "7 days" }
              filter: g { type: date default_value: "7 dogs" }
            }
            explore: v {}
            """)
        #expect(project.field("v.p")?.details.defaultValue == "day")
        #expect(
            project.field("v.p")?.details.allowedValues == [
                AllowedValue(label: "Daily", value: "day"), AllowedValue(label: "week", value: "week"),
            ])
        #expect(project.field("v.f")?.details.defaultValue == "7 days")
        #expect(
            codes(project) == [
                "error bad-default 4", "warning bad-default 5", "error missing-parameter 5", "error bad-filter 7",
            ])
    }

    @Test func `a location is text of two coordinates, with measures for a map's frame`() {
        let project = shop(
            """
            view: v {
              dimension: home { type: location sql_latitude: ${TABLE}.lat ;; sql_longitude: ${lon} ;; }
              dimension: lon { type: number }
              measure: home_latitude_min { type: number sql: 1 ;; }
            }
            explore: v {}
            """)
        #expect(project.problems == [])
        let home = project.field("v.home")
        #expect(home?.type == "location")
        guard case .plain(let sql, .string)? = home?.kind,
            case .location(let latitude, let longitude)? = home?.details.geography
        else {
            Issue.record("no location")
            return
        }
        #expect(
            sql.written
                == "CASE WHEN ${v.home__latitude} IS NOT NULL AND ${v.home__longitude} IS NOT NULL "
                + "THEN CONCAT(${v.home__latitude}, ',', ${v.home__longitude}) END")
        #expect([latitude.written, longitude.written] == ["${TABLE}.lat", "${v.lon}"])
        #expect(project.field("v.home__latitude") == nil)
        #expect(project.explore("v")?.reference("v.home__latitude")?.type == "number")
        #expect(project.field("v.home_longitude_max")?.type == "max")
        #expect(project.field("v.home_longitude_max")?.hidden == true)
        #expect(project.field("v.home_latitude_min")?.type == "number")
    }

    @Test func `a distance lies between two locations`() {
        let project = shop(
            """
            view: v {
              dimension: a { type: location sql_latitude: ${TABLE}.x ;; sql_longitude: ${TABLE}.y ;; }
              dimension: far { type: distance start_location_field: a end_location_field: w.b units: kilometers }
              dimension: near { type: distance start_location_field: a end_location_field: w.id }
              dimension: lost { type: distance start_location_field: a }
              dimension: nowhere { type: distance start_location_field: a end_location_field: aa units: miels }
            }
            view: w {
              dimension: id { primary_key: yes }
              dimension: b { type: location sql_latitude: ${TABLE}.x ;; sql_longitude: ${TABLE}.y ;; }
            }
            explore: v { join: w { sql_on: ${v.a} = ${w.id} ;; } }
            """)
        guard case .plain(let sql, .number)? = project.field("v.far")?.kind else {
            Issue.record("no distance")
            return
        }
        #expect(
            sql.written.hasPrefix("12742.0176 * ASIN(1 - ABS(1 - SQRT(POWER(SIN((${w.b__latitude} - ${v.a__latitude})"))
        #expect(project.field("v.far")?.details.geography == .distance(from: "v.a", to: "w.b", units: .kilometers))
        #expect(project.field("v.far")?.valueFormat == "#,##0.00\" km\"")
        #expect(
            codes(project) == [
                "error bad-reference 4", "error missing-parameter 5", "error unknown-field 6", "error wrong-type 6",
            ])
    }

    @Test func `units agree with each other`() {
        // One degree of latitude is 111.195 km (IUGG mean radius), 69.093 miles, 60.04 nautical miles.
        let degree = 0.017453292519943295
        func length(_ unit: DistanceUnit) -> Double { unit.earthRadius * degree }
        #expect(abs(length(.kilometers) - 111.195) < 0.001)
        #expect(abs(length(.meters) - 111_195) < 1)
        #expect(abs(length(.miles) - 69.093) < 0.001)
        #expect(abs(length(.nauticalMiles) - 60.040) < 0.001)
        #expect(abs(length(.yards) - 121_604) < 1)
        #expect(abs(length(.feet) - 364_813) < 2)
    }
}
