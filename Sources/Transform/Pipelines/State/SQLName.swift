internal import Foundation
package import Warehouse

/// Names and texts as SQL writes them.
enum SQLName {
    /// A name in double quotes.
    static func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }

    /// A text in single quotes.
    static func literal(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }

    /// Names in double quotes, with commas between them.
    static func list(_ names: [String], prefix: String = "") -> String {
        names.map { prefix + quoted($0) }.joined(separator: ", ")
    }

    /// An instant as a timestamp without a zone, in UTC.
    /// - Parameter microseconds: Since 1970-01-01 00:00:00 UTC.
    static func timestamp(_ microseconds: Int64) -> String {
        "TIMESTAMP '\(UTCTime.text(microseconds, withFraction: true))'"
    }
}

extension TableName {
    /// As SQL writes it, every part in double quotes.
    package var quoted: String { [schema, name].compactMap { $0 }.map(SQLName.quoted).joined(separator: ".") }
}
