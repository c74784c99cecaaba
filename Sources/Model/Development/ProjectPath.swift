/// The name of a file of a project, below its folder: `views/orders.view.lkml`.
///
/// It stays inside by its form: no part is empty, begins with a dot or has a control character, and the ending is one of
/// a text that belongs to projects. Whether a part is a symbolic link is asked of the disk when the file is opened.
package struct ProjectPath: Sendable, Hashable {
    package let text: String

    /// Endings of the files that people write.
    package static let endings: Set<String> = ["lkml", "lookml", "yaml", "yml", "sql", "json", "md", "csv"]

    /// - Throws: ``DevelopmentError``, `invalid`
    package init(_ text: String) throws(DevelopmentError) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...12).contains(parts.count), text.utf8.count <= 400, parts.allSatisfy(Self.isGood) else {
            throw DevelopmentError(
                .invalid,
                "\(text) can't be the name of a file: it takes folders and a name with slashes between them, none of "
                    + "which begins with a dot.")
        }
        let ending = parts.last?.split(separator: ".", omittingEmptySubsequences: false).dropFirst().last
        guard let ending, Self.endings.contains(ending.lowercased()) else {
            throw DevelopmentError(
                .invalid,
                "\(text) has none of the endings of a project's files: "
                    + Self.endings.sorted().map { "." + $0 }.joined(separator: ", ") + ".")
        }
        self.text = text
    }

    /// As Looker names what is in it: `model`, `view`, `explore`, `dashboard`, `manifest`, `document` or `other`.
    package var type: String { Self.type(of: text) }

    /// The same of a path that nobody is going to write.
    package static func type(of path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        if name == "manifest.lkml" { return "manifest" }
        for type in ["model", "view", "explore", "dashboard"] where name.contains(".\(type).") { return type }
        return name.hasSuffix(".md") ? "document" : "other"
    }

    private static func isGood(_ part: Substring) -> Bool {
        !part.isEmpty && part.first != "." && part.first != "-"
            && part.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F && $0 != "\\" }
    }
}
