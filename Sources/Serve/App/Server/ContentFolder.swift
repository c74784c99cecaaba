import Foundation

/// A text file of a project.
typealias ContentFile = (path: String, text: String)

/// The files of a project's `content/` folder.
enum ContentFolder {
    private static let largestFile = 4 << 20

    static func read(projectRoot root: String) -> [ContentFile] {
        let folder = URL(fileURLWithPath: root).appendingPathComponent("content").path
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted().compactMap { name in
            guard let data = FileManager.default.contents(atPath: folder + "/" + name), data.count <= largestFile,
                let text = String(data: data, encoding: .utf8)
            else { return nil }
            return ("content/" + name, text)
        }
    }
}
