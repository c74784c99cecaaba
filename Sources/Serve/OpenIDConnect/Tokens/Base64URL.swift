internal import Foundation

/// Base64 with the alphabet of URLs and without padding (RFC 4648 §5).
enum Base64URL {
    static func encode(_ bytes: some Sequence<UInt8>) -> String {
        String(
            Data(bytes).base64EncodedString().compactMap { character -> Character? in
                switch character {
                case "+": "-"
                case "/": "_"
                case "=": nil
                default: character
                }
            })
    }

    /// `nil` for what is none, padding and the usual alphabet included.
    static func decode(_ text: some StringProtocol) -> [UInt8]? {
        var usual: [UInt8] = []
        usual.reserveCapacity(text.utf8.count + 3)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "-"): usual.append(UInt8(ascii: "+"))
            case UInt8(ascii: "_"): usual.append(UInt8(ascii: "/"))
            case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="): return nil
            default: usual.append(byte)
            }
        }
        while usual.count % 4 != 0 { usual.append(UInt8(ascii: "=")) }
        return Data(base64Encoded: Data(usual)).map(Array.init)
    }
}
