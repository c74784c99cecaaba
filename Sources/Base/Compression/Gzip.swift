internal import CZlib

/// Why a compressed body was not taken.
package enum GzipProblem: Error {
    /// More comes out than is allowed, or much more than went in.
    case tooLarge
    /// Cut short, damaged, or followed by something else.
    case damaged
}

/// Files in gzip's format (RFC 1952): packed whole, and unpacked with a limit on what comes out.
package enum Gzip {
    /// The first two bytes of every gzip file.
    package static func isCompressed(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

    /// A small body of one repeated event can shrink a lot; beyond this size a high ratio is an attack.
    private static let unsuspiciousSize = 1 << 20
    private static let largestRatio = 100

    /// - Returns: `nil` for content of 4 GB or more.
    package static func packed(_ content: [UInt8]) -> [UInt8]? { Deflate.packed(content, in: .gzip) }

    /// Inflates one gzip member that takes up all of `bytes`.
    ///
    /// - Parameter largest: The most bytes that may come out.
    package static func inflated(_ bytes: [UInt8], largest: Int) throws(GzipProblem) -> [UInt8] {
        var stream = z_stream()
        let gzipWindow: Int32 = 15 + 16
        guard inflateInit2_(&stream, gzipWindow, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw .damaged
        }
        defer { inflateEnd(&stream) }
        let allowed = min(largest, max(unsuspiciousSize, bytes.count.multipliedClamped(by: largestRatio)))

        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        var input = bytes
        let problem: GzipProblem? = input.withUnsafeMutableBufferPointer { input in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(clamping: input.count)
            while true {
                let (status, count) = chunk.withUnsafeMutableBufferPointer { chunk -> (Int32, Int) in
                    stream.next_out = chunk.baseAddress
                    stream.avail_out = UInt32(clamping: chunk.count)
                    let status = inflate(&stream, Z_NO_FLUSH)
                    return (status, chunk.count - Int(stream.avail_out))
                }
                guard output.count + count <= allowed else { return .tooLarge }
                output.append(contentsOf: chunk[..<count])
                switch status {
                case Z_STREAM_END: return stream.avail_in == 0 ? nil : .damaged
                case Z_OK where count > 0 || stream.avail_in > 0: continue
                default: return .damaged
                }
            }
        }
        if let problem { throw problem }
        return output
    }
}

extension Int {
    fileprivate func multipliedClamped(by factor: Int) -> Int {
        let (product, overflow) = multipliedReportingOverflow(by: factor)
        return overflow ? .max : product
    }
}
