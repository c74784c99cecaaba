import Foundation

/// A project as a company of some size has it: twenty models, each over a hundred views of its own and some that all
/// share. The same every time.
struct GeneratedProject {
    static let areas = 20
    static let viewsPerArea = 98
    static let sharedViews = 40

    /// - Returns: How many files, views and bytes there are.
    func write(to folder: String) throws -> [String: Double] {
        var files: [String: String] = [:]
        for number in 0..<Self.sharedViews {
            files["shared/shared_\(number).view.lkml"] = view("shared_\(number)", parents: [])
        }
        for area in 0..<Self.areas {
            for number in 0..<Self.viewsPerArea {
                let parents = number == 0 ? [] : [(number - 1) / 3].map { "area\(area)_\($0)" }
                files["views/area\(area)/\(number).view.lkml"] = view("area\(area)_\(number)", parents: parents)
            }
            files["models/area\(area).model.lkml"] = model(area)
        }
        var bytes = 0
        for (path, text) in files {
            let url = URL(fileURLWithPath: folder).appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
            bytes += text.utf8.count
        }
        return [
            "files": Double(files.count), "bytes": Double(bytes),
            "views": Double(Self.areas * Self.viewsPerArea + Self.sharedViews),
        ]
    }

    private func view(_ name: String, parents: [String]) -> String {
        let keys = parents.map { "  dimension: \($0)_id { type: number hidden: yes sql: ${TABLE}.\($0)_id ;; }\n" }
        return """
            # Rows of \(name), one for each of its ids.
            view: \(name) {
              sql_table_name: analytics.\(name) ;;
              drill_fields: [detail*]

              dimension: id {
                primary_key: yes
                type: number
                value_format_name: id
                sql: ${TABLE}.id ;;
              }
            \(keys.joined())  dimension: shared_id { type: number hidden: yes sql: ${TABLE}.shared_id ;; }
              dimension: status {
                description: "How far it has come: open, under way, done or given up."
                sql: ${TABLE}.status ;;
              }
              dimension: name {
                sql: ${TABLE}.name ;;
                link: { label: "Open" url: "https://app.example.com/\(name)/{{ id._value | url_encode }}" }
              }
              dimension: country { map_layer_name: countries sql: ${TABLE}.country_code ;; }
              dimension: amount { type: number value_format_name: usd sql: ${TABLE}.amount ;; }
              dimension: cost { type: number value_format_name: usd sql: ${TABLE}.cost ;; }
              dimension: margin { type: number value_format_name: usd sql: ${amount} - ${cost} ;; }
              dimension: is_open { type: yesno sql: ${status} IN ('open', 'under way') ;; }
              dimension: amount_tier { type: tier tiers: [10, 100, 1000, 10000] style: integer sql: ${amount} ;; }
              dimension: kind {
                case: {
                  when: { sql: ${amount} > 1000 ;; label: "Large" }
                  when: { sql: ${amount} > 100 ;; label: "Medium" }
                  else: "Small"
                }
              }
              dimension_group: created {
                type: time
                timeframes: [raw, time, date, week, month, quarter, year]
                sql: ${TABLE}.created_at ;;
              }
              dimension_group: open { type: duration intervals: [day, week] sql_start: ${created_raw} ;; sql_end: ${TABLE}.closed_at ;; }

              measure: count { type: count }
              measure: total_amount { type: sum value_format_name: usd sql: ${amount} ;; }
              measure: total_cost { type: sum value_format_name: usd sql: ${cost} ;; }
              measure: average_amount { type: average value_format_name: usd sql: ${amount} ;; }
              measure: open_count { type: count filters: [is_open: "Yes"] }
              measure: open_share { type: number value_format_name: percent_1 sql: 1.0 * ${open_count} / NULLIF(${count}, 0) ;; }
              measure: countries { type: count_distinct sql: ${country} ;; }

              set: detail { fields: [id, name, status, created_time, amount] }
            }
            """
    }

    private func model(_ area: Int) -> String {
        var text = """
            connection: "warehouse"
            label: "Area \(area)"
            include: "/views/area\(area)/*.view"
            include: "/shared/*.view"


            """
        for explore in 0..<12 {
            // A view, the two above it, the three below it, and one of all areas.
            let base = "area\(area)_\(explore)"
            text += "explore: \(base) {\n  description: \"\(base) with all that belongs to it.\"\n"
            if explore > 0 {
                let parent = "area\(area)_\((explore - 1) / 3)"
                text +=
                    "  join: \(parent) { relationship: many_to_one sql_on: ${\(base).\(parent)_id} = ${\(parent).id} ;; }\n"
            }
            for child in (explore * 3 + 1)...(explore * 3 + 3) {
                let view = "area\(area)_\(child)"
                text +=
                    "  join: \(view) { relationship: one_to_many sql_on: ${\(base).id} = ${\(view).\(base)_id} ;; }\n"
            }
            let shared = "shared_\((area + explore) % Self.sharedViews)"
            text +=
                "  join: \(shared) { relationship: many_to_one sql_on: ${\(base).shared_id} = ${\(shared).id} ;; }\n}\n"
        }
        return text
    }
}
