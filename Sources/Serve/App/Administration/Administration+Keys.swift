import Content
import Foundation

extension Administration {
    /// A line for each key, the ingestion keys first.
    func listKeys() async throws -> String {
        let keys = try await people.ingestionKeys().map {
            Self.line("ingestion", $0.name, $0.projectID, $0.prefix, $0.createdAt, $0.revokedAt)
        }
        let secrets = try await people.projectSecrets().map {
            Self.line(
                $0.mayErase ? "secret, may erase" : "secret", $0.name, $0.projectID, $0.prefix, $0.createdAt,
                $0.revokedAt)
        }
        let lines = keys + secrets
        return lines.isEmpty ? "There are no keys." : lines.joined(separator: "\n")
    }

    private static func line(
        _ kind: String, _ name: String, _ project: Int64, _ prefix: String, _ made: Date, _ revoked: Date?
    ) -> String {
        let end = revoked.map { ", revoked \(day($0))" } ?? ""
        return "\"\(name)\" (\(kind)) of project \(project): \(prefix)…, made \(day(made))\(end)"
    }

    private static func day(_ date: Date) -> String {
        date.formatted(.iso8601.year().month().day())
    }

    /// - Throws: ``CommandFailure`` for a name that no key has.
    func revokeKey(_ name: String, isSecret: Bool) async throws -> String {
        if isSecret {
            guard let secret = try await people.projectSecrets().first(where: { $0.name == name }) else {
                throw CommandFailure("There is no secret key \"\(name)\". soundings key list names them all.")
            }
            _ = try await people.revokeProjectSecret(secret.id)
        } else {
            guard let key = try await people.ingestionKeys().first(where: { $0.name == name }) else {
                throw CommandFailure("There is no ingestion key \"\(name)\". soundings key list names them all.")
            }
            _ = try await people.revokeIngestionKey(key.id)
        }
        await keysChanged()
        return "The \(isSecret ? "secret" : "ingestion") key \"\(name)\" opens nothing any more."
    }
}
