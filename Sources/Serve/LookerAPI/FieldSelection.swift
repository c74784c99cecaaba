internal import JSON

/// The `fields` parameter of Looker's API: which properties of an object are wanted.
///
///     id, title                                  these two
///     dashboard_elements(id,query(model,view))   nested
///     query.model                                the older, dotted spelling
///
/// Names that an object doesn't have are ignored.
struct FieldSelection: Equatable {
    private indirect enum Wanted: Equatable {
        case whole
        case members([String: Wanted])
    }

    private var members: [String: Wanted] = [:]

    /// `nil` and blank text want everything.
    init?(_ text: String?) {
        guard let text, text.contains(where: { !$0.isWhitespace }) else { return nil }
        var scanner = Scanner(scalars: Array(text.unicodeScalars))
        members = scanner.list(depth: 0)
    }

    /// The selected part of an object, or of each object of a list.
    func apply(to value: JSONValue) -> JSONValue { Self.apply(.members(members), to: value) }

    private static func apply(_ wanted: Wanted, to value: JSONValue) -> JSONValue {
        guard case .members(let members) = wanted else { return value }
        switch value {
        case .array(let elements): return .array(elements.map { apply(wanted, to: $0) })
        case .object(let object):
            return .object(
                JSONObject(
                    object.members.compactMap { member in
                        members[member.key].map { (member.key, apply($0, to: member.value)) }
                    }))
        default: return value
        }
    }

    private struct Scanner {
        let scalars: [Unicode.Scalar]
        var place = 0

        mutating func list(depth: Int) -> [String: Wanted] {
            var result: [String: Wanted] = [:]
            var name = ""
            func add(_ wanted: Wanted, to result: inout [String: Wanted]) {
                let path = name.split(separator: ".").map(String.init)
                guard let first = path.first else { return }
                let nested = path.dropFirst().reversed().reduce(wanted) { .members([$1: $0]) }
                if case .members(let old)? = result[first], case .members(let new) = nested {
                    result[first] = .members(old.merging(new) { $1 })
                } else {
                    result[first] = nested
                }
                name = ""
            }
            while place < scalars.count {
                let scalar = scalars[place]
                place += 1
                switch scalar {
                case ",": add(.whole, to: &result)
                case "(":
                    let inner = depth < 16 ? list(depth: depth + 1) : [:]
                    add(.members(inner), to: &result)
                case ")":
                    add(.whole, to: &result)
                    return result
                case " ", "\t", "\n", "\r": break
                default: name.unicodeScalars.append(scalar)
                }
            }
            add(.whole, to: &result)
            return result
        }
    }
}
