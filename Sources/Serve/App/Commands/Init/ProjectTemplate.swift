import Foundation
import Yams

/// A folder of this distribution from which projects are made. The file `template.yaml` in it makes it one, and lists what
/// no project gets.
struct ProjectTemplate {
    /// One file of a new project.
    struct File: Equatable {
        /// Below the project's folder.
        var path: String
        var data: Data
    }

    private struct List: Decodable {
        var template: String
        var leaveOut: [String]

        enum CodingKeys: String, CodingKey {
            case template
            case leaveOut = "leave_out"
        }
    }

    static let listName = "template.yaml"

    let folder: String
    private let list: List

    /// - Throws: ``CommandFailure`` when `template.yaml` can't be read.
    init(folder: String) throws(CommandFailure) {
        self.folder = folder
        let path = folder + "/" + Self.listName
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure("\(path) can't be read.")
        }
        do {
            list = try YAMLDecoder().decode(List.self, from: data)
        } catch {
            throw CommandFailure("\(path) is not a list of a template: \(error)")
        }
    }

    /// The template of a name, which lies beside this program.
    /// - Throws: ``CommandFailure`` when there is none.
    static func find(_ name: String) throws(CommandFailure) -> ProjectTemplate {
        var folder = URL(fileURLWithPath: StaticSiteLocation.executable).resolvingSymlinksInPath()
        for _ in 0..<7 {
            folder.deleteLastPathComponent()
            for candidate in ["demo", "share/soundings/demo"] {
                let path = folder.appendingPathComponent(candidate).path
                guard FileManager.default.fileExists(atPath: path + "/" + listName) else { continue }
                let template = try ProjectTemplate(folder: path)
                if template.list.template == name { return template }
            }
        }
        throw CommandFailure(
            "The files of the template \(name) are not beside this program, neither in demo nor in share/soundings/demo. "
                + "Take the program from a whole distribution, or from the folder in which it was built.")
    }

    /// What a project gets, by path.
    /// - Throws: ``CommandFailure`` when a file can't be read, or what is marked in it has no end.
    func files() throws(CommandFailure) -> [File] {
        let root = URL(fileURLWithPath: folder).resolvingSymlinksInPath()
        guard
            let found = FileManager.default.enumerator(
                at: root, includingPropertiesForKeys: [.isRegularFileKey], options: [.skipsHiddenFiles])
        else { throw CommandFailure("\(folder) can't be read.") }
        var files: [File] = []
        for case let url as URL in found {
            let path = String(url.path.dropFirst(root.path.count + 1))
            if isLeftOut(path) {
                found.skipDescendants()
                continue
            }
            guard (try? url.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true else { continue }
            guard let data = FileManager.default.contents(atPath: url.path) else {
                throw CommandFailure("\(url.path) can't be read.")
            }
            files.append(File(path: path, data: try TemplateText.forProject(data, path: path)))
        }
        return files.sorted { $0.path < $1.path }
    }

    private func isLeftOut(_ path: String) -> Bool {
        path == Self.listName || list.leaveOut.contains { path == $0 || path.hasPrefix($0 + "/") }
    }
}
