/// Why the search index can't be used. It holds nothing that can't be made again: taking the file away is always safe.
package struct DiscoveryError: Error, Sendable, CustomStringConvertible {
    package var description: String

    init(_ error: any Error, path: String) {
        description = "The search index \(path) can't be used: \(error). It is made again when the server starts."
    }
}
