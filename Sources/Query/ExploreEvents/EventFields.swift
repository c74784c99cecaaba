package import SemanticModel

/// Which fields of an explore say who did what when: dimensions with these tags.
///
/// | tag | what the field is |
/// |---|---|
/// | `event_user` | the person |
/// | `event_time` | when it happened; of a `dimension_group` its finest timeframe counts |
/// | `event_name` | the kind of event |
/// | `event_sequence` | a whole number that puts events of one time in order; may be missing |
/// | `event_session` | the session; may be missing |
/// | `event_revenue` | what charts of revenue sum; may be missing |
/// | `event_group:company` | the group of a type, here of type `company`; any number of them |
package struct EventFields: Sendable {
    package var user: Field
    package var time: Field
    package var name: Field
    package var sequence: Field?
    package var session: Field?
    package var revenue: Field?
    /// By the type of groups.
    package var groups: [String: Field]

    /// Reads the tags.
    ///
    /// - Parameter explore: As it is for whoever asks.
    /// - Throws: ``EventFieldsError`` with all that is missing or said twice.
    package init(_ explore: Explore) throws(EventFieldsError) {
        var problems: [String] = []
        let dimensions = explore.fields.filter { $0.category == .dimension }
        func tagged(_ tag: String) -> [Field] { dimensions.filter { $0.tags.contains(tag) } }
        func one(_ tag: String) -> Field? {
            let found = tagged(tag)
            if found.count > 1 {
                problems.append(
                    "The tag \"\(tag)\" stands on \(found.map(\.name).joined(separator: " and ")): only one can be it.")
            }
            return found.first
        }
        func needed(_ tag: String, _ found: Field?) -> Field? {
            if found == nil { problems.append("No dimension has the tag \"\(tag)\".") }
            return found
        }
        let user = needed("event_user", one("event_user"))
        let name = needed("event_name", one("event_name"))
        let times = tagged("event_time")
        let time = needed("event_time", times.min { Self.coarseness($0) < Self.coarseness($1) })
        if let time, Self.coarseness(time) == Self.noTime {
            problems.append(
                "\(time.name) has the tag \"event_time\" and no time to the second: give the dimension_group the "
                    + "timeframe raw or time.")
        }
        if Set(times.map { $0.dimensionGroup ?? $0.name }).count > 1 {
            problems.append(
                "The tag \"event_time\" stands on \(times.map(\.name).joined(separator: " and ")): only one can be it.")
        }
        (sequence, session, revenue) = (one("event_sequence"), one("event_session"), one("event_revenue"))
        groups = [:]
        for field in dimensions {
            for tag in field.tags where tag.hasPrefix("event_group:") {
                let type = String(tag.dropFirst("event_group:".count))
                if let other = groups.updateValue(field, forKey: type) {
                    problems.append(
                        "The tag \"\(tag)\" stands on \(other.name) and \(field.name): only one can be it.")
                }
            }
        }
        guard let user, let time, let name, problems.isEmpty else {
            throw EventFieldsError(explore: explore.name, problems: problems)
        }
        (self.user, self.time, self.name) = (user, time, name)
    }

    /// Whether an explore says anything of the kind.
    package static func areNamed(in explore: Explore) -> Bool {
        explore.fields.contains { $0.tags.contains("event_user") || $0.tags.contains("event_time") }
    }

    /// All of them, each once.
    package var all: [Field] {
        var all: [Field] = []
        let optional = [sequence, session, revenue].compactMap(\.self)
        for field in [user, time, name] + optional + groups.sorted(by: { $0.key < $1.key }).map(\.value)
        where !all.contains(where: { $0.name == field.name }) {
            all.append(field)
        }
        return all
    }

    private static let noTime = 9

    /// The smaller the better.
    private static func coarseness(_ field: Field) -> Int {
        guard case .timeframe(let timeframe, _, let column) = field.kind else { return noTime }
        switch timeframe {
        case .raw: return 0
        case .microsecond: return 1
        case .millisecond: return 2
        case .second, .time: return 3
        // A day is all that such a column knows.
        case .date where column.dataType == .date || column.dataType == .yyyymmdd: return 4
        default: return noTime
        }
    }
}

/// Why an explore is no source of events.
package struct EventFieldsError: Error, Sendable, CustomStringConvertible {
    package var explore: String
    /// In sentences.
    package var problems: [String]

    package var description: String {
        "The explore \(explore) can't be read as events. " + problems.joined(separator: " ")
    }
}
