internal import Foundation
internal import FrontDoor
internal import JSON
internal import Pipelines

/// What a scheduled plan may say (Looker API 4.0, `ScheduledPlan` and `ScheduledPlanDestination`).
enum PlanRules {
    static let properties: [(String, PropertyReader.Kind)] = [
        ("name", .text), ("user_id", .text), ("run_as_recipient", .bool), ("enabled", .bool), ("look_id", .text),
        ("dashboard_id", .text), ("lookml_dashboard_id", .text), ("query_id", .text), ("filters_string", .text),
        ("dashboard_filters", .text), ("require_results", .bool), ("require_no_results", .bool),
        ("require_change", .bool), ("send_all_results", .bool), ("crontab", .text), ("datagroup", .text),
        ("timezone", .text), ("scheduled_plan_destination", .list), ("run_once", .bool), ("include_links", .bool),
        ("include_dashboard_summary", .bool), ("custom_url_base", .text), ("custom_url_params", .text),
        ("custom_url_label", .text), ("show_custom_url", .bool), ("pdf_paper_size", .text), ("pdf_landscape", .bool),
        ("embed", .bool), ("color_theme", .text), ("long_tables", .bool), ("pdf_page_breaks", .bool),
        ("include_filters", .bool), ("tab_ids", .texts), ("inline_table_width", .int),
    ]

    static let destinationProperties: [(String, PropertyReader.Kind)] = [
        ("format", .text), ("apply_formatting", .bool), ("apply_vis", .bool), ("address", .text),
        ("looker_recipient", .bool), ("type", .text), ("parameters", .text), ("secret_parameters", .text),
        ("include_filters", .bool), ("message", .text),
    ]

    /// What may be sent, one of them.
    static let subjects = ["look_id", "dashboard_id", "lookml_dashboard_id", "query_id"]

    /// Recipients of one plan.
    static let mostDestinations = 500
    /// Plans of one person.
    static let mostPlans = 1_000
    /// The shortest time between two runs, in minutes.
    static let shortestInterval = 5

    private static let formats: Set<String> = [
        "csv", "csv_zip", "json", "json_detail", "json_label", "xlsx", "xlsx_zip", "txt", "html", "inline_table",
        "inline_visualizations", "wysiwyg_pdf", "assembled_pdf", "wysiwyg_png", "inline_json", "visual",
    ]

    /// The permission that a kind of destination needs beside that of scheduling.
    static func permission(forDestination type: String) -> String? {
        switch type {
        case "webhook": "send_outgoing_webhook"
        case "s3": "send_to_s3"
        case "sftp": "send_to_sftp"
        case _ where type.hasPrefix("looker-integration://"): "send_to_integration"
        default: nil
        }
    }

    /// Everything that is wrong with a plan as it would be kept.
    ///
    /// - Parameter isOnce: Whether it runs now and once, and so needs no time.
    static func check(_ plan: JSONObject, isOnce: Bool, timezone: String, into problems: inout FieldProblems) {
        let named = subjects.filter { !(plan[$0]?.isNull ?? true) }
        if named.isEmpty {
            problems.missing("look_id", "One of look_id, dashboard_id, lookml_dashboard_id and query_id is required.")
        } else if named.count > 1 {
            problems.invalid(named[1], "A plan is for one thing: it has \(named.joined(separator: " and ")).")
        }
        if (plan["name"]?.stringValue ?? "").utf8.count > 255 {
            problems.invalid("name", "name has 255 bytes at most.")
        }
        if let name = plan["name"]?.stringValue, name.contains(where: \.isNewline) {
            problems.invalid("name", "name is one line: it becomes the subject of a mail.")
        }
        checkTime(plan, isOnce: isOnce, timezone: timezone, into: &problems)
        checkDestinations(plan, into: &problems)
    }

    private static func checkTime(
        _ plan: JSONObject, isOnce: Bool, timezone: String, into problems: inout FieldProblems
    ) {
        let zone = plan["timezone"]?.stringValue
        if let zone, !zone.isEmpty, TimeZone(identifier: zone) == nil || !zone.allSatisfy(\.isASCII) {
            problems.invalid(
                "timezone", "There is no time zone '\(zone.prefix(80))'. Take a name such as Europe/Berlin.")
        }
        let crontab = plan["crontab"]?.stringValue ?? ""
        let datagroup = plan["datagroup"]?.stringValue ?? ""
        if crontab.isEmpty, datagroup.isEmpty {
            if !isOnce { problems.missing("crontab", "A plan needs a crontab or a datagroup.") }
        } else if !crontab.isEmpty, !datagroup.isEmpty {
            problems.invalid("datagroup", "A plan has a crontab or a datagroup, not both.")
        }
        guard !crontab.isEmpty else { return }
        checkCrontab(
            crontab, named: "crontab", zone: zone ?? timezone, shortest: shortestInterval, into: &problems)
    }

