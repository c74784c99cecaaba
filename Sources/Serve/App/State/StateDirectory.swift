import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// The directory in which a running Soundings keeps what it knows: the warehouse, the app's own database, the queue.
///
/// One process at a time holds it, by a lock on a file in it that the operating system gives up when the process ends,
/// however it ends.
final class StateDirectory: Sendable {
    let path: String
    private let lockDescriptor: Int32

    var warehousePath: String { path + "/warehouse.duckdb" }
    var contentPath: String { path + "/soundings.sqlite" }
    var queuePath: String { path + "/queue.sqlite" }
    var temporaryPath: String { path + "/cache" }
    var socketPath: String { Self.socketPath(in: path) }

    /// Where the server listens for commands of the same machine.
    static func socketPath(in directory: String) -> String { directory + "/soundings.sock" }

    /// Makes the directory if it is missing and takes its lock.
    /// - Throws: ``CommandFailure`` when it can't be written to or another process holds it.
    init(path: String) throws(CommandFailure) {
        let absolute = URL(fileURLWithPath: path).standardizedFileURL.path
        self.path = absolute
        do {
            try FileManager.default.createDirectory(
                atPath: absolute, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try FileManager.default.createDirectory(atPath: absolute + "/cache", withIntermediateDirectories: true)
        } catch {
            throw CommandFailure(
                "The state directory \(absolute) can't be made: \(Self.reason(of: error)). "
                    + "Name another one with --state."
            )
        }
        let lockPath = absolute + "/lock"
        let descriptor = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CommandFailure(
                "The state directory \(absolute) can't be written to: \(String(cString: strerror(errno))). "
                    + "Change its owner, or name another one with --state.")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = Self.holder(of: descriptor)
            close(descriptor)
            throw CommandFailure(
                "The state directory \(absolute) is in use by another Soundings\(holder). Stop that one first, "
                    + "or name another directory with --state.",
                code: .stateLocked)
        }
        ftruncate(descriptor, 0)
        let text = Array("\(getpid())\n".utf8)
        _ = text.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
        lockDescriptor = descriptor
    }

    /// Whether a process holds the directory's lock.
    static func isHeld(_ path: String) -> Bool {
        let descriptor = open(path + "/lock", O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return true }
        flock(descriptor, LOCK_UN)
        return false
    }

    deinit { close(lockDescriptor) }

    private static func holder(of descriptor: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 32)
        let count = buffer.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
        guard count > 0 else { return "" }
        let text = String(decoding: buffer.prefix(count), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return text.isEmpty ? "" : " (process \(text))"
    }

    private static func reason(of error: any Error) -> String {
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        if let underlying, underlying.domain == NSPOSIXErrorDomain {
            return String(cString: strerror(Int32(underlying.code)))
        }
        return (error as NSError).localizedDescription
    }
}
