import Jinja

/// A file's text, parsed once. What is inside is the compiler's business.
package struct NodeTemplate: Sendable {
    let jinja: JinjaTemplate

    /// Whether there is nothing of a template in the text. Then the text is the SQL.
    package var isPlain: Bool { jinja.isPlainText }
}
