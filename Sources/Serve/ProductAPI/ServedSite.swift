internal import Foundation
internal import Synchronization

/// The web app as its folder has it now: read anew once a build has put another one in its place, so that nobody has to
/// start the server for it.
package final class ServedSite: Sendable {
    private struct Kept {
        var site: StaticSite
        /// Pages that were open when it was replaced go on asking for its parts.
        var before: StaticSite?
        var stamp: Stamp?
    }

    /// Tells one `index.html` from the next. A build writes it anew even where its words stay the same.
    private struct Stamp: Equatable {
        var modified: Date?
        var number: Int?
        var size: Int?
    }

    private let folder: String
    private let kept: Mutex<Kept>

    /// - Returns: `nil` when the folder holds no `index.html`.
    package init?(folder: String) {
        let stamp = Self.stamp(of: folder)
        guard let site = StaticSite(folder: folder) else { return nil }
        self.folder = folder
        kept = Mutex(Kept(site: site, stamp: stamp))
    }

    /// The app's page, as it is on disk. While a build is on its way, the one before.
    var page: StaticSite.File { readAgain().page }

    func file(_ path: String) -> StaticSite.File? {
        // Looked at first is what is in memory: what has its content's hash in its name doesn't change.
        let found = kept.withLock { ($0.site.file(path), $0.before?.file(path)) }
        if let file = found.0, file.isImmutable { return file }
        return readAgain().file(path) ?? found.1
    }

    private func readAgain() -> StaticSite {
        kept.withLock { kept in
            let stamp = Self.stamp(of: folder)
            guard let stamp, stamp != kept.stamp, let site = StaticSite(folder: folder) else { return kept.site }
            kept = Kept(site: site, before: kept.site, stamp: stamp)
            return site
        }
    }

    /// - Returns: `nil` where there is no page.
    private static func stamp(of folder: String) -> Stamp? {
        guard let facts = try? FileManager.default.attributesOfItem(atPath: folder + "/index.html") else { return nil }
        return Stamp(
            modified: facts[.modificationDate] as? Date, number: (facts[.systemFileNumber] as? NSNumber)?.intValue,
            size: (facts[.size] as? NSNumber)?.intValue)
    }
}
