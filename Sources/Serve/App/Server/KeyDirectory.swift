import AmplitudeAPI
import Content
import Ingestion
import Landing
import Logging
import Synchronization

/// The valid ingestion keys and secret keys, in memory: a door asks for each request.
final class KeyDirectory: IngestionKeys, AmplitudeKeys {
    private let people: People
    private let logger: Logger
    private let ring = Mutex<IngestionKeyRing?>(nil)
    private let secrets = Mutex<ProjectSecretRing?>(nil)

    /// No key is known before ``refresh()``.
    init(people: People, logger: Logger) {
        self.people = people
        self.logger = logger
    }

    func project(forKey key: String) -> ProjectID? {
        let ring = ring.withLock { $0 }
        return ring?.key(text: key).flatMap { Int32(exactly: $0.projectID) }.map { ProjectID($0) }
    }

    func access(apiKey: String, secretKey: String) -> AmplitudeAccess? {
        guard let project = project(forKey: apiKey), let access = access(secretKey: secretKey),
            access.project == Int(project.number)
        else { return nil }
        return access
    }

    func access(secretKey: String) -> AmplitudeAccess? {
        guard let secret = secrets.withLock({ $0 })?.secret(text: secretKey) else { return nil }
        var access = AmplitudeAccess(project: Int(clamping: secret.projectID), mayErase: secret.mayErase)
        access.keyName = secret.name
        return access
    }

    /// Reads the keys as they are now.
    /// - Throws: ``ContentError`` when the database can't be read; the keys known so far stay valid.
    func refresh() async throws(ContentError) {
        let current = try await people.ingestionKeyRing()
        ring.withLock { $0 = current }
        let currentSecrets = try await people.projectSecretRing()
        secrets.withLock { $0 = currentSecrets }
    }

    /// The same for whoever can do nothing about a failure.
    func refreshQuietly() async {
        do {
            try await refresh()
        } catch {
            logger.error("The keys can't be read, so that new ones don't work yet: \(error.message)")
        }
    }
}
