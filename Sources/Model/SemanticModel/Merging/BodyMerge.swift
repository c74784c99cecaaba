internal import LookML

/// Lays one body over another: what `extends` and refinements do.
///
/// Named blocks meet by their names and are merged in turn; blocks without a name that may be repeated add up; every
/// other parameter of the upper body replaces the lower one's.
enum BodyMerge {
    /// Kinds of fields share one name space: a measure laid over a dimension of its name takes its place.
    private static let fieldKinds: Set<String> = ["dimension", "dimension_group", "measure", "filter", "parameter"]
    private static let accumulating: Set<String> = [
        "link", "action", "filters", "access_filter", "allowed_value", "when", "param", "form_param", "option",
        "bind_filters", "column", "derived_column", "user_attribute_param", "sql_step",
    ]
    private static let largestExpression = 1 << 20
    /// Parameters of an object that are about itself and not handed down.
    private static let personal: Set<String> = ["extends", "extends__all", "extension", "final"]

    static func inheritable(_ items: [LookMLItem]) -> [LookMLItem] {
        items.filter { !personal.contains($0.name) }
    }

    static func merge(_ upper: [LookMLItem], over lower: [LookMLItem]) -> [LookMLItem] {
        guard !lower.isEmpty else { return upper }
        var result = withoutReplacedSource(lower, upper)
        var places: [Identity: Int] = [:]
        for (index, item) in result.enumerated() { places[Identity(item)] = index }
        for item in upper {
            let identity = Identity(item)
            if let place = places[identity], !accumulates(item) {
                result[place] = merge(item, over: result[place])
            } else {
                places[identity] = result.count
                result.append(item)
            }
        }
        return result
    }

    private static func accumulates(_ item: LookMLItem) -> Bool {
        guard accumulating.contains(item.name) else { return personal.contains(item.name) }
        if case .block(let block) = item.value { return block.name == nil }
        return item.name == "filters"
    }

    /// A view stands on a table or on a derived table, and a derived table on SQL or on an explore: the upper body's
    /// choice removes the other one.
    private static func withoutReplacedSource(_ lower: [LookMLItem], _ upper: [LookMLItem]) -> [LookMLItem] {
        let keys = Set(upper.map(\.key.value))
        var removed: Set<String> = []
        if keys.contains("derived_table") { removed.insert("sql_table_name") }
        if keys.contains("sql_table_name") { removed.insert("derived_table") }
        if keys.contains("explore_source") { removed.insert("sql") }
        if keys.contains("sql") { removed.insert("explore_source") }
        return removed.isEmpty ? lower : lower.filter { !removed.contains($0.name) }
    }

    private static func merge(_ upper: LookMLItem, over lower: LookMLItem) -> LookMLItem {
        switch (upper.value, lower.value) {
        case (.block(let upperBlock), .block(let lowerBlock)) where upper.name == lower.name:
            let merged = LookMLBlock(
                name: upperBlock.name, open: upperBlock.open,
                items: merge(upperBlock.items, over: lowerBlock.items), close: upperBlock.close)
            return LookMLItem(key: upper.key, colon: upper.colon, value: .block(merged))
        case (.expression(let text, let end), .expression(let inherited, _)) where text.value.contains("${EXTENDED}"):
            let pieces = text.value.split(separator: "${EXTENDED}", omittingEmptySubsequences: false)
            // A chain of objects that name their parent's text twice would double it at each step.
            guard text.value.utf8.count + pieces.count * inherited.value.utf8.count <= largestExpression else {
                return upper
            }
            let replaced = pieces.joined(separator: inherited.value)
            return LookMLItem(
                key: upper.key, colon: upper.colon, value: .expression(text.withValue(replaced), end: end))
        default: return upper
        }
    }

    /// What decides whether two items are about the same thing.
    private struct Identity: Hashable {
        var key: String
        var name: String?

        init(_ item: LookMLItem) {
            let key = item.name
            if case .block(let block) = item.value, let name = block.name?.value {
                self.key = BodyMerge.fieldKinds.contains(key) ? "field" : key
                self.name = name
            } else {
                self.key = key
            }
        }
    }
}
