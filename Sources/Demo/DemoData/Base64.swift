/// Base64 (RFC 4648), in the standard alphabet with padding or in the one for addresses without.
enum Base64 {
    static func standard(_ bytes: [UInt8]) -> String {
        encode(bytes, Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8), padded: true)
    }

    static func url(_ bytes: [UInt8]) -> String {
        encode(bytes, Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8), padded: false)
    }

    private static func encode(_ bytes: [UInt8], _ alphabet: [UInt8], padded: Bool) -> String {
        var output: [UInt8] = []
        var start = 0
        while start < bytes.count {
            let group = (0..<3).map { start + $0 < bytes.count ? Int(bytes[start + $0]) : 0 }
            let value = group[0] << 16 | group[1] << 8 | group[2]
            let known = min(bytes.count - start, 3) + 1
            for place in 0..<known { output.append(alphabet[value >> (18 - 6 * place) & 63]) }
            if padded { output.append(contentsOf: repeatElement(UInt8(ascii: "="), count: 4 - known)) }
            start += 3
        }
        return String(decoding: output, as: UTF8.self)
    }
}
