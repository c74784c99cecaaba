package import JSON

/// A cohort as charts name it: `power users`, or `power users@3` for what its version 3 says. Where a chart takes a text,
/// `{"cohort": "power users", "version": 3}` will do as well.
package struct CohortReference: Hashable, Sendable {
    package var name: String
    /// `nil` is the newest.
    package var version: Int?

    package init(name: String, version: Int? = nil) {
        self.name = name
        self.version = version
    }

    package init(_ text: String) {
        if let at = text.lastIndex(of: "@"), at > text.startIndex,
            let version = Int(text[text.index(after: at)...]), version > 0
        {
            self.init(name: String(text[..<at]), version: version)
        } else {
            self.init(name: text)
        }
    }

    /// Why a cohort can't be called so; `nil` if it can.
    package static func problem(inName name: String) -> String? {
        if name.isEmpty || name.count > 200 { return "A cohort's name has 1 to 200 characters." }
        if name.first?.isWhitespace == true || name.last?.isWhitespace == true {
            return "A cohort's name begins and ends with no blank."
        }
        if name.contains(where: { $0.isNewline || $0 == "/" }) {
            return "A cohort's name has no slash and no line end."
        }
        if CohortReference(name).version != nil {
            return "\"\(name)\" would mean a version; leave the @ and the number away."
        }
        if name.allSatisfy(\.isNumber) { return "A cohort's name is not a number alone." }
        return nil
    }

    /// The definition of a chart with each `{"cohort": …, "version": …}` as the text that means the same. Filters keep
    /// theirs.
    static func asTexts(in value: JSONValue, under key: String = "") -> JSONValue {
        switch value {
        case .array(let items): return .array(items.map { asTexts(in: $0, under: key) })
        case .object(let object):
            if key != "filters", let reference = CohortReference(object) {
                let isName = key == "cohorts" || key == "not_in_cohorts"
                return .string((isName ? "" : PropertyReference.cohortPrefix) + reference.description)
            }
            return .object(JSONObject(object.members.map { ($0.key, asTexts(in: $0.value, under: $0.key)) }))
        default: return value
        }
    }

    private init?(_ object: JSONObject) {
        guard let name = object["cohort"]?.stringValue, object.keys.allSatisfy({ $0 == "cohort" || $0 == "version" })
        else { return nil }
        guard let version = object["version"], !version.isNull else {
            self.init(name: name)
            return
        }
        guard let number = version.intValue.flatMap({ Int(exactly: $0) }), number > 0 else { return nil }
        self.init(name: name, version: number)
    }
}

extension CohortReference: CustomStringConvertible {
    package var description: String { version.map { "\(name)@\($0)" } ?? name }
}

extension DefinitionReader {
    /// The keys `cohort` and `version` of this object.
    mutating func cohortReference() -> CohortReference {
        let name = text("cohort") ?? ""
        if name.isEmpty { report("cohort", "Name the cohort.") }
        var reference = CohortReference(name)
        if let version = integer("version", in: 1...Int(Int32.max)) { reference.version = version }
        return reference
    }

    /// What filters ask of events and of people.
    struct Conditions {
        var filters: [PropertyFilter] = []
        var cohorts: [String] = []
        var excludedCohorts: [String] = []

        var isEmpty: Bool { filters.isEmpty && cohorts.isEmpty && excludedCohorts.isEmpty }
    }

    private enum Membership: String, CaseIterable {
        case `is`
        case isNot = "is not"
    }

    /// Filters on properties, and `{"cohort": "power users", "op": "is not"}`.
    mutating func conditions(_ key: String) -> Conditions {
        var found = Conditions()
        _ = objects(key) { reader in
            guard reader.has("cohort") else {
                found.filters.append(reader.filter())
                return
            }
            let name = reader.cohortReference().description
            let operation: Membership = reader.choice("op", or: .is)
            if operation == .is { found.cohorts.append(name) } else { found.excludedCohorts.append(name) }
        }
        return found
    }
}
