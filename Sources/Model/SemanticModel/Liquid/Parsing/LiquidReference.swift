/// A name that a template reads, with its place.
package struct LiquidReference: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// `_filters['name']`
        case filter
        /// `_user_attributes['name']`
        case userAttribute
        /// `{% parameter name %}` and `name._parameter_value`
        case parameter
        /// `{% condition name %}`
        case condition
        /// `{% date_start name %}` and `{% date_end name %}`
        case dateBound
        /// `{% incrementcondition %}`, which has no name
        case incrementCondition
        /// `name._value`, `name._in_query` and the like, with the property. The name is that of a field, with or without
        /// its view, or of a view for `_in_query`.
        case property(String)
        /// `row['name']`: read if the query has it.
        case row
        /// `_access_filters['name']`
        case accessFilter
        /// `_localization['name']`
        case localization
        /// `_model._name`, `_query._query_timezone` and other names that begin with an underscore, as one path
        case builtIn
        /// `value`, `view.field` and everything else, as one path
        case variable
    }

    package var kind: Kind
    /// Empty when the template computes it: anything may be meant.
    package var name: String
    /// Unicode scalars from the start of the template.
    package var offset: Int

    private static let keyed: [String: Kind] = [
        "_filters": .filter, "_user_attributes": .userAttribute, "row": .row, "_access_filters": .accessFilter,
        "_localization": .localization,
    ]

    /// What a variable of the context refers to; the offset is still in bytes.
    init(_ variable: LiquidVariable) {
        var known: [String] = []
        for segment in variable.segments {
            if case .name(let name) = segment {
                known.append(name)
            } else if case .key(.literal(.text(let text))) = segment {
                known.append(text.text)
            } else if case .key(.literal(.number(let number))) = segment {
                known.append(number.text)
            } else {
                break
            }
        }
        let isComputed = known.count < variable.segments.count
        offset = variable.byte
        let first = known.first ?? ""
        if let kind = Self.keyed[first] {
            self.kind = kind
            name = known.count > 1 ? known[1] : ""
        } else if first.hasPrefix("_") {
            kind = .builtIn
            name = known.joined(separator: ".")
        } else if !isComputed, let index = known.dropFirst().firstIndex(where: { $0.hasPrefix("_") }) {
            let property = known[index]
            kind = property == "_parameter_value" ? .parameter : .property(property)
            name = known[..<index].joined(separator: ".")
        } else {
            kind = .variable
            name = isComputed ? "" : known.joined(separator: ".")
        }
    }

    init(_ kind: Kind, name: String, offset: Int) {
        self.kind = kind
        self.name = name
        self.offset = offset
    }
}
