internal import LookML

/// Reads field lists (`fields`, `drill_fields`, sets): names, sets with a star, and exclusions with a minus.
struct FieldList {
    /// To which names without a view belong.
    let home: ResolvedView
    /// The other views that may be named, by alias.
    let views: [String: ResolvedView]
    /// What `ALL_FIELDS*` stands for.
    let everything: () -> [String]
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
        if !tokens.isEmpty, tokens.allSatisfy({ $0.value.hasPrefix("-") }) { everything().forEach { result.add($0) } }
        var sets = Sets()
        for token in tokens { apply(token, to: &result, home: home, sets: &sets) }
        return result.list
    }

    /// The sets of one list: those that are being read, from the outside in, and the fields of those that have been. A set
    /// may be named by many others, so each is read once.
    private struct Sets {
        var open: Set<String> = []
        var known: [String: [String]] = [:]
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

    private func apply(_ token: LookMLToken, to names: inout Names, home: ResolvedView, sets: inout Sets) {
        let isExclusion = token.value.hasPrefix("-")
        let written = isExclusion ? String(token.value.dropFirst()) : token.value
        for name in meant(by: written, token, home: home, sets: &sets) {
            if isExclusion { names.remove(name) } else { names.add(name) }
        }
    }

    private func meant(
        by written: String, _ token: LookMLToken, home: ResolvedView, sets: inout Sets
    ) -> [String] {
        guard written.hasSuffix("*") else {
            if home.has(written) { return ["\(home.alias).\(written)"] }
            guard let (view, name) = split(written) else {
                unknown(token, .field(written, in: home))
                return []
            }
            guard let view = view == home.alias ? home : views[view] else {
                unknown(token, .view(view))
                return []
            }
            guard view.has(name) else {
                unknown(token, .field(name, in: view))
                return []
            }
            return ["\(view.alias).\(name)"]
        }
        let set = String(written.dropLast())
        if set == "ALL_FIELDS", home.alias == self.home.alias { return everything() }
        guard let (alias, name) = split(set) else { return members(of: set, in: home, token, &sets) }
        guard let view = alias == home.alias ? home : views[alias] else {
            unknown(token, .view(alias))
            return []
        }
        return members(of: name, in: view, token, &sets)
    }

    private func members(
        of set: String, in view: ResolvedView, _ token: LookMLToken, _ sets: inout Sets
    ) -> [String] {
        if set == "ALL_FIELDS" { return view.fields.map(\.field.name) }
        guard let tokens = view.sets[set] else {
            unknown(token, .set(set, in: view))
            return []
        }
        let identity = "\(view.alias).\(set)"
        if let known = sets.known[identity] { return known }
        guard !sets.open.contains(identity), sets.open.count < 50 else {
            unknown(token, .circularSet(identity))
            return []
        }
        sets.open.insert(identity)
        defer { sets.open.remove(identity) }
        var names = Names()
        if !tokens.isEmpty, tokens.allSatisfy({ $0.value.hasPrefix("-") }) {
            view.fields.forEach { names.add($0.field.name) }
        }
        for token in tokens { apply(token, to: &names, home: view, sets: &sets) }
        sets.known[identity] = names.list
        return names.list
    }

    private func split(_ name: String) -> (view: String, field: String)? {
        guard let dot = name.firstIndex(of: ".") else { return nil }
        return (String(name[..<dot]), String(name[name.index(after: dot)...]))
    }
}
