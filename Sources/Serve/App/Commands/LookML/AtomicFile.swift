import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// Writes files so that whoever reads them finds the old content or the new one, never a part.
enum AtomicFile {
    /// Replaces what a file holds and keeps its rights; a link stays a link.
    /// - Throws: ``CommandFailure`` when the folder can't be written to; the file is as it was then.
    static func replace(_ path: String, with data: Data) throws(CommandFailure) {
        let file = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        var status = stat()
        let mode = stat(file, &status) == 0 ? status.st_mode & 0o7777 : 0o644
        try write(data, to: file, mode: mode) { temporary in rename(temporary, file) == 0 }
    }

    /// Makes a file that was not there.
    /// - Throws: ``CommandFailure`` when it is there by now, or can't be made.
    static func create(_ path: String, with data: Data) throws(CommandFailure) {
        // A second name for the finished file fails where there is one already, which no renaming does.
        try write(data, to: path, mode: 0o644) { temporary in link(temporary, path) == 0 }
    }

    private static func write(
        _ data: Data, to path: String, mode: mode_t, publish: (String) -> Bool
    ) throws(CommandFailure) {
        let temporary = path + ".\(getpid()).tmp"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw failure(path) }
        defer { unlink(temporary) }
        // The mask of the process may have taken rights away.
        fchmod(descriptor, mode)
        let isWritten = data.withUnsafeBytes { bytes in
            var offset = 0
            while offset < bytes.count {
                let count = Glibc.write(descriptor, bytes.baseAddress?.advanced(by: offset), bytes.count - offset)
                guard count > 0 else { return false }
                offset += count
            }
            return fsync(descriptor) == 0
        }
        let reason = errno
        close(descriptor)
        guard isWritten else { throw failure(path, reason) }
        guard publish(temporary) else { throw failure(path) }
    }

    private static func failure(_ path: String, _ reason: Int32 = errno) -> CommandFailure {
        CommandFailure("\(path) can't be written: \(String(cString: strerror(reason))).")
    }
}
