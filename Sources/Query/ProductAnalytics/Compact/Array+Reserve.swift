#if canImport(Glibc)
    import Glibc
#endif

extension Array where Element: BitwiseCopyable {
    /// Makes room for elements that are appended soon.
    mutating func reserve(_ count: Int) {
        reserveCapacity(count)
        withUnsafeMutableBufferPointer { buffer in
            UnsafeMutableBufferPointer(start: buffer.baseAddress, count: count).adviseLargePages()
        }
    }
}

extension UnsafeMutableBufferPointer where Element: BitwiseCopyable {
    /// Much memory is asked for in large pages, where there are such: else a list of millions spends more time on getting memory
    /// than on filling it.
    func adviseLargePages() {
        #if canImport(Glibc)
            let largePage = 2 << 20
            let bytes = count * MemoryLayout<Element>.stride
            guard bytes >= 2 * largePage, let baseAddress else { return }
            let start = (UInt(bitPattern: baseAddress) + UInt(largePage) - 1) / UInt(largePage) * UInt(largePage)
            let end = (UInt(bitPattern: baseAddress) + UInt(bytes)) / UInt(largePage) * UInt(largePage)
            guard start < end, let first = UnsafeMutableRawPointer(bitPattern: start) else { return }
            // Only advice: memory without it serves as well.
            _ = madvise(first, Int(end - start), MADV_HUGEPAGE)
        #endif
    }
}
