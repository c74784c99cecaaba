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
    /// Whether the directory was not there before.
    let wasMade: Bool
    private let lockDescriptor: Int32

    var warehousePath: String { path + "/" + Self.warehouseName }
    var contentPath: String { path + "/soundings.sqlite" }
    var queuePath: String { path + "/queue.sqlite" }
    var temporaryPath: String { path + "/cache" }
    /// The working trees of those who develop the project, one for each.
    var developmentPath: String { path + "/develop" }
    var socketPath: String { Self.socketPath(in: path) }

    static let warehouseName = "warehouse.duckdb"

    /// Where the server listens for commands of the same machine.
    static func socketPath(in directory: String) -> String { directory + "/soundings.sock" }

    /// The directory's name as an absolute path.
    static func absolute(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }

    /// Whether the directory is there.
    /// - Throws: ``CommandFailure`` when something else has its name.
    static func exists(_ path: String) throws(CommandFailure) -> Bool {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return false }
        guard isFolder.boolValue else {
            throw CommandFailure("\(path) is a file, and a state directory is a folder. Name another one with --state.")
        }
        return true
    }

    /// Takes the directory's lock, and makes the directory if it is missing and its parent is there.
    ///
    /// - Parameter isInspected: Whether nothing is to be made in it.
    /// - Throws: ``CommandFailure`` when it can't be made or written to, or another process holds it.
    init(path: String, isInspected: Bool = false) throws(CommandFailure) {
        let absolute = Self.absolute(path)
        self.path = absolute
        wasMade = try !Self.exists(absolute)
        if wasMade { try Self.make(absolute) }
        let lockPath = absolute + "/lock"
        let descriptor = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CommandFailure(
                "The state directory \(absolute) can't be written to: \(String(cString: strerror(errno))). "
                    + "Change its owner or rights, or name another one with --state.")
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
        // Where it can't be made the warehouse says so as soon as it needs it.
        if !isInspected { mkdir(temporaryPath, 0o700) }
    }

    private static func make(_ path: String) throws(CommandFailure) {
        guard mkdir(path, 0o700) != 0, errno != EEXIST else { return }
        throw obstacle(errno, to: path)
    }

    /// Finds out whether a directory that is missing could be made.
    /// - Throws: ``CommandFailure`` as ``init(path:isInspected:)`` would.
    static func checkRoom(for path: String) throws(CommandFailure) {
        let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: parent, isDirectory: &isFolder) else {
            throw obstacle(ENOENT, to: path)
        }
        guard isFolder.boolValue else { throw obstacle(ENOTDIR, to: path) }
        guard access(parent, W_OK | X_OK) == 0 else { throw obstacle(errno, to: path) }
    }

    /// - Parameter reason: What the operating system says, an `errno`.
    private static func obstacle(_ reason: Int32, to path: String) -> CommandFailure {
        let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let what =
            switch reason {
            case ENOENT: "there is no folder \(parent). Make that one first, or name"
            case ENOTDIR: "\(parent) is not a folder. Name"
            case EACCES, EPERM: "you may not write to \(parent). Change its owner or rights, or name"
            case EROFS: "\(parent) is on a disk that can't be written to. Name"
            default: "\(String(cString: strerror(reason))). Name"
            }
        return CommandFailure(
            "The state directory \(path) can't be made: \(what) another state directory with --state.")
    }

    /// The address under which people reached the last server of this directory.
    static func rememberedAddress(in directory: String) -> String? {
        guard let data = FileManager.default.contents(atPath: addressPath(in: directory)), data.count <= 1_024 else {
            return nil
        }
        let text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return text.hasPrefix("http://") || text.hasPrefix("https://") ? text : nil
    }

    /// Keeps the address for ``rememberedAddress(in:)``. That it could not be kept is no reason not to serve.
    func remember(address: String) {
        try? Data((address + "\n").utf8).write(to: URL(fileURLWithPath: Self.addressPath(in: path)), options: .atomic)
    }

    private static func addressPath(in directory: String) -> String { directory + "/address" }

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
}
