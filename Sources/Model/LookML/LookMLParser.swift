/// Reads LookML text. Total: any text gives a document, with a diagnostic for everything that is not LookML.
package struct LookMLParser {
    /// - Parameters:
    ///   - file: The path to put into locations.
    package static func parse(_ text: String, file: String) -> LookMLDocument {
        LookMLDocument(file: file, items: [], trailingTrivia: text, diagnostics: [])
    }
}
