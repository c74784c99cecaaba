/// What a template can use: names, filters and tests of its own beside the built-in ones, other templates, and how much it
/// may do.
package struct JinjaContext: Sendable {
    /// Names. They win over the built-in ones (`range`, `dict`, `namespace`, `zip`, `set`, `return`, `modules` …). A list
    /// or dict in here is copied by each rendering that uses it, so that no rendering sees what another one did to it;
    /// what functions give is not.
    package var globals: [String: JinjaValue]
    /// Filters; the filtered value is the first positional argument. They win over the built-in ones.
    package var filters: [String: JinjaFunction]
    /// Tests; as filters.
    package var tests: [String: JinjaFunction]
    /// Asked for a name that is in no scope and not in `globals` before the built-in ones: for names too many to list.
    package var lookup: (@Sendable (String) -> JinjaValue?)?
    /// The template that `import`, `from` and `include` name; nil if there is none.
    package var template: (@Sendable (String) throws -> JinjaTemplate?)?
    /// Built-in globals and filters that are not there.
    package var removed: Set<String>
    /// Whether a name that is nowhere is an error at once; else it is undefined: empty, and an error when used further.
    package var unknownNamesAreErrors: Bool
    package var limits: JinjaLimits

    package init(
        globals: [String: JinjaValue] = [:], filters: [String: JinjaFunction] = [:],
        tests: [String: JinjaFunction] = [:], removed: Set<String> = [], unknownNamesAreErrors: Bool = false,
        limits: JinjaLimits = JinjaLimits()
    ) {
        self.globals = globals
        self.filters = filters
        self.tests = tests
        self.removed = removed
        self.unknownNamesAreErrors = unknownNamesAreErrors
        self.limits = limits
    }
}

/// How much one rendering may do before it ends in an error of kind `limit`.
package struct JinjaLimits: Sendable, Hashable {
    /// Expressions and statements evaluated, elements gone through.
    package var steps = 10_000_000
    /// Bytes of one text: the output, or any text value.
    package var textBytes = 32 << 20
    /// Bytes of all texts and lists made along the way.
    package var totalBytes = 512 << 20
    /// Elements of one list, `range` or dict.
    package var elements = 1_000_000
    /// Macros in macros, and lists in lists when they are written or compared.
    package var depth = 100

    package init() {}
}

/// The text of a rendering, and where in the source each of its lines comes from.
package struct RenderedText: Sendable {
    package let text: String
    /// For each line of the text the line of the source.
    let lines: [Int32]

    /// The line of the source that made this line (both from 1) of the text: of its first character that is not white
    /// space. What a macro wrote belongs to the line of its call.
    package func sourceLine(ofLine line: Int) -> Int {
        guard !lines.isEmpty else { return 1 }
        return Int(lines[max(0, min(line, lines.count) - 1)])
    }
}
