import Content
import FrontDoor

/// Finds callers among the accounts that Content keeps, with what they may do at this moment.
struct SessionDirectory: CallerDirectory {
    let people: People

    func caller(sessionID: String) async -> Caller? {
        guard let session = try? await people.session(token: sessionID) else { return nil }
        // Who may no longer act as somebody is themselves again, rather than locked out.
        if let other = session.actingAs, !other.isDisabled, await maySudo(session.user.id, as: other) {
            var caller = await caller(other, credential: .session)
            caller?.sudoUserID = session.user.id
            return caller
        }
        var caller = await caller(session.user, credential: .session)
        caller?.workspace = session.workspace
        return caller
    }

    func caller(accessToken: String) async -> Caller? {
        guard let session = try? await people.apiSession(accessToken: accessToken) else { return nil }
        if let actor = session.sudoUserID {
            guard await maySudo(actor, as: session.user) else { return nil }
        }
        var caller = await caller(session.user, credential: .token)
        caller?.workspace = session.workspace
        caller?.sudoUserID = session.sudoUserID
        return caller
    }

    /// A user without any request of theirs, for what is done on their behalf; `nil` for one who is disabled or gone.
    func caller(userID: String) async -> Caller? {
        guard let user = try? await people.user(userID) else { return nil }
        return await caller(user, credential: .token)
    }

    /// Whether somebody who began to act as another may still do so: with the rights of this moment, as for all else.
    private func maySudo(_ actorID: String, as user: User) async -> Bool {
        guard let actor = try? await people.user(actorID), !actor.isDisabled,
            let own = try? await people.entitlements(of: actor)
        else { return false }
        if own.isAdmin { return true }
        guard own.may(.sudo), let others = try? await people.entitlements(of: user) else { return false }
        return !others.isAdmin
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
