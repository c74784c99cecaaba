internal import Dispatch
internal import Foundation

/// Finds the addresses of a host.
struct HostLookup: Sendable {
    /// All that there are, in the order in which they are to be tried; none when the host is unknown.
    var addresses: @Sendable (String) async -> [NetworkAddress]

    /// As the system finds them: its resolver, its hosts file.
    static let system = HostLookup { host in
        await withCheckedContinuation { continuation in
            // The call blocks for as long as the resolver takes.
            DispatchQueue.global().async { continuation.resume(returning: found(host)) }
        }
    }

    private static func found(_ host: String) -> [NetworkAddress] {
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, nil, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var addresses: [NetworkAddress] = []
        var next = list
        while let entry = next {
            if let address = address(entry.pointee), !addresses.contains(address) { addresses.append(address) }
            next = entry.pointee.ai_next
        }
        return addresses
    }

    private static func address(_ entry: addrinfo) -> NetworkAddress? {
        guard let pointer = UnsafeRawPointer(entry.ai_addr) else { return nil }
        let length = Int(entry.ai_addrlen)
        switch entry.ai_family {
        case AF_INET where length >= MemoryLayout<sockaddr_in>.size:
            let socket = pointer.loadUnaligned(as: sockaddr_in.self)
            return NetworkAddress(bytes: withUnsafeBytes(of: socket.sin_addr) { Array($0) })
        case AF_INET6 where length >= MemoryLayout<sockaddr_in6>.size:
            let socket = pointer.loadUnaligned(as: sockaddr_in6.self)
            return NetworkAddress(bytes: withUnsafeBytes(of: socket.sin6_addr) { Array($0) })
        default: return nil
        }
    }
}
