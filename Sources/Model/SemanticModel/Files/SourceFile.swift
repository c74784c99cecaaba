internal import Foundation

/// A file of a project: LookML or a LookML dashboard.
package struct SourceFile: Sendable, Hashable {
    /// Below the project's root, with `/` between its parts and none in front.
    package var path: String
    package var text: String

    package init(path: String, text: String) {
        self.path = path
        self.text = text
    }

    /// `orders.view.lkml`
    var name: Substring { path.split(separator: "/").last ?? "" }

    var isLookML: Bool { path.hasSuffix(".lkml") }
    var isDashboard: Bool { path.hasSuffix(".dashboard.lookml") }

    /// Whether some ASCII text stands anywhere in the file.
    func holds(_ word: StaticString) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            let count = word.utf8CodeUnitCount
            guard let start = bytes.baseAddress, bytes.count >= count else { return false }
            let first = word.utf8Start.pointee
            return (0...(bytes.count - count)).contains { place in
                bytes[place] == first && memcmp(start + place, word.utf8Start, count) == 0
            }
        }
    }

    /// The name of the model that this file is; `nil` for all other files.
    var modelName: String? {
        let suffix = ".model.lkml"
        guard path.hasSuffix(suffix) else { return nil }
        let name = name.dropLast(suffix.count)
        return name.isEmpty ? nil : String(name)
    }
}
