import Content
import FrontDoor

/// Finds callers among the accounts that Content keeps, with what they may do at this moment.
struct SessionDirectory: CallerDirectory {
    let people: People

    func caller(sessionID: String) async -> Caller? {
        guard let session = try? await people.session(token: sessionID) else { return nil }
        var caller = await caller(session.user, credential: .session)
        caller?.workspace = session.workspace
        return caller
    }

    func caller(accessToken: String) async -> Caller? {
        guard let session = try? await people.apiSession(accessToken: accessToken) else { return nil }
        var caller = await caller(session.user, credential: .token)
        caller?.workspace = session.workspace
        caller?.sudoUserID = session.sudoUserID
        return caller
    }

    private func caller(_ user: User, credential: Caller.Credential) async -> Caller? {
        guard !user.isDisabled, let entitlements = try? await people.entitlements(of: user) else { return nil }
        var grants = ModelPermissions()
        for grant in entitlements.grants { grants.add(Set(grant.permissions.map(\.rawValue)), on: grant.models) }
        return Caller(
            userID: user.id, displayName: user.displayName, email: user.email,
            role: entitlements.summary?.rawValue ?? "none", groupIDs: entitlements.groupIDs, grants: grants,
            isVisitor: user.isVisitor, attributes: entitlements.attributes, credential: credential)
    }
}
