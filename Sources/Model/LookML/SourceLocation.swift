/// A place in a project: a file below the project's root, a line and a column, both counted from 1.
///
/// Columns count Unicode scalars, so that an editor and a terminal agree on them.
package struct SourceLocation: Hashable, Sendable, Comparable, CustomStringConvertible {
    package var file: String
    package var line: Int
    package var column: Int

    package init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    package var description: String { "\(file):\(line):\(column)" }

    package static func < (left: SourceLocation, right: SourceLocation) -> Bool {
        left.file == right.file
            ? (left.line, left.column) < (right.line, right.column) : left.file < right.file
    }
}
