import Foundation
import Jinja

/// One file of a project, read and parsed on its own.
struct ParsedFile: Sendable {
    enum Content: Sendable {
        case template(TemplateFile)
        case properties(PropertyTree)
        case docs([JinjaBlock])
        case seed
        /// The problem says why.
        case unreadable
    }

    struct TemplateFile: Sendable {
        var text: String
        /// `nil` when the text is no template.
        var template: JinjaTemplate?
        var reading: StaticReading
        var head: HeadComments.Head
    }

    /// Below the `pipelines/` folder.
    var path: String
    /// As people know it: `pipelines/models/orders.sql`.
    var shownPath: String
    var checksum: String
    var content: Content
    var problems: [ProjectProblem] = []

    /// The largest SQL, YAML or text file that is read.
    private static let sizeLimit = 16 << 20

    init(path: String, shownPath: String, folder: String) {
        self.path = path
        self.shownPath = shownPath
        checksum = ""
        content = .unreadable
        guard let data = FileManager.default.contents(atPath: folder + "/" + path) else {
            report("unreadable-file", "\(shownPath) can't be read.")
            return
        }
        checksum = Checksum.sha256(data)
        guard !path.hasSuffix(".csv") else {
            content = .seed
            return
        }
        guard data.count <= Self.sizeLimit else {
            report("file-too-large", "\(shownPath) is larger than \(Self.sizeLimit >> 20) MiB. Split it.")
            return
        }
        guard let text = String(data: data, encoding: .utf8) else {
            report("unreadable-file", "\(shownPath) can't be read as UTF-8 text.")
            return
        }
        parse(text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text)
    }

    private mutating func parse(_ text: String) {
        if path.hasSuffix(".yml") || path.hasSuffix(".yaml") {
            do throws(ProjectProblem) {
                content = .properties(try PropertyTree(yaml: text, file: shownPath))
            } catch {
                problems.append(error)
            }
            return
        }
        do throws(JinjaError) {
            let template = try JinjaTemplate(text, name: shownPath)
            if path.hasSuffix(".md") {
                content = .docs(template.blocks.filter { $0.kind == .docs })
                return
            }
            let calls = template.calls.filter { $0.macro == nil }
            let head = HeadComments.read(text, file: shownPath)
            content = .template(
                TemplateFile(
                    text: text, template: template, reading: StaticReading(calls, file: shownPath), head: head))
            problems += head.problems
        } catch {
            // Prose may hold braces.
            guard !path.hasSuffix(".md") || text.contains("{% docs") else {
                content = .docs([])
                return
            }
            problems.append(
                ProjectProblem(
                    "syntax-template",
                    at: FilePosition(file: shownPath, line: max(1, error.line), column: max(1, error.column)),
                    error.message))
            content = .template(
                TemplateFile(text: text, template: nil, reading: StaticReading([], file: shownPath), head: .init()))
        }
    }

    private mutating func report(_ code: String, _ message: String) {
        problems.append(ProjectProblem(code, at: FilePosition(file: shownPath), message))
    }
}
