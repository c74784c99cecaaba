import Foundation

/// Texts of a template, without what only the demo has: lines with a comment that begins with `demo:`, and all lines from
/// a comment `demo: begin` to one `demo: end`.
enum TemplateText {
    private static let kinds: Set<Substring> = ["yaml", "yml", "lkml", "lookml", "sql", "md"]

    /// - Parameter path: Says of which kind the file is, and stands in the failure's message.
    /// - Throws: ``CommandFailure`` when a `demo: begin` has no end, or an end no beginning.
    static func forProject(_ data: Data, path: String) throws(CommandFailure) -> Data {
        guard let kind = path.split(separator: ".").last, kinds.contains(kind),
            let text = String(data: data, encoding: .utf8)
        else { return data }
        let mark = kind == "sql" ? "-- demo:" : "# demo:"
        guard text.contains(mark) else { return data }
        var kept: [Substring] = []
        var begun: Int?
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard let range = line.range(of: mark) else {
                if begun == nil { kept.append(line) }
                continue
            }
            switch line[range.upperBound...].trimmingCharacters(in: .whitespaces) {
            case "begin" where begun == nil: begun = index + 1
            case "end" where begun != nil: begun = nil
            case "begin", "end": throw CommandFailure("\(path):\(index + 1): This mark is not one of a pair.")
            default: break
            }
        }
        if let begun { throw CommandFailure("\(path):\(begun): What begins here has no end.") }
        return Data(kept.joined(separator: "\n").utf8)
    }
}
