internal import Foundation

/// What the file system says of a file: two equal stamps mean that its text is the same.
struct FileStamp: Sendable, Equatable {
    enum Kind: Sendable { case file, folder, link, other }

    let kind: Kind
    /// Bytes.
    let size: Int
    private let device: UInt64
    private let number: UInt64
    private let seconds: Int
    private let nanoseconds: Int
    private let changeSeconds: Int
    private let changeNanoseconds: Int

    /// `nil` when nothing is there. Of a link what it leads to, or the link itself.
    init?(of path: String, followsLinks: Bool) {
        var status = stat()
        guard (followsLinks ? stat(path, &status) : lstat(path, &status)) == 0 else { return nil }
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .folder
            case S_IFLNK: .link
            default: .other
            }
        size = Int(status.st_size)
        device = UInt64(truncatingIfNeeded: status.st_dev)
        number = UInt64(truncatingIfNeeded: status.st_ino)
        #if canImport(Darwin)
            let (modified, changed) = (status.st_mtimespec, status.st_ctimespec)
        #else
            let (modified, changed) = (status.st_mtim, status.st_ctim)
        #endif
        seconds = modified.tv_sec
        nanoseconds = modified.tv_nsec
        changeSeconds = changed.tv_sec
        changeNanoseconds = changed.tv_nsec
    }

    /// Whether the file had its text for so long when it was read that a later change must have another time: file
    /// systems count time in steps, and a second change in the same step leaves no trace.
    func isSettled(at moment: Int) -> Bool { max(seconds, changeSeconds) + 2 < moment }
}
