import Foundation

/// How many connections the server takes at once. Others wait for one of them to end; files, the warehouse, requests that go
/// out and the shell's commands need handles too, without which nobody would be answered.
enum ConnectionLimit {
    private static let reserve = 256
    /// More take more memory than handles.
    private static let most = 8_192

    static var usual: Int { limit(handles: sysconf(Int32(_SC_OPEN_MAX))) }

    /// - Parameter handles: That the process may have open; below 0 where the system sets no limit.
    static func limit(handles: Int) -> Int {
        handles < 0 ? most : min(max(handles - reserve, handles / 4, 16), most)
    }
}
