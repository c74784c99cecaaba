/// One criterion of a selection: `2+tag:nightly+1`, `@orders`.
struct SelectionCriterion: Sendable, Hashable {
    var method: String
    /// What stands after the point of the method: `materialized` of `config.materialized:`.
    var detail: String?
    var value: String
    /// How many edges upstream; `nil` for none, `Int.max` for all.
    var parents: Int?
    var children: Int?
    /// `@`: what is downstream, and everything upstream of that.
    var includesChildrensParents = false

    static let methods: Set<String> = [
        "fqn", "name", "path", "file", "tag", "source", "exposure", "config", "kind", "resource_type", "package",
        "state",
        "result", "owner", "test_type", "test_name", "access", "group", "unit_test", "version",
    ]

    init(_ text: String) throws(SelectionError) {
        var rest = Substring(text)
        if rest.hasPrefix("@") {
            includesChildrensParents = true
            rest = rest.dropFirst()
        }
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        if rest.dropFirst(digits.count).hasPrefix("+") {
            parents = digits.isEmpty ? .max : Int(digits) ?? .max
            rest = rest.dropFirst(digits.count + 1)
        }
        let ending = rest.reversed().prefix { $0.isASCII && $0.isNumber }.count
        if rest.dropLast(ending).hasSuffix("+") {
            children = ending == 0 ? .max : Int(rest.suffix(ending)) ?? .max
            rest = rest.dropLast(ending + 1)
        }
        guard !includesChildrensParents || children == nil else {
            throw SelectionError(
                "`\(text)`: @ and a + at the end can't stand together; @ has what is downstream already.")
        }
        method = "fqn"
        if let colon = rest.firstIndex(of: ":") {
            let parts = rest[..<colon].split(separator: ".", maxSplits: 1).map(String.init)
            method = parts.first ?? ""
            detail = parts.count > 1 ? parts[1] : nil
            rest = rest[rest.index(after: colon)...]
            guard Self.methods.contains(method) else {
                let nearest = NearestName.to(method, among: Self.methods).map { "Did you mean `\($0)`?" }
                throw SelectionError(
                    "`\(text)`: there is no method `\(method)`. "
                        + (nearest ?? "There are \(Self.methods.sorted().joined(separator: ", "))."))
            }
        } else if rest.contains("/") {
            method = "path"
        } else if [".sql", ".csv", ".yml", ".yaml"].contains(where: rest.hasSuffix) {
            method = "file"
        }
        value = String(rest)
        guard !value.isEmpty else { throw SelectionError("`\(text)` names nothing.") }
    }
}

/// Why a selection can't be read.
package struct SelectionError: Error, Sendable, Hashable, CustomStringConvertible {
    package var description: String

    package init(_ description: String) { self.description = description }
}