    /// - Parameter shortest: Minutes between two times at least.
    static func checkCrontab(
        _ text: String, named field: String, zone: String, shortest: Int, into problems: inout FieldProblems
    ) {
        guard text.utf8.count <= 200 else { return problems.invalid(field, "\(field) has 200 bytes at most.") }
        let cron: CronExpression
        do {
            cron = try CronExpression(text)
        } catch {
            return problems.invalid(field, "\(error)")
        }
        let clock = TimeZone(identifier: zone) ?? .gmt
        // Any week shows how close its times lie; one behind the other is enough of them for the closest.
        var moment: Int64 = 1_704_067_200_000_000
        var closest = Int64.max
        for number in 0..<64 {
            guard let next = cron.next(after: moment, in: clock) else {
                if number == 0 { problems.invalid(field, "'\(text)' is a time that never comes.") }
                return
            }
            if number > 0 { closest = min(closest, next - moment) }
            moment = next
        }
        if closest < Int64(shortest) * 60_000_000 {
            problems.invalid(
                field,
                "'\(text)' comes every \(max(1, closest / 60_000_000)) minutes; \(shortest) minutes have to lie between."
            )
        }
    }

    private static func checkDestinations(_ plan: JSONObject, into problems: inout FieldProblems) {
        let field = "scheduled_plan_destination"
        guard let destinations = plan[field]?.arrayValue, !destinations.isEmpty else {
            return problems.missing(field, "A plan needs a destination.")
        }
        if destinations.count > mostDestinations {
            return problems.invalid(field, "A plan has \(mostDestinations) destinations at most.")
        }
        for (place, destination) in destinations.enumerated() {
            let name = "\(field)[\(place)]"
            let type = destination["type"]?.stringValue ?? ""
            let address = destination["address"]?.stringValue ?? ""
            let format = destination["format"]?.stringValue ?? ""
            if !formats.contains(format) {
                problems.invalid(name + ".format", "There is no format '\(format.prefix(40))'.")
            }
            switch type {
            case "email":
                if !isMailAddress(address) {
                    problems.invalid(name + ".address", "'\(address.prefix(80))' is no mail address.")
                }
            case "webhook":
                if !address.hasPrefix("https://") && !address.hasPrefix("http://") || !isOneLine(address) {
                    problems.invalid(name + ".address", "A webhook's address begins with https://.")
                }
            case "s3", "sftp":
                if address.isEmpty || !isOneLine(address) {
                    problems.invalid(name + ".address", "\(type) needs an address.")
                }
            case _ where type.hasPrefix("looker-integration://"): break
            case "": problems.missing(name + ".type")
            default: problems.invalid(name + ".type", "There is no destination '\(type.prefix(40))'.")
            }
        }
    }

    /// One `@`, something before it and a domain behind it, and nothing that ends a line or begins another header.
    static func isMailAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard text.utf8.count <= 254, parts.count == 2, !parts[0].isEmpty, parts[1].contains("."),
            !parts[1].hasPrefix("."), !parts[1].hasSuffix(".")
        else { return false }
        return text.unicodeScalars.allSatisfy {
            $0.value > 0x20 && $0.value != 0x7F && !",;<>\"()[]\\".unicodeScalars.contains($0)
        }
    }

    private static func isOneLine(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
    }

    /// When a plan runs next, microseconds since 1970; `nil` for one that a datagroup triggers, or that is off.
    static func next(_ plan: JSONObject, now: Int64, timezone: String) -> Int64? {
        guard plan["enabled"]?.boolValue ?? true, let text = plan["crontab"]?.stringValue, !text.isEmpty,
            let cron = try? CronExpression(text)
        else { return nil }
        let zone = plan["timezone"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 } ?? timezone
        return cron.next(after: now, in: TimeZone(identifier: zone) ?? .gmt)
    }
}
