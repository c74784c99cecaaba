internal import Content
internal import FrontDoor
internal import Hummingbird

/// Who may do what with accounts.
extension SoundingsRequestContext {
    /// The caller, who must be an administrator.
    func requireAdministrator() throws -> Caller { try requireCaller(may: "administer") }

    /// The caller, who must be this user or an administrator.
    func requireSelfOrAdministrator(_ userID: String) throws -> Caller {
        let caller = try requireCaller()
        guard caller.isAdmin || (caller.userID == userID && !caller.isVisitor) else {
            throw RequestFailure.forbidden("administer")
        }
        return caller
    }

    /// The caller, who must have an account.
    func requireAccount() throws -> Caller {
        let caller = try requireCaller()
        guard !caller.isVisitor else { throw RequestFailure.forbidden("see_users") }
        return caller
    }
}

extension Caller {
    /// Whether they see the accounts of others, with their addresses, groups and roles.
    var seesUsers: Bool { isAdmin || may("see_users") }

    var reader: ContentReader { ContentReader(userID: userID, groupIDs: groupIDs, isAdmin: isAdmin) }
}

extension LookerServices {
    /// For changes that come over the network.
    var guardedPeople: People {
        var people = people
        people.keepsAdministrator = true
        return people
    }
}

/// Runs what makes something; a name that is taken is a conflict.
func making<Value>(_ make: () async throws -> Value) async throws -> Value {
    do {
        return try await make()
    } catch let error as ContentError where error.code == .alreadyExists {
        throw RequestFailure.conflict(
            "Validation Failed",
            [.init(field: error.field ?? "", code: error.code.rawValue, message: error.message)])
    }
}
