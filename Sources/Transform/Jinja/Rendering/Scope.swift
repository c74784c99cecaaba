import Synchronization

/// Names a scope of one rendering, for macros made in it.
struct ScopeID: Sendable, Hashable {
    let rendering: Int
    let number: Int

    private static let renderings = Atomic<Int>(0)

    static func nextRendering() -> Int { renderings.add(1, ordering: .relaxed).newValue }
}

/// The names that statements set, inside those of the scope around it.
final class Scope {
    let template: JinjaTemplate
    private let parent: Scope?
    private var variables: [String: JinjaValue] = [:]

    init(in template: JinjaTemplate, parent: Scope? = nil) {
        self.template = template
        self.parent = parent
    }

    func inner() -> Scope { Scope(in: template, parent: self) }

    subscript(name: String) -> JinjaValue? {
        get {
            var scope: Scope? = self
            while let current = scope {
                if let value = current.variables[name] { return value }
                scope = current.parent
            }
            return nil
        }
        set { variables[name] = newValue }
    }

    /// The names of this scope itself.
    var own: [String: JinjaValue] { variables }
}
