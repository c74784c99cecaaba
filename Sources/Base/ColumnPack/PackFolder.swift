internal import Foundation
internal import Synchronization

/// The packs of one warehouse, beside its file. May be used by any number of tasks at once.
package final class PackFolder: Sendable {
    private let folder: String
    package let wanted: WantedNumbers
    /// The pack that was opened last; `nil` for one that can't be opened.
    private let opened = Mutex<(name: String, pack: Pack?)?>(nil)

    /// - Parameter warehouse: The path of the warehouse's file.
    package init(beside warehouse: String) {
        folder = warehouse + ".packs"
        wanted = WantedNumbers(path: folder + "/" + Self.wantedFile)
    }

    private static let wantedFile = "wanted.json"

    package func path(of name: String) -> String { folder + "/" + name }

    /// - Returns: `nil` if there is none of this name, or it is not whole: then the tables have to be read.
    package func pack(_ name: String) -> Pack? {
        opened.withLock { opened in
            if let opened, opened.name == name { return opened.pack }
            let pack = try? Pack(path: path(of: name))
            opened = (name, pack)
            return pack
        }
    }

    package func remove(_ name: String) {
        for file in [name, name + ".draft"] { try? FileManager.default.removeItem(atPath: path(of: file)) }
    }

    /// Deletes all packs but one, and what was left half-written. Those who read them go on.
    package func removeAll(but name: String?) {
        opened.withLock { if $0?.name != name { $0 = nil } }
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for file in files where file != name && file != Self.wantedFile {
            try? FileManager.default.removeItem(atPath: folder + "/" + file)
        }
    }
}
