internal import CZlib

/// Packing with zlib's deflate (RFC 1951) in one go: the same content always gives the same bytes.
package enum Deflate {
    /// What is around the packed bytes.
    package enum Container: Sendable {
        /// Nothing, as in members of a ZIP archive.
        case none
        /// gzip's header without a name or a time, and its checksum (RFC 1952).
        case gzip

        /// zlib's way of asking for it: the largest window, negative for none, 16 more for gzip.
        fileprivate var windowBits: Int32 {
            switch self {
            case .none: -15
            case .gzip: 15 + 16
            }
        }
    }

    /// - Returns: `nil` for content of 4 GB or more, which zlib doesn't pack in one go.
    package static func packed(_ content: [UInt8], in container: Container) -> [UInt8]? {
        guard let size = UInt32(exactly: content.count) else { return nil }
        var stream = z_stream()
        guard
            deflateInit2_(
                &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, container.windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { return nil }
        defer { deflateEnd(&stream) }
        let bound = Int(deflateBound(&stream, UInt(size)))
        guard let room = UInt32(exactly: bound) else { return nil }
        var content = content
        var isDone = false
        let packed = [UInt8](unsafeUninitializedCapacity: bound) { buffer, written in
            content.withUnsafeMutableBufferPointer { source in
                stream.next_in = source.baseAddress
                stream.avail_in = size
                stream.next_out = buffer.baseAddress
                stream.avail_out = room
                isDone = deflate(&stream, Z_FINISH) == Z_STREAM_END
            }
            written = isDone ? Int(stream.total_out) : 0
        }
        return isDone ? packed : nil
    }

    /// CRC-32 as gzip and ZIP have it (RFC 1952 §8).
    package static func checksum(_ bytes: [UInt8]) -> UInt32 {
        bytes.withUnsafeBufferPointer {
            UInt32(truncatingIfNeeded: crc32_z(0, $0.baseAddress, $0.count))
        }
    }
}
