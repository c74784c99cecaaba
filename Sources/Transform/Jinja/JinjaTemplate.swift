/// A parsed template: knows what it calls and defines without being rendered, and renders as often as needed.
package struct JinjaTemplate: Sendable {
    /// The file, for messages.
    package let name: String
    /// Macros and generic tests that it defines outside of other macros, in the order of the source.
    package var macros: [JinjaMacro] { definitions.map { JinjaMacro(template: self, definition: $0, scope: nil) } }
    /// `{% snapshot %}` and `{% docs %}` blocks.
    package let blocks: [JinjaBlock]
    /// What was read over: materializations.
    package let notes: [JinjaNote]

    let body: [Statement]
    let definitions: [MacroDefinition]
    /// `{% set %}`, `{% import %}` and `{% from %}` outside of everything: what macros of the file can see.
    let moduleStatements: [Statement]

    /// Reads a template.
    /// - Parameters:
    ///   - text: the source; any line ends. One line end at its end is dropped, as dbt does.
    ///   - name: the file, for messages.
    package init(_ text: String, name: String) throws(JinjaError) {
        var parser = try TemplateParser(text, name: name)
        self = try parser.parseTemplate()
    }

    init(
        name: String, body: [Statement], definitions: [MacroDefinition], moduleStatements: [Statement],
        blocks: [JinjaBlock], notes: [JinjaNote]
    ) {
        self.name = name
        self.body = body
        self.definitions = definitions
        self.moduleStatements = moduleStatements
        self.blocks = blocks
        self.notes = notes
    }

    /// Every call in any branch and macro of the text, in the order of the source.
    package var calls: [JinjaCallSite] { CallReader.calls(in: body, template: name) }

    /// Whether there is nothing but text.
    package var isPlainText: Bool {
        body.allSatisfy { if case .text = $0 { true } else { false } }
    }

    /// The text that this template makes in `context`.
    package func render(_ context: JinjaContext) async throws(JinjaError) -> String {
        try await Rendering(context).render(self).text
    }

    /// As `render`, with the source line of each line of the text.
    package func renderWithLines(_ context: JinjaContext) async throws(JinjaError) -> RenderedText {
        try await Rendering(context).render(self)
    }

    /// The value of a text that is one `{{ expression }}` and nothing else but white space (a list stays a list), or else
    /// the rendered text.
    package func value(_ context: JinjaContext) async throws(JinjaError) -> JinjaValue {
        try await Rendering(context).value(of: self)
    }
}

/// A named piece of a file that is rendered on its own.
package struct JinjaBlock: Sendable {
    package enum Kind: Sendable, Hashable { case snapshot, docs }

    package let kind: Kind
    package let name: String
    package let position: JinjaPosition
    /// The source between the tags.
    package let text: String
    /// The piece as a template; its positions are those of the file.
    package let template: JinjaTemplate
}

/// Something in a file that was read over.
package struct JinjaNote: Sendable, Hashable {
    package let position: JinjaPosition
    package let message: String
}

/// One call in the source of a template.
package struct JinjaCallSite: Sendable {
    /// One argument as the source has it.
    package struct Argument: Sendable {
        /// The value if the source has a constant (also lists and dicts of constants), nil if it is computed.
        package let value: JinjaValue?
        package let position: JinjaPosition
    }

    /// `["ref"]`, `["dbt_utils", "star"]`. Calls of calls (`f()()`) have none and are left out.
    package let path: [String]
    package let positional: [Argument]
    package let keyword: [(name: String, argument: Argument)]
    package let site: JinjaSite
    /// Whether it stands inside `{% if %}`, `a if b else c`, the right side of `and`/`or`, or a loop.
    package let isConditional: Bool
    /// The macro of this file whose body it stands in.
    package let macro: String?
    /// Whether it has `*list` or `**dict`: then more arguments come at run time.
    package let hasSpread: Bool

    /// `dbt_utils.star`
    package var name: String { path.joined(separator: ".") }

    package var hasComputedArguments: Bool {
        hasSpread || positional.contains { $0.value == nil } || keyword.contains { $0.argument.value == nil }
    }

    package subscript(keyword name: String) -> Argument? { keyword.first { $0.name == name }?.argument }
}
