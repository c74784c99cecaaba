/// What formatting a file came to.
package enum FormatResult: Equatable, Sendable {
    /// The text as the formatter writes it; the same bytes as the input when there was nothing to do.
    case formatted(String)
    /// The text is not correct LookML: the parser's problems in the order of the text, never none. A file with problems
    /// stays as it is, since what the parser had to skip has no place in any layout.
    case unparsable([Diagnostic])
}

/// Lays LookML out in one way: two spaces for each level, one parameter a line, one blank line between the blocks of a
/// file, a view or an explore and no more than one elsewhere, lists on one line where they fit.
///
///     view: orders {
///       sql_table_name: shop.orders ;;
///
///       dimension: id {
///         primary_key: yes
///         sql: ${TABLE}.id ;;
///       }
///
///       # Comments stay, those behind a parameter behind it.
///       measure: count {
///         type: count
///         drill_fields: [id, users.name]
///       }
///     }
///
/// What a file means stays: every key, name and value, and every comment in its order. Of SQL, HTML and expressions only
/// the indentation of lines changes, by the same amount for all lines, and not where it may belong to a string or a
/// comment of theirs. Commas stand behind elements, none behind the last; lines end with LF, the file with one.
package enum LookMLFormatter {
    /// Columns that a list on one line may reach, and one line of an expression that had a line of its own.
    static let width = 100

    /// Formats the text of one `.lkml` file. Formatting twice gives what formatting once gives. Takes time in proportion
    /// to the length.
    ///
    /// Dashboards (`.dashboard.lookml`) are YAML and not for this.
    /// - Parameter file: The path to put into the locations of problems.
    package static func format(_ text: String, file: String = "") -> FormatResult {
        let document = LookMLParser.parse(text, file: file)
        guard document.diagnostics.isEmpty else { return .unparsable(document.diagnostics) }
        var writer = LookMLWriter()
        writer.write(document)
        return .formatted(writer.text)
    }
}
