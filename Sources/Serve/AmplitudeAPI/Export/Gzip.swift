internal import CZlib

/// A file in gzip's format (RFC 1952), without a name or a time: the same content always gives the same bytes.
enum Gzip {
    /// - Returns: `nil` for what is too large for one file.
    static func compressed(_ content: [UInt8]) -> [UInt8]? {
        guard let size = UInt32(exactly: content.count) else { return nil }
        var stream = z_stream()
        // 16 more than the largest window means a header of gzip's.
        guard
            deflateInit2_(
                &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
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

    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        bytes.withUnsafeBufferPointer {
            UInt32(truncatingIfNeeded: crc32(0, $0.baseAddress, UInt32(truncatingIfNeeded: $0.count)))
        }
    }
}
