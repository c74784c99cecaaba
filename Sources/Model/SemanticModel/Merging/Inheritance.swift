internal import LookML

/// The views or the explores of a model as their text has them, with all that they inherit.
struct MergedObjects: Sendable {
    /// In the order of the files.
    var names: [String]
    fileprivate var objects: [String: NamedObject]
    fileprivate var templates: Set<String>
    fileprivate var plain: Set<String>

    func object(_ name: String) -> NamedObject? { objects[name] }

    func contains(_ name: String) -> Bool { objects[name] != nil }

    /// Whether the object exists only to be extended.
    func isTemplate(_ name: String) -> Bool { templates.contains(name) }

    /// Whether the object is nothing but its own block: it extends nothing, and nothing refines it.
    func isPlain(_ name: String) -> Bool { plain.contains(name) }
}

/// Merges the views or the explores of one model: each with what it inherits and how it is refined.
///
/// From weakest to strongest: the parents from left to right, each with its own refinements; the object's own body;
/// then for each refinement in the order of the files its new parents and its body. A parent counts once.
final class Inheritance {
    /// Chains of parents longer than this are refused; real ones stay below five.
    private static let longestChain = 50
    private static let largestObject = 200_000

    /// `view` or `explore`.
    private let kind: String
    private let problems: ProblemList
    private var definitions: [String: NamedObject] = [:]
    private var refinements: [String: [NamedObject]] = [:]
    private var merged: [String: NamedObject] = [:]
    private var open: [String] = []
    private(set) var names: [String] = []

    init(kind: String, problems: ProblemList) {
        self.kind = kind
        self.problems = problems
    }

    /// Takes a block as it comes in by the order of the files.
    func add(_ object: NamedObject) {
        if object.name.hasPrefix("+") {
            refinements[String(object.name.dropFirst()), default: []].append(object)
        } else if let first = definitions[object.name] {
            problems.report(
                "duplicate-name", "The \(kind) `\(object.name)` is defined already, at \(first.location).",
                at: object.location,
                suggestion: "Rename one of them, or refine the first with `\(kind): +\(object.name)`.")
        } else {
            definitions[object.name] = object
            names.append(object.name)
        }
    }

    /// Reports refinements of nothing.
    func checkRefinements() {
        for (name, list) in refinements where definitions[name] == nil {
            for refinement in list {
                problems.report(
                    "unknown-\(kind)", "There is no \(kind) `\(name)` to refine in this model.",
                    at: refinement.location, suggestion: Suggestion.nearest(to: name, in: names))
            }
        }
    }

    /// Where the object is refined, in the order of the files.
    func refinementPlaces(of name: String) -> [SourceLocation] { (refinements[name] ?? []).map(\.location) }

    /// All of them.
    ///
    /// - Parameter first: Names to begin with: of objects that extend each other in a circle, the first is blamed.
    func merged(beginningWith first: [String] = []) -> MergedObjects {
        for name in first + names { _ = object(name) }
        return MergedObjects(
            names: names, objects: merged,
            templates: Set(names.filter { merged[$0]?.text("extension") == "required" }),
            plain: Set(names.filter { refinements[$0] == nil && definitions[$0]?.item("extends") == nil }))
    }

    /// The object with all that it inherits; `nil` when there is none of this name.
    func object(_ name: String) -> NamedObject? {
        if let done = merged[name] { return done }
        guard let definition = definitions[name] else { return nil }
        open.append(name)
        defer { open.removeLast() }
        var items: [LookMLItem] = []
        var parents: Set<String> = []
        inherit(definition, into: &items, parents: &parents)
        var isFinal = definition.flag("final") ?? false
        for refinement in refinements[name] ?? [] {
            if isFinal {
                problems.report(
                    "refinement-of-final", "The \(kind) `\(name)` is final and can't be refined.",
                    at: refinement.location)
                continue
            }
            inherit(refinement, into: &items, parents: &parents)
            isFinal = isFinal || (refinement.flag("final") ?? false)
        }
        let object = NamedObject(name: name, location: definition.location, items: items)
        merged[name] = object
        return object
    }

    /// Lays the new parents of `object`, and then its own body, over `items`.
    private func inherit(_ object: NamedObject, into items: inout [LookMLItem], parents: inout Set<String>) {
        for item in object.items("extends") {
            let scope = NamedObject(name: "", location: item.location, items: [item])
            for parent in scope.strings("extends") ?? [] where !parents.contains(parent.value) {
                guard let body = parentBody(parent) else { continue }
                parents.insert(parent.value)
                items = BodyMerge.merge(BodyMerge.inheritable(body), over: items)
                if items.count > Self.largestObject {
                    return problems.report(
                        "object-too-large", "The \(kind) has more than \(Self.largestObject) parameters.",
                        at: object.location)
                }
            }
        }
        items = BodyMerge.merge(object.items, over: items)
    }

    private func parentBody(_ parent: LookMLToken) -> [LookMLItem]? {
        if let start = open.firstIndex(of: parent.value) {
            let cycle = (open[start...] + [parent.value]).joined(separator: " → ")
            problems.report(
                "circular-reference", "`extends` goes round in a circle: \(cycle).", at: parent.location)
            return nil
        }
        guard open.count < Self.longestChain else {
            problems.report(
                "circular-reference", "More than \(Self.longestChain) \(kind)s extend each other in a chain.",
                at: parent.location)
            return nil
        }
        guard let body = object(parent.value) else {
            problems.report(
                "unknown-\(kind)", "There is no \(kind) `\(parent.value)` to extend.", at: parent.location,
                suggestion: Suggestion.nearest(to: parent.value, in: names))
            return nil
        }
        return body.items
    }
}
