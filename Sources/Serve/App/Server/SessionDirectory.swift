import Content
import FrontDoor

/// Finds callers among the accounts that Content keeps.
struct SessionDirectory: CallerDirectory {
    let people: People

    func caller(sessionID: String) async -> Caller? {
        guard let session = try? await people.session(token: sessionID) else { return nil }
        return Self.caller(session.user, credential: .session)
    }

    func caller(accessToken: String) async -> Caller? {
        guard let session = try? await people.apiSession(accessToken: accessToken) else { return nil }
        return Self.caller(session.user, credential: .token)
    }

    private static func caller(_ user: User, credential: Caller.Credential) -> Caller? {
        guard !user.isDisabled else { return nil }
        var attributes = ["id": user.id]
        attributes["email"] = user.email
        return Caller(
            userID: user.id, displayName: user.displayName, email: user.email, role: user.role,
            permissions: Set(user.permissions.map(\.rawValue)), isVisitor: user.isVisitor, attributes: attributes,
            credential: credential)
    }
}
