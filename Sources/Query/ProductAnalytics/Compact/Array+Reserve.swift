#if canImport(Glibc)
    import Glibc
#endif

extension Array where Element: BitwiseCopyable {
    /// Makes room for elements that are appended soon. Much memory is asked for in large pages, where there are such: else a
    /// list of millions spends more time on getting memory than on filling it.
    mutating func reserve(_ count: Int) {
        reserveCapacity(count)
        #if canImport(Glibc)
            let largePage = 2 << 20
            let bytes = count * MemoryLayout<Element>.stride
            guard bytes >= 2 * largePage else { return }
            withUnsafeMutableBufferPointer { buffer in
                guard let base = buffer.baseAddress else { return }
                let start = (UInt(bitPattern: base) + UInt(largePage) - 1) / UInt(largePage) * UInt(largePage)
                let end = (UInt(bitPattern: base) + UInt(bytes)) / UInt(largePage) * UInt(largePage)
                guard start < end, let first = UnsafeMutableRawPointer(bitPattern: start) else { return }
                // Only advice: memory without it serves as well.
                _ = madvise(first, Int(end - start), MADV_HUGEPAGE)
            }
        #endif
    }
}
