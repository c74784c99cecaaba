import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// Finds out before anything is opened or loaded whether the address can be listened on.
enum PortCheck {
    /// - Throws: ``CommandFailure`` that names the port and what to do.
    static func check(host: String, port: Int) throws(CommandFailure) {
        guard (0...65_535).contains(port) else {
            throw CommandFailure("\(port) is not a port. Give --port a number from 1 to 65535, or 0 for any free one.")
        }
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0, let address = found else {
            throw CommandFailure("\(host) is not an address of this machine. Give another one with --host.")
        }
        defer { freeaddrinfo(found) }
        let descriptor = socket(address.pointee.ai_family, address.pointee.ai_socktype, 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        if bind(descriptor, address.pointee.ai_addr, address.pointee.ai_addrlen) == 0 { return }
        switch errno {
        case EADDRINUSE:
            throw CommandFailure(
                "Port \(port) of \(host) is taken by another program. Stop that one, or choose another with --port.")
        case EACCES:
            throw CommandFailure("Listening on port \(port) needs more rights. Choose a port from 1024 on with --port.")
        default:
            throw CommandFailure(
                "Can't listen on \(host):\(port): \(String(cString: strerror(errno))). "
                    + "Choose others with --host and --port."
            )
        }
    }
}
