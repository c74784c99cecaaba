import Foundation

/// A folder that becomes a project.
struct NewProject {
    let path: String

    /// Writes all files, or none when one of them is there already.
    /// - Throws: ``CommandFailure``
    func write(_ files: [ProjectTemplate.File]) throws(CommandFailure) {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue {
            throw CommandFailure("\(path) is a file. Name a folder for the project.")
        }
        let present = files.map(\.path).filter { FileManager.default.fileExists(atPath: path + "/" + $0) }
        guard present.isEmpty else {
            let named = present.prefix(3).joined(separator: ", ")
            let others = present.count > 3 ? " and \(present.count - 3) more" : ""
            throw CommandFailure(
                "Nothing was made, since \(path) has \(named)\(others) already. Name another folder, or remove them first."
            )
        }
        for file in files {
            let place = path + "/" + file.path
            let folder = URL(fileURLWithPath: place).deletingLastPathComponent()
            do {
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            } catch {
                throw CommandFailure("The folder \(folder.path) can't be made: \(error.localizedDescription)")
            }
            try AtomicFile.create(place, with: file.data)
        }
    }
}
