internal import Foundation

/// A file that nobody changes, in memory as far as it is looked at.
final class MappedFile: Sendable {
    /// Invariant: points to `count` bytes that are mapped for reading alone until the end of this object, and that nobody writes,
    /// since packs are made under another name.
    nonisolated(unsafe) let start: UnsafeRawPointer
    let count: Int

    init(path: String) throws(PackError) {
        func problem() -> PackError { PackError(path: path, reason: String(cString: strerror(errno))) }
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { throw problem() }
        defer { close(descriptor) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { throw problem() }
        count = Int(facts.st_size)
        guard count > 0 else { throw PackError(path: path, reason: "it is empty") }
        guard let mapped = mmap(nil, count, PROT_READ, MAP_SHARED, descriptor, 0), mapped != MAP_FAILED else {
            throw problem()
        }
        start = UnsafeRawPointer(mapped)
    }

    deinit { munmap(UnsafeMutableRawPointer(mutating: start), count) }
}
