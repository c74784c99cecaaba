/// A file's text, parsed once. What is inside is the compiler's business.
package struct NodeTemplate: Sendable {
    /// Whether there is anything of a template in the text. Without, the text is the SQL.
    package var isPlain: Bool
}
