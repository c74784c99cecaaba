internal import HTTPTypes
internal import Hummingbird

/// Where a request comes from.
enum ClientOrigin {
    /// The address of the other end, or, where that is a proxy of ours, the last address that it forwards for and that is
    /// none: everything before is the sender's word.
    static func address(
        of request: Request, from context: SoundingsRequestContext, trusting proxies: Set<String>
    ) -> String {
        let peer = context.peer?.ipAddress ?? ""
        guard proxies.contains(peer), let name = HTTPField.Name("X-Forwarded-For"), let list = request.headers[name]
        else { return peer }
        let addresses = list.split(separator: ",").map(withoutPort).filter { !$0.isEmpty }
        return addresses.last { !proxies.contains($0) } ?? addresses.first ?? peer
    }

    private static func withoutPort(_ text: Substring) -> String {
        let address = text.filter { $0 != " " && $0 != "\t" }
        if address.hasPrefix("["), let end = address.firstIndex(of: "]") {
            return String(address[address.index(after: address.startIndex)..<end])
        }
        guard address.utf8.count(where: { $0 == UInt8(ascii: ":") }) == 1, let colon = address.firstIndex(of: ":")
        else { return address }
        return String(address[..<colon])
    }
}
