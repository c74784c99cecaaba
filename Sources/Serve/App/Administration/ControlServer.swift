import Foundation
import FrontDoor
import HTTPTypes
import Hummingbird
import JSON
import Logging
import NIOCore

#if canImport(Glibc)
    import Glibc
#endif

/// Listens on the state directory's Unix socket for commands from the same machine.
struct ControlServer: Sendable {
    let path: String
    let administration: Administration
    let logger: Logger

    /// A server to be run beside the public one. A socket that a crash left behind is replaced: whoever builds this
    /// holds the directory's lock.
    func application() -> some ApplicationProtocol {
        unlink(path)
        let router = Router(context: SoundingsRequestContext.self)
        router.post("command") { request, _ in await answer(request) }
        let path = path
        return Application(
            router: router, configuration: .init(address: .unixDomainSocket(path: path)),
            onServerRunning: { _ in chmod(path, 0o600) }, logger: logger)
    }

    private func answer(_ request: Request) async -> Response {
        do {
            guard let command = Administration.Command(try await request.json(upTo: 64 * 1_024)) else {
                return .json(["error": "This Soundings does not know that command. Is the server of another version?"])
            }
            return .json(["text": .string(try await administration.perform(command).text)])
        } catch {
            return .json(["error": .string(Shell.describe(error))])
        }
    }
}
