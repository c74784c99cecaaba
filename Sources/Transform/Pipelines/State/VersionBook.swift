internal import Synchronization

/// What every relation was built from, kept in the memory of the process that holds the warehouse: looking whether
/// anything is due then reads nothing.
///
/// Whoever writes versions says so after the transaction has ended, with what they are now or that they are unknown.
package final class VersionBook: Sendable {
    private struct Pages {
        var versions: [String: BuiltVersion]?
        /// How often something was written, so that a reading from before it is not kept.
        var writes = 0
    }

    private let pages = Mutex(Pages())

    package init() {}

    /// The versions by node; `nil` where they have to be read. `writes` is for ``keep(_:since:)``.
    var current: (versions: [String: BuiltVersion]?, writes: Int) { pages.withLock { ($0.versions, $0.writes) } }

    /// Keeps what was read, unless something was written meanwhile.
    func keep(_ versions: [String: BuiltVersion], since writes: Int) {
        pages.withLock { pages in
            if pages.writes == writes { pages.versions = versions }
        }
    }

    /// A node was built, and its transaction is over.
    func note(_ version: BuiltVersion) {
        pages.withLock { pages in
            pages.writes += 1
            pages.versions?[version.node] = version
        }
    }

    /// Versions were written, or may have been: they are read again.
    func forget() {
        pages.withLock { pages in
            pages.writes += 1
            pages.versions = nil
        }
    }
}
