package import Hummingbird
internal import Synchronization

/// The endpoints of a server, known once all of them have been mounted: what a specification describes is what is
/// served.
package final class ServedRoutes: Sendable {
    package struct Endpoint: Sendable, Hashable {
        /// `GET`
        package var method: String
        /// `/api/4.0/looks/{look}`
        package var path: String

        /// The same for paths that differ in the names of their parameters only.
        package var shape: String {
            let parts = path.split(separator: "/", omittingEmptySubsequences: true)
            return method + " /" + parts.map { $0.hasPrefix("{") ? "{}" : String($0) }.joined(separator: "/")
        }

        package init(method: String, path: String) {
            self.method = method
            self.path = path
        }
    }

    private let endpoints = Mutex<[Endpoint]>([])

    package init() {}

    package var all: [Endpoint] { endpoints.withLock { $0 } }

    /// Call it when nothing is mounted any more.
    package func take(from router: Router<SoundingsRequestContext>) {
        let found = router.routes.map { route in
            let parts = "\(route.path)".split(separator: "/", omittingEmptySubsequences: true).map { part in
                part.hasPrefix(":") ? "{\(part.dropFirst())}" : String(part)
            }
            return Endpoint(method: "\(route.method)", path: "/" + parts.joined(separator: "/"))
        }
        endpoints.withLock { $0 = found }
    }
}
