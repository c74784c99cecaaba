package import Warehouse

/// Why the loader stopped or a load failed.
package enum LoaderError: Error, Sendable, Equatable {
    /// The warehouse failed; nothing of the load is in it, and it can be tried again.
    case warehouse(WarehouseError)
    case queue(QueueError)
    /// The task was cancelled; nothing of the load is in the warehouse.
    case cancelled
    /// The queue and the warehouse don't fit together: bodies are missing between them.
    case gap(loadedThrough: Int64, queueBeginsAt: Int64, file: String)
    /// The warehouse is further than this queue ever was, so the file is an older copy.
    case olderQueue(loadedThrough: Int64, queueEndsAt: Int64, file: String)
    /// The warehouse was loaded from another queue file.
    case replacedQueue(file: String)
    /// The tables were made by a newer version of the program.
    case newerTables(found: Int, known: Int)
    case failed(String)

    init(_ error: any Error) {
        switch error {
        case let error as LoaderError: self = error
        case WarehouseError.cancelled: self = .cancelled
        case let error as WarehouseError: self = .warehouse(error)
        case QueueError.closed: self = .cancelled
        case let error as QueueError: self = .queue(error)
        case is CancellationError: self = .cancelled
        default: self = .failed("\(error)")
        }
    }

    /// Whether trying again can help. What cannot needs a person.
    package var isTemporary: Bool {
        switch self {
        case .warehouse(.unusable), .gap, .olderQueue, .replacedQueue, .newerTables, .queue(.damaged): false
        default: true
        }
    }
}

extension LoaderError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .warehouse(let error): error.description
        case .queue(let error): error.description
        case .cancelled: "Loading was cancelled."
        case .gap(let loaded, let first, let file):
            """
            Collected data is missing: the warehouse has everything up to number \(loaded), and the queue \(file) begins \
            at \(first). One of them is an older copy. Put the files back that belong together; to go on without the \
            missing part, accept the queue with: \(Self.acceptance(of: file))
            """
        case .olderQueue(let loaded, let last, let file):
            """
            The queue \(file) is an older copy: it ends at number \(last), and the warehouse has loaded up to \(loaded). \
            Put the newer file back, or move this one away and begin with a new one, accepted with: \
            \(Self.acceptance(of: file))
            """
        case .replacedQueue(let file):
            """
            The queue \(file) is not the one that this warehouse was loaded from. Put the right file back. If the old one \
            is gone for good, what it held and was not loaded is lost: accept the new one with: \
            \(Self.acceptance(of: file))
            """
        case .newerTables(let found, let known):
            """
            The warehouse's tables were made by a newer version of this program (version \(found); this one knows up to \
            \(known)). Start the newer program.
            """
        case .failed(let message): "Loading failed: \(message)"
        }
    }

    /// The command that accepts a queue, to be pasted into a shell. A queue lies in its server's state directory.
    private static func acceptance(of file: String) -> String {
        let state = Disk.directory(of: file)
        let plain = state.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || [0x2B, 0x2D, 0x2E, 0x2F, 0x3D, 0x5F].contains(byte)
        }
        let parts = state.split(separator: "'", omittingEmptySubsequences: false)
        let written = plain ? state : "'" + parts.joined(separator: "'\\''") + "'"
        return "soundings doctor --accept-queue --state \(written)"
    }
}
