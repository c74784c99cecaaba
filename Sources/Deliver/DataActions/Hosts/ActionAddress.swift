/// An address that a data action is sent to, read strictly: whatever two readers could take for different hosts is no
/// address here.
struct ActionAddress: Sendable, Hashable {
    enum Scheme: String, Sendable {
        case http, https

        var usualPort: Int { self == .https ? 443 : 80 }
    }

    let scheme: Scheme
    /// Lower case, without the brackets of IPv6 and without a dot at its end.
    let host: String
    let port: Int
    /// Path and parameters, percent-encoded.
    let target: String

    /// - Returns: `nil` for anything but `http(s)://host[:port][/path][?parameters][#…]`.
    init?(_ text: String) {
        let lowercased = text.prefix(8).lowercased()
        let scheme: Scheme
        if lowercased.hasPrefix("https://") {
            scheme = .https
        } else if lowercased.hasPrefix("http://") {
            scheme = .http
        } else {
            return nil
        }
        let rest = text.dropFirst(scheme.rawValue.count + 3)
        let authority = rest.prefix { !"/?#".contains($0) }
        guard let (host, port) = Self.parts(of: authority) else { return nil }
        let target = rest.dropFirst(authority.count).prefix { $0 != "#" }
        guard !target.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\\") }) else { return nil }
        self.scheme = scheme
        self.host = host
        self.port = port ?? scheme.usualPort
        self.target = Self.encoded(target.first == "/" ? target : "/" + target)
    }

    /// The host as it stands in an address and in the header `Host`.
    var authority: String { Self.authority(host, port: port, scheme) }

    static func authority(_ host: String, port: Int, _ scheme: Scheme) -> String {
        let written = host.contains(":") ? "[\(host)]" : host
        return port == scheme.usualPort ? written : "\(written):\(port)"
    }

    /// - Parameter host: Another name of the same host, such as its number.
    func url(of host: String? = nil) -> String {
        "\(scheme.rawValue)://\(Self.authority(host ?? self.host, port: port, scheme))\(target)"
    }

    private static func parts(of authority: Substring) -> (host: String, port: Int?)? {
        var host = authority
        var port: Int?
        if authority.first == "[" {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = authority[authority.index(after: authority.startIndex)..<end]
            let rest = authority[authority.index(after: end)...]
            guard host.contains(":"), let address = NetworkAddress(String(host)) else { return nil }
            if !rest.isEmpty {
                guard rest.first == ":", let number = number(rest.dropFirst()) else { return nil }
                port = number
            }
            return (address.description, port)
        }
        if let colon = authority.firstIndex(of: ":") {
            guard let number = number(authority[authority.index(after: colon)...]) else { return nil }
            port = number
            host = authority[..<colon]
        }
        if host.last == "." { host = host.dropLast() }
        let lowercased = host.lowercased()
        let letters = lowercased.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
                UInt8(ascii: "."), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        let labels = lowercased.split(separator: ".", omittingEmptySubsequences: false)
        guard letters, lowercased.utf8.count <= 253, labels.allSatisfy({ (1...63).contains($0.utf8.count) }) else {
            return nil
        }
        return (lowercased, port)
    }

    private static func number(_ digits: Substring) -> Int? {
        guard digits.utf8.count <= 5, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(digits),
            (1...65_535).contains(port)
        else { return nil }
        return port
    }

    /// What may not stand in an address as it is gets percent-encoded; what is encoded stays.
    private static func encoded(_ target: some StringProtocol) -> String {
        var result = ""
        for byte in target.utf8 {
            if byte > 0x20, byte < 0x7F, !"\"<>^`{|}".utf8.contains(byte) {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                result += byte < 16 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return result
    }
}
