import JSON
import LookML
import SemanticModel
import Testing

@testable import Presentation

@Suite struct FieldMetadataTests {
    static let text = """
        week_start_day: sunday
        fiscal_month_offset: 3
        named_value_format: money { value_format: "$0" strict_value_format: yes }
        map_layer: districts { file: "maps/d.topojson" property_key: "code" min_zoom_level: 2 }
        view: raw_orders {
          dimension: id { primary_key: yes type: number synonyms: ["number", "key"] }
          dimension: status { suggest_dimension: region map_layer_name: districts }
          dimension: region { can_filter: no suggestable: no link: { label: "L" url: "/l" } }
          dimension: zip { type: zipcode }
          dimension: spot { type: location sql_latitude: 1 ;; sql_longitude: 2 ;; }
          dimension: big { type: yesno sql: ${id} > 5 ;; allow_fill: no }
          dimension: size { type: tier tiers: [0, 10] style: integer sql: ${id} ;; }
          dimension: kind {
            case: { when: { sql: ${id} = 1 ;; label: "sale_price" } when: { sql: ${id} = 2 ;; label: "a" } else: "rest" }
          }
          dimension_group: created {
            type: time
            timeframes: [raw, date, day_of_week, day_of_week_index, month_name, hour_of_day, minute15, fiscal_quarter, year]
            convert_tz: no
          }
          dimension_group: since { type: duration intervals: [day] sql_start: ${created_raw} ;; sql_end: ${created_raw} ;; }
          filter: state { suggestions: ["a"] default_value: "a" }
          parameter: pick { type: unquoted allowed_value: { label: "Net Sales" value: "net_sales" } }
          measure: count { type: count label_from_parameter: pick filters: [status: "open"] value_format_name: money }
          measure: share { type: percent_of_total sql: ${count} ;; }
          measure: before {
            type: period_over_period based_on: count based_on_time: created_date period: year kind: difference
          }
        }
        explore: orders { from: raw_orders }
        """

    private func member(_ field: String, _ key: String, showsSQL: Bool = true) throws -> String {
        let project = ProjectResolver.resolve(
            name: "test", files: [SourceFile(path: "shop.model.lkml", text: Self.text)])
        #expect(project.diagnostics.filter { $0.severity == .error }.map(\.message) == [])
        let model = try #require(project.model("shop"))
        let explore = try #require(model.explore("orders"))
        let json = FieldMetadata.json(
            try #require(explore.field("orders.\(field)")), showsSQL: showsSQL,
            at: FieldPlace(explore: explore, model: model, project: "test"))
        return try #require(json[key]).text
    }

