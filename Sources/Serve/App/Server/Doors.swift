import CollectAPI
import Ingestion
import Landing
import Logging

/// The formats that the loader reads.
enum Decoders {
    static let all: [any BodyDecoder] = [PingDecoder(), AmplitudeDecoder(), AmplitudeMappingDecoder()]
}

/// The doors through which data comes in, with the settings of one project.
struct Doors: Sendable {
    let pings: PingDoor
    let amplitude: AmplitudeDoor

    /// - Parameters:
    ///   - bodyLimit: Bytes of the largest body that any door takes; each has smaller limits of its own.
    ///   - trustedProxies: Addresses of proxies whose `X-Forwarded-For` is believed.
    init(
        queue: DurableQueue, keys: any IngestionKeys, releases: Releases, bodyLimit: Int,
        trustedProxies: Set<String> = [], logger: Logger
    ) {
        pings = PingDoor(queue: queue, releases: { releases }, largestBody: min(1 << 20, bodyLimit)) { error in
            logger.error("A ping was answered and could not be stored: \(error)")
        }
        var settings = AmplitudeSettings()
        settings.largestBody = min(settings.largestBody, bodyLimit)
        settings.largestBatchBody = bodyLimit
        settings.trustedProxies = trustedProxies
        amplitude = AmplitudeDoor(queue: queue, keys: keys, settings: settings)
    }

    var mounts: [CollectRoutes.Mount] {
        [
            // Whatever is not a GET has a body.
            CollectRoutes.Mount(
                paths: PingDoor.paths.sorted(), methods: ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
                answer: { await pings.answer($0) }),
            // The other methods get the door's own refusal, which clients can read.
            CollectRoutes.Mount(
                paths: AmplitudeDoor.paths.sorted().filter { $0 != "/" },
                methods: ["POST", "OPTIONS", "GET", "PUT", "PATCH", "DELETE"], answer: { await amplitude.answer($0) }),
            // Where old SDKs upload; the others of its methods belong to the web app.
            CollectRoutes.Mount(paths: ["/"], methods: ["POST"], answer: { await amplitude.answer($0) }),
        ]
    }
}
