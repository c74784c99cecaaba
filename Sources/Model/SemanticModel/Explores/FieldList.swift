internal import LookML

/// Reads field lists (`fields`, `drill_fields`, sets): names, sets with a star, and exclusions with a minus.
struct FieldList {
    /// To which names without a view belong.
    let home: ResolvedView
    /// The other views that may be named, by alias.
    let views: [String: ResolvedView]
    /// What `ALL_FIELDS*` stands for.
    let everything: [String]
    /// Called with every element that means nothing.
    let unknown: (LookMLToken, Meaning) -> Void

    enum Meaning {
        case field(String, in: ResolvedView)
        case set(String, in: ResolvedView)
        case view(String)
        case circularSet(String)
    }

    /// Full names in the order of the list, each once. A list of exclusions alone begins with everything.
    func names(_ tokens: [LookMLToken]) -> [String] {
        var result = Names()
        if !tokens.isEmpty, tokens.allSatisfy({ $0.value.hasPrefix("-") }) { everything.forEach { result.add($0) } }
        var open: Set<String> = []
        for token in tokens { apply(token, to: &result, home: home, open: &open) }
        return result.list
    }

    private struct Names {
        private var order: [String] = []
        private var members: Set<String> = []

        var list: [String] {
            var seen: Set<String> = []
            return order.filter { members.contains($0) && seen.insert($0).inserted }
        }

        mutating func add(_ name: String) { if members.insert(name).inserted { order.append(name) } }
        mutating func remove(_ name: String) { members.remove(name) }
    }

    private func apply(_ token: LookMLToken, to names: inout Names, home: ResolvedView, open: inout Set<String>) {
        let isExclusion = token.value.hasPrefix("-")
        let written = isExclusion ? String(token.value.dropFirst()) : token.value
        for name in meant(by: written, token, home: home, open: &open) {
            if isExclusion { names.remove(name) } else { names.add(name) }
        }
    }

    private func meant(
        by written: String, _ token: LookMLToken, home: ResolvedView, open: inout Set<String>
    ) -> [String] {
        guard written.hasSuffix("*") else {
            if home.places[written] != nil { return ["\(home.alias).\(written)"] }
            guard let (view, name) = split(written) else {
                unknown(token, .field(written, in: home))
                return []
            }
            guard let view = view == home.alias ? home : views[view] else {
                unknown(token, .view(view))
                return []
            }
            guard view.places[name] != nil else {
                unknown(token, .field(name, in: view))
                return []
            }
            return ["\(view.alias).\(name)"]
        }
        let set = String(written.dropLast())
        if set == "ALL_FIELDS", home.alias == self.home.alias { return everything }
        guard let (alias, name) = split(set) else { return members(of: set, in: home, token, &open) }
        guard let view = alias == home.alias ? home : views[alias] else {
            unknown(token, .view(alias))
            return []
        }
        return members(of: name, in: view, token, &open)
    }

    private func members(
        of set: String, in view: ResolvedView, _ token: LookMLToken, _ open: inout Set<String>
    ) -> [String] {
        if set == "ALL_FIELDS" { return view.fields.map(\.field.name) }
        guard let tokens = view.sets[set] else {
            unknown(token, .set(set, in: view))
            return []
        }
        let identity = "\(view.alias).\(set)"
        guard open.insert(identity).inserted, open.count < 50 else {
            unknown(token, .circularSet(identity))
            return []
        }
        defer { open.remove(identity) }
        var names = Names()
        if !tokens.isEmpty, tokens.allSatisfy({ $0.value.hasPrefix("-") }) {
            view.fields.forEach { names.add($0.field.name) }
        }
        for token in tokens { apply(token, to: &names, home: view, open: &open) }
        return names.list
    }

    private func split(_ name: String) -> (view: String, field: String)? {
        guard let dot = name.firstIndex(of: ".") else { return nil }
        return (String(name[..<dot]), String(name[name.index(after: dot)...]))
    }
}