    static let cases: [(field: String, key: String, value: String)] = [
        ("id", "lookml_link", #""/projects/test/files/shop.model.lkml?line=6""#),
        ("id", "original_view", #""raw_orders""#), ("id", "project_name", #""test""#),
        ("id", "synonyms", #"["number","key"]"#), ("id", "can_filter", "true"), ("region", "can_filter", "false"),
        ("share", "can_filter", "false"), ("share", "requires_refresh_on_sort", "true"),
        ("count", "requires_refresh_on_sort", "false"), ("count", "sortable", "true"), ("pick", "sortable", "false"),
        ("id", "suggestable", "false"), ("status", "suggestable", "true"), ("region", "suggestable", "false"),
        ("count", "suggestable", "false"), ("created_date", "suggestable", "false"),
        ("created_month_name", "suggestable", "true"), ("spot", "suggestable", "false"),
        ("state", "suggestable", "true"),
        ("status", "suggest_dimension", #""orders.region""#), ("zip", "suggest_dimension", #""orders.zip""#),
        ("status", "suggest_explore", #""orders""#), ("region", "suggest_dimension", "null"),
        ("state", "default_filter_value", #""a""#), ("pick", "has_allowed_values", "true"),
        ("pick", "enumerations", #"[{"label":"Net Sales","value":"net^_sales"}]"#),
        ("count", "label_from_parameter", #""orders.pick""#),
        ("count", "filters", #"[{"field":"orders.status","condition":"open"}]"#), ("id", "filters", "null"),
        ("count", "strict_value_format", "true"), ("id", "strict_value_format", "false"),
        ("big", "fill_style", "null"),
        ("big", "enumerations", #"[{"label":"Yes","value":"Yes"},{"label":"No","value":"No"}]"#),
        ("size", "fill_style", #""enumeration""#), ("created_date", "fill_style", #""range""#),
        ("created_minute15", "fill_style", #""range""#), ("created_fiscal_quarter", "fill_style", #""range""#),
        ("created_day_of_week", "fill_style", #""enumeration""#), ("created_raw", "fill_style", "null"),
        ("count", "fill_style", "null"), ("status", "fill_style", "null"), ("days_since", "fill_style", "null"),
        (
            "size", "enumerations",
            #"[{"label":"Below 0","value":"Below 0"},{"label":"0 to 9","value":"0 to 9"},"#
                + #"{"label":"10 or Above","value":"10 or Above"},{"label":"Undefined","value":"Undefined"}]"#
        ),
        (
            "kind", "enumerations",
            #"[{"label":"sale_price","value":"sale^_price"},{"label":"a","value":"a"},{"label":"rest","value":"rest"}]"#
        ),
        (
            "kind", "sql_case",
            #"[{"value":"sale_price","condition":"${orders.id} = 1"},{"value":"a","condition":"${orders.id} = 2"},"#
                + #"{"value":"rest","condition":"else"}]"#
        ),
        ("created_date", "user_attribute_filter_types", #"["datetime","advanced_filter_datetime"]"#),
        ("id", "user_attribute_filter_types", #"["number","advanced_filter_number"]"#),
        ("status", "user_attribute_filter_types", #"["string","advanced_filter_string"]"#),
        ("share", "user_attribute_filter_types", "[]"), ("created_date", "convert_tz", "false"),
        ("created_date", "datatype", #""datetime""#), ("id", "datatype", "null"),
        ("created_date", "week_start_day", #""sunday""#), ("created_fiscal_quarter", "is_fiscal", "true"),
        ("created_date", "is_fiscal", "false"), ("created_date", "can_time_filter", "true"),
        ("id", "can_time_filter", "false"),
        ("id", "fiscal_month_offset", "3"), ("region", "links", #"[{"label":"L","url":"/l","icon_url":null}]"#),
        ("zip", "map_layer", #"{"name":"us_zipcode_tabulation_areas"}"#), ("id", "map_layer", "null"),
        (
            "status", "map_layer",
            #"{"name":"districts","format":"topojson","file":"maps/d.topojson","extents_json_url":null,"#
                + #""feature_key":null,"property_key":"code","property_label_key":null,"projection":null,"#
                + #""min_zoom_level":2,"max_zoom_level":null}"#
        ),
        (
            "before", "period_over_period_params",
            #"{"based_on":"orders.count","based_on_time":"orders.created_date","period":"year","kind":"difference","#
                + #""value_to_date":false}"#
        ),
    ]

    @Test(arguments: cases)
    func `a field is described as its LookML says`(_ field: String, _ key: String, _ value: String) throws {
        #expect(try member(field, key) == value)
    }

    @Test func `days are listed from the first day of the week`() throws {
        #expect(
            try member("created_day_of_week", "enumerations").hasPrefix(
                #"[{"label":"Sunday","value":"Sunday"},{"label":"Monday""#))
        #expect(
            try member("created_day_of_week_index", "enumerations").hasPrefix(
                #"[{"label":"0 - Sunday","value":"0"},{"label":"1 - Monday","value":"1"}"#))
        #expect(try member("created_hour_of_day", "enumerations").hasSuffix(#"{"label":"23","value":"23"}]"#))
    }

    @Test func `SQL is for those who may see it`() throws {
        #expect(try member("kind", "sql_case", showsSQL: false) == "null")
        #expect(try member("kind", "sql", showsSQL: false) == "null")
    }

    @Test func `an explore's parts have the API's names`() throws {
        let project = ProjectResolver.resolve(
            name: "test",
            files: [
                SourceFile(
                    path: "shop.model.lkml",
                    text: """
                        view: a { dimension: id { primary_key: yes alias: [key] } dimension: b_id {} }
                        view: b { dimension: id { primary_key: yes } dimension: x {} measure: n { type: count } }
                        explore: a {
                          always_filter: { filters: [id: "1"] }
                          conditionally_filter: { filters: [b_id: "2"] unless: [b2.x] }
                          join: b2 {
                            from: b relationship: many_to_one sql_on: ${a.b_id} = ${b2.id} AND ${a.b_id} > 1 ;;
                            fields: [id, x] outer_only: yes view_label: "Bee"
                          }
                        }
                        """)
            ])
        let explore = try #require(project.model("shop")?.explore("a"))
        #expect(ExploreDescription.filters(explore.alwaysFilters).text == #"[{"name":"a.id","value":"1"}]"#)
        #expect(
            ExploreDescription.filters(explore.conditionalFilter?.filters ?? []).text
                == #"[{"name":"a.b_id","value":"2"}]"#)
        #expect(ExploreDescription.indexFields(explore).text == #"["a.id","b2.id","b2.x"]"#)
        #expect(ExploreDescription.aliases(explore).text == #"[{"name":"a.key","value":"a.id"}]"#)
        #expect(
            ExploreDescription.joins(explore, showsSQL: true).text
                == #"[{"name":"b2","from":"b","type":"left_outer","relationship":"many_to_one","#
                + #""sql_on":"${a.b_id} = ${b2.id} AND ${a.b_id} > 1","sql_table_name":null,"foreign_key":null,"#
                + #""fields":["b2.id","b2.x"],"required_joins":[],"view_label":"Bee","outer_only":true,"#
                + #""dependent_fields":["a.b_id","b2.id"]}]"#)
        #expect(ExploreDescription.joins(explore, showsSQL: false).arrayValue?.first?["sql_on"]?.isNull == true)
    }
}
