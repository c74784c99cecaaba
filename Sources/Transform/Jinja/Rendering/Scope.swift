/// Names a scope of one rendering, for macros made in it.
struct ScopeID: Sendable, Hashable {
    let rendering: Int
    let number: Int
}
