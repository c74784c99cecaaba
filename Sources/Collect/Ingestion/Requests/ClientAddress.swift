/// Addresses of senders.
package enum ClientAddress {
    /// Without a port and without brackets: "203.0.113.7:80" is 203.0.113.7, "[2001:db8::1]:80" is 2001:db8::1.
    static func withoutPort(_ address: some StringProtocol) -> String {
        let address = String(address)
        if address.utf8.first == UInt8(ascii: "["), let end = address.firstIndex(of: "]") {
            return String(address[address.index(after: address.startIndex)..<end])
        }
        let colons = address.utf8.filter { $0 == UInt8(ascii: ":") }.count
        // More than one colon without brackets is an IPv6 address alone.
        guard colons == 1, let colon = address.firstIndex(of: ":") else { return address }
        return String(address[..<colon])
    }

    /// The first address of a forwarding list, or of anything else that holds one address.
    static func first(of list: String) -> String {
        let first = list.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
        return withoutPort(first.trimmingBlanks)
    }

    /// Who sent the request. What a proxy forwards counts only when the peer is one of `proxies`.
    static func of(_ request: IngestionRequest, trusting proxies: Set<String>) -> String {
        let peer = withoutPort(request.peerAddress)
        guard proxies.contains(peer), let list = request.headers["x-forwarded-for"] else { return peer }
        // The last address that is no proxy of ours: everything before it is the sender's word.
        let addresses = list.split(separator: ",").map { withoutPort($0.trimmingBlanks) }.filter { !$0.isEmpty }
        return addresses.last { !proxies.contains($0) } ?? addresses.first ?? peer
    }
}

extension StringProtocol {
    var trimmingBlanks: String {
        var text = Substring(self)
        while text.utf8.first == 0x20 || text.utf8.first == 0x09 { text = text.dropFirst() }
        while text.utf8.last == 0x20 || text.utf8.last == 0x09 { text = text.dropLast() }
        return String(text)
    }
}
