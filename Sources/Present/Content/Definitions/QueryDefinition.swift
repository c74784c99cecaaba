import Crypto
package import JSON

/// A query as somebody wrote it: the writable properties of the API's `Query` (Looker API 4.0). Two equal definitions are
/// one saved query.
package struct QueryDefinition: Sendable, Hashable {
    package var model: String
    /// The API calls it `view`.
    package var explore: String
    /// Full names, in column order.
    package var fields: [String] = []
    package var pivots: [String] = []
    package var fillFields: [String] = []
    package var subtotals: [String] = []
    /// Field to filter expression, all texts. An empty one lifts the explore's default.
    package var filters = JSONObject()
    /// A Looker expression, AND-ed to the filters.
    package var filterExpression: String?
    /// `view.field`, `view.field desc`, `view.field desc 0`
    package var sorts: [String] = []
    /// Rows at most, as text; `-1` is no limit, `nil` the default of 500.
    package var limit: String?
    /// Pivot columns at most, as text; `nil` is the default of 50.
    package var columnLimit: String?
    package var total = false
    /// `right`, or nothing.
    package var rowTotal: String?
    /// JSON text of a list: custom fields and table calculations.
    package var dynamicFields: String?
    /// What the chart looks like; `type` names it (`looker_line`, `table` …). Returned as stored.
    package var visConfig = JSONObject()
    /// The state of the filter controls. Returned as stored; `filters` is what counts.
    package var filterConfig = JSONObject()
    package var visibleUISections: String?
    /// An IANA zone; `nil` is the project's.
    package var queryTimezone: String?

    package init(model: String, explore: String) {
        self.model = model
        self.explore = explore
    }

    /// The filters as texts by field.
    package var filterTexts: [String: String] {
        Dictionary(filters.members.map { ($0.key, $0.value.stringValue ?? "") }, uniquingKeysWith: { _, last in last })
    }

    /// The names that `dynamicFields` defines, which are no fields of the explore.
    package var dynamicFieldNames: Set<String> {
        guard let dynamicFields, let list = try? JSONValue.parse(dynamicFields).arrayValue else { return [] }
        return Set(
            list.flatMap { entry in
                ["table_calculation", "measure", "dimension", "name"].compactMap { entry[$0]?.stringValue }
            })
    }

    /// Equal for equal definitions and for no others: SHA-256 of the properties with their names in order.
    var fingerprint: [UInt8] { Fingerprint.of(.object(json)) }
}

/// A digest of JSON that doesn't depend on the order of an object's members.
enum Fingerprint {
    static func of(_ value: JSONValue) -> [UInt8] { Array(SHA256.hash(data: sorted(value).serialized())) }

    private static func sorted(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let object):
            let members = object.members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            return .object(JSONObject(members.map { ($0.key, sorted($0.value)) }))
        case .array(let elements): return .array(elements.map(sorted))
        default: return value
        }
    }
}
