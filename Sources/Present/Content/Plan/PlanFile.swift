internal import Foundation
package import JSON

/// A plan as a file that people edit and send: JSON, or CSV with a line for each property.
package enum PlanFile {
    /// What a file says, read over the plan that is there. Nothing of it should be saved while there are problems.
    package struct Reading {
        package var events: [PlannedEvent] = []
        package var problems: [Problem] = []
        fileprivate var names: Set<String> = []
    }

    package struct Problem {
        /// Of CSV, as spreadsheets count.
        package var row: Int?
        package var event: String
        package var message: String
    }

    package static func json(_ plan: TrackingPlan) -> JSONValue {
        ["events": .array(plan.events.map { .object(PlanJSON.write($0)) })]
    }

    private static let columns = [
        "event", "display_name", "description", "category", "owner", "tags", "status", "property",
        "property_description", "type", "is_list", "is_required", "values",
    ]

    package static func csv(_ plan: TrackingPlan) -> String {
        var text = CSVText.line(columns)
        for event in plan.events {
            let head = [
                event.name, event.displayName, event.description, event.category, event.owner, list(event.tags),
                event.status.rawValue,
            ]
            for property in event.properties {
                text += CSVText.line(
                    head + [
                        property.name, property.description, property.kind.rawValue, property.isList ? "yes" : "no",
                        property.isRequired ? "yes" : "no", list(property.values),
                    ])
            }
            if event.properties.isEmpty { text += CSVText.line(head + ["", "", "", "", "", ""]) }
        }
        return text
    }

    package static func read(_ text: String, over plan: TrackingPlan) -> Reading {
        var text = text
        if text.unicodeScalars.first == "\u{FEFF}" { text = String(text.unicodeScalars.dropFirst()) }
        let first = text.first { !$0.isWhitespace }
        let planned = Dictionary(plan.events.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        return first == "{" || first == "[" ? json(text, planned) : csv(text, planned)
    }

    private static func json(_ text: String, _ plan: [String: PlannedEvent]) -> Reading {
        var reading = Reading()
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue.parse(text)
        } catch {
            return Reading(problems: [Problem(event: "", message: "The file can't be read: \(error)")])
        }
        guard let list = value.arrayValue ?? value["events"]?.arrayValue else {
            let message = "Send a list of events, or an object with events."
            return Reading(problems: [Problem(event: "", message: message)])
        }
        for item in list {
            let name = item["name"]?.stringValue ?? ""
            var problems = PlanProblems()
            let event = PlanJSON.read(
                item.objectValue ?? JSONObject(), over: plan[name] ?? PlannedEvent(name: name), &problems)
            reading.add(event, problems, row: nil)
        }
        return reading
    }

    private static func csv(_ text: String, _ plan: [String: PlannedEvent]) -> Reading {
        var rows = CSVText.rows(of: text, separators: separators(of: text))
        guard !rows.isEmpty else { return Reading(problems: [Problem(event: "", message: "The file is empty.")]) }
        let names = rows.removeFirst().map { $0.lowercased().replacing(" ", with: "_") }
        guard names.contains("event") else {
            let message = "The first line has to name the columns, one of them event."
            return Reading(problems: [Problem(row: 1, event: "", message: message)])
        }
        var reading = Reading()
        let hasProperties = names.contains("property")
        // Lines of one event need not stand together.
        var order: [String] = []
        var found: [String: (event: PlannedEvent, problems: PlanProblems, row: Int)] = [:]
        for (index, cells) in rows.enumerated() {
            let row = Row(names: names, cells: cells)
            let name = row["event"] ?? ""
            var problems = PlanProblems()
            if found[name] == nil {
                order.append(name)
                var event = plan[name] ?? PlannedEvent(name: name)
                if hasProperties { event.properties = [] }
                row.fill(&event, &problems)
                found[name] = (event, problems, index + 2)
            }
            if let property = row["property"], !property.isEmpty {
                var read = PlanProblems()
                let property = row.property(property, &read)
                found[name]?.event.properties.append(property)
                reading.problems += read.all.map { Problem(row: index + 2, event: name, message: $0.message) }
            }
        }
        for name in order {
            if let item = found[name] { reading.add(item.event, item.problems, row: item.row) }
        }
        return reading
    }

    /// Cells that tables of other countries have are separated by semicolons; descriptions may have any of them.
    private static func separators(of text: String) -> Set<Character> {
        let head = text.prefix { !$0.isNewline }
        return head.contains("\t") ? ["\t"] : head.contains(",") ? [","] : [";"]
    }

    fileprivate static func list(_ texts: [String]) -> String {
        let isPlain = texts.allSatisfy { !$0.contains("|") && !$0.hasPrefix("[") && !$0.isEmpty }
        return isPlain ? texts.joined(separator: "|") : JSONValue.array(texts.map(JSONValue.string)).text
    }

    fileprivate static func texts(_ cell: String) -> [String] {
        if cell.hasPrefix("["), let list = (try? JSONValue.parse(cell))?.arrayValue {
            return list.compactMap(\.stringValue)
        }
        return cell.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    /// A line, by the names of the columns. Columns that are absent leave what was planned as it is.
    private struct Row {
        let names: [String]
        let cells: [String]

        subscript(name: String) -> String? {
            guard let place = names.firstIndex(of: name) else { return nil }
            return place < cells.count ? cells[place] : ""
        }

        func fill(_ event: inout PlannedEvent, _ problems: inout PlanProblems) {
            if let text = self["display_name"] { event.displayName = text }
            if let text = self["description"] { event.description = text }
            if let text = self["category"] { event.category = text }
            if let text = self["owner"] { event.owner = text }
            if let text = self["tags"] { event.tags = PlanFile.texts(text) }
            if let text = self["status"] { event.status = PlanJSON.status(text.lowercased(), &problems) }
        }

        func property(_ name: String, _ problems: inout PlanProblems) -> PlannedProperty {
            var property = PlannedProperty(name: name)
            property.description = self["property_description"] ?? ""
            property.isList = isTrue("is_list")
            property.isRequired = isTrue("is_required")
            property.values = PlanFile.texts(self["values"] ?? "")
            let type = self["type"]?.lowercased() ?? ""
            property.kind =
                type.isEmpty
                ? (property.values.isEmpty ? .any : .enum) : PlanJSON.kind(type, "type", &problems)
            return property
        }

        private func isTrue(_ name: String) -> Bool {
            ["yes", "true", "1", "y"].contains(self[name]?.lowercased() ?? "")
        }
    }
}

extension PlanFile.Reading {
    fileprivate mutating func add(_ event: PlannedEvent, _ problems: PlanProblems, row: Int?) {
        var problems = problems
        problems.check(event)
        if !names.insert(event.name).inserted { problems.add("name", "The event is there twice.") }
        events.append(event)
        self.problems += problems.all.map { PlanFile.Problem(row: row, event: event.name, message: $0.message) }
    }
}
